/* Writes points row by row into one text. */
#include "session/points-csv.h"

#include "core/error.h"

/* A number takes at most this many characters with its comma: sign, 9 digits, point, exponent. */
#define NUMBER_WIDTH 16

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

char *
lab_points_csv (const LabDataset *dataset, const char *comment, GError **error)
{
  g_return_val_if_fail (dataset != NULL && comment != NULL, NULL);

  guint dimension = dataset->ambient_dimension;
  guint64 most = TEXT_MAX / NUMBER_WIDTH / (dimension + 1);
  if (dataset->n > most) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
                 "n=%" G_GSIZE_FORMAT ": a table of %u coordinates holds at most %" G_GUINT64_FORMAT
                 " points.",
                 dataset->n, dimension, most);
    return NULL;
  }
  GString *text = g_string_sized_new (dataset->n * (dimension + 1) * NUMBER_WIDTH / 2);

  append_comment (text, comment);
  for (guint k = 1; k <= dimension; k++)
    g_string_append_printf (text, "x%u,", k);
  g_string_append (text, "target\n");
  for (gsize i = 0; i < dataset->n; i++) {
    for (guint k = 0; k < dimension; k++)
      append_number (text, dataset->x[i * dimension + k], ',');
    append_number (text, dataset->label[i], '\n');
  }
  return g_string_free (text, FALSE);
}
