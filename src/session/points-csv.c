/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes points row by row into one text. */
#include "session/points-csv.h"

#include <string.h>

#include "core/error.h"

/* A number takes at most this many characters with its comma: sign, 9 digits, point, exponent. */
#define NUMBER_WIDTH 16

/* And usually this many. */
#define NUMBER_TYPICAL 12

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 256

#define TEXT_MAX (G_GUINT64_CONSTANT (1) << 30)

/* A text that takes what it was said to take, and little more where that was too little: GString would take
 * the next power of two. */
typedef struct
{
  char *bytes;
  gsize length, room;
} Text;

/* Makes room for so many bytes more. FALSE where the system refuses them. */
static gboolean
make_room (Text *text, gsize more)
{
  const gsize room = text->length + more + text->room / 8;
  char *larger;

  if (text->length + more <= text->room)
    return TRUE;
  larger = g_try_realloc (text->bytes, room);
  if (larger == NULL)
    return FALSE;
  text->bytes = larger;
  text->room = room;
  return TRUE;
}

/* Into room that there is. */
static void
append (Text *text, const char *more)
{
  const gsize length = strlen (more);

  memcpy (text->bytes + text->length, more, length + 1);
  text->length += length;
}

static void
append_number (Text *text, float value, const char *end)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  append (text, g_ascii_formatd (buffer, sizeof buffer, "%.9g", (double)value));
  append (text, end);
}

/* The comment's lines and the names of the columns. Free with g_free(). */
static char *
make_head (const char *comment, guint dimension)
{
  g_auto (GStrv) lines = g_strsplit (comment, "\n", -1);
  GString *head = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (head, "# %s\n", lines[i]);
  for (guint k = 1; k <= dimension; k++)
    g_string_append_printf (head, "x%u,", k);
  g_string_append (head, "target\n");
  return g_string_free (head, FALSE);
}

static void
append_row (Text *text, const LabDataset *dataset, gsize row)
{
  const guint dimension = dataset->ambient_dimension;

  for (guint k = 0; k < dimension; k++)
    append_number (text, dataset->x[row * dimension + k], ",");
  append_number (text, dataset->label[row], "\n");
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
  g_autofree char *head = make_head (comment, dimension);
  Text text = {0};
  gboolean fits =
      make_room (&text, strlen (head) + 1 + lab_points_csv_bytes (dataset->n, dimension));

  if (fits)
    append (&text, head);
  for (gsize i = 0; fits && i < dataset->n; i++) {
    if (i % ROWS_AT_ONCE == 0) {
      lab_task_report (task, (double)i / (double)dataset->n);
      if (lab_task_is_cancelled (task)) {
        g_free (text.bytes);
        return NULL;
      }
    }
    fits = make_room (&text, (dimension + 1) * NUMBER_WIDTH + 1);
    if (fits)
      append_row (&text, dataset, i);
  }
  if (fits)
    return text.bytes;
  g_free (text.bytes);
  g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
               "n=%" G_GSIZE_FORMAT ": the system refuses the memory for so large a table.",
               dataset->n);
  return NULL;
}
