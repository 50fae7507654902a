/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the table that `fit` reads: samples are picked from it, by the default columns and by
 * each column's own name, or it is refused with one sentence. */
#include "session/csv-samples.h"
#include "session/csv-table-testing.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
check_refusal (const GError *error)
{
  g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
  g_assert (strchr (error->message, '\n') == NULL);
}

/* Columns as given; the last one for y where the table has names. */
static void
pick (const LabCsvTable *table, const char *x_column, const char *y_column)
{
  g_autoptr (GError) error = NULL;
  g_auto (LabCsvSamples) samples = {0};

  if (!lab_csv_samples_pick (table, x_column, y_column, &samples, &error)) {
    check_refusal (error);
    return;
  }
  g_assert (samples.x_column != NULL && samples.y_column != NULL);
  g_assert (samples.samples->len + samples.rows_unfinished + samples.rows_narrower <=
            lab_csv_table_rows (table));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabCsvTable) table =
      lab_csv_table_parse ("table.csv", (const char *)bytes, length, &error);

  g_assert ((table == NULL) == (error != NULL));
  if (table == NULL) {
    check_refusal (error);
    return 0;
  }
  const guint columns = lab_csv_table_columns (table);
  g_assert (columns >= 1 && columns <= LAB_CSV_MOST_COLUMNS && lab_csv_table_rows (table) >= 1);
  pick (table, NULL, NULL);
  pick (table, lab_csv_table_name (table, columns - 1), lab_csv_table_name (table, 0));
  return 0;
}
