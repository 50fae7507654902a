/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the table that `fit` reads: curves are read from it, by the columns that are found, by each column's own
 * name and with a curve for each value, or it is refused with one sentence. */
#include "session/fit-curves.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
check_refusal (const GError *error)
{
  g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
  g_assert (strchr (error->message, '\n') == NULL);
}

static void
read_curves (const LabTable *table, const LabReadingRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_auto (LabFitCurves) curves = {0};
  guint samples = 0;

  if (!lab_fit_curves_read (table, request, &curves, &error)) {
    check_refusal (error);
    return;
  }
  g_assert (curves.x_column != NULL && curves.reading.why != NULL);
  for (guint i = 0; i < curves.curves->len; i++) {
    const LabFitCurve *curve = g_ptr_array_index (curves.curves, i);

    g_assert (curve->samples->len == curve->rows->len && curve->y_column != NULL);
    samples += curve->samples->len;
  }
  g_assert (samples <= lab_table_rows (table) * curves.reading.y->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTable) table = lab_table_parse ("table", (const char *)bytes, length, &error);

  g_assert ((table == NULL) == (error != NULL));
  if (table == NULL) {
    check_refusal (error);
    return 0;
  }
  const guint columns = lab_table_columns (table);
  g_assert (columns <= LAB_TABLE_MOST_COLUMNS && lab_table_rows (table) >= 1);
  read_curves (table, &(LabReadingRequest){.best = FALSE});
  if (columns == 0)
    return 0;
  const char *first = lab_table_name (table, 0), *last = lab_table_name (table, columns - 1);
  read_curves (table, &(LabReadingRequest){.x = last, .y = first, .best = TRUE});
  read_curves (table, &(LabReadingRequest){.by = first, .error = last});
  return 0;
}
