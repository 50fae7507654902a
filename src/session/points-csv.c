/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes points row by row into one text. */
#include "session/points-csv.h"

#include "core/error.h"

/* A number takes at most this many characters with its comma: sign, 9 digits, point, exponent. */
#define NUMBER_WIDTH 16

/* And usually this many. */
#define NUMBER_TYPICAL 12

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 256

#define TEXT_MAX (G_GUINT64_CONSTANT (1) << 30)

static void
append_number (GString *text, float value, char end)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.9g", (double)value));
  g_string_append_c (text, end);
}

static void
append_comment (GString *text, const char *comment)
{
  g_auto (GStrv) lines = g_strsplit (comment, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "# %s\n", lines[i]);
}

guint64
lab_points_csv_most (guint dimension)
{
  return TEXT_MAX / NUMBER_WIDTH / (dimension + 1);
}

guint64
lab_points_csv_bytes (guint64 n, guint dimension)
{
  return n * (dimension + 1) * NUMBER_TYPICAL;
}

char *
lab_points_csv (const LabDataset *dataset, const char *comment, LabTask *task, GError **error)
{
  g_return_val_if_fail (dataset != NULL && comment != NULL, NULL);

  guint dimension = dataset->ambient_dimension;
  guint64 most = lab_points_csv_most (dimension);
  if (dataset->n > most) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
                 "n=%" G_GSIZE_FORMAT ": a table of %u coordinates holds at most %" G_GUINT64_FORMAT
                 " points.",
                 dataset->n, dimension, most);
    return NULL;
  }
  GString *text = g_string_sized_new (lab_points_csv_bytes (dataset->n, dimension));

  append_comment (text, comment);
  for (guint k = 1; k <= dimension; k++)
    g_string_append_printf (text, "x%u,", k);
  g_string_append (text, "target\n");
  for (gsize i = 0; i < dataset->n; i++) {
    if (i % ROWS_AT_ONCE == 0) {
      lab_task_report (task, (double)i / (double)dataset->n);
      if (lab_task_is_cancelled (task))
        return g_string_free (text, TRUE);
    }
    for (guint k = 0; k < dimension; k++)
      append_number (text, dataset->x[i * dimension + k], ',');
    append_number (text, dataset->label[i], '\n');
  }
  return g_string_free (text, FALSE);
}
