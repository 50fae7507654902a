/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NumPy's .npy arrays (NEP 1 and its versions 2 and 3): magic, version, length of the header, the
 * header as a Python dictionary, the numbers. */
#include "points/points-private.h"

#include "core/memory.h"
#include "points/npy-value.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Real headers have some 100 bytes. */
#define MOST_HEADER_BYTES 65536

#define MOST_AXES 3

/* Of a header's word, in a sentence. */
#define LONGEST_QUOTE 40

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 4096

typedef struct
{
  const char *name;
  char descr[LONGEST_QUOTE + 1];
  gboolean fortran_order;
  guint axes;
  guint64 shape[MOST_AXES];
  gboolean has_descr, has_order, has_shape;
} Header;

static void
skip_blanks (const char **at)
{
  *at += strspn (*at, " \t\r\n");
}

/* Whether the next sign is `sign`, which is then passed over, with the blanks around it. */
static gboolean
take_sign (const char **at, char sign)
{
  skip_blanks (at);
  if (**at != sign)
    return FALSE;
  (*at)++;
  skip_blanks (at);
  return TRUE;
}

/* 'text' or "text", shortened to what text (size) holds. */
static gboolean
take_text (const char **at, char *text, gsize size)
{
  char quote = **at;
  const char *end;

  if (quote != '\'' && quote != '"')
    return FALSE;
  end = strchr (*at + 1, quote);
  if (end == NULL)
    return FALSE;
  g_strlcpy (text, *at + 1, MIN (size, (gsize)(end - *at)));
  *at = end + 1;
  return TRUE;
}

static gboolean
take_word (const char **at, const char *word)
{
  if (!g_str_has_prefix (*at, word))
    return FALSE;
  *at += strlen (word);
  return TRUE;
}

/* (3, 4) or (3,); more axes are counted, not kept. */
static gboolean
take_shape (const char **at, Header *header)
{
  if (!take_sign (at, '('))
    return FALSE;
  while (!take_sign (at, ')')) {
    char *end;
    guint64 extent;

    if (!g_ascii_isdigit (**at))
      return FALSE;
    extent = g_ascii_strtoull (*at, &end, 10);
    *at = *end == 'L' ? end + 1 : end;
    if (header->axes < MOST_AXES)
      header->shape[header->axes] = extent;
    header->axes++;
    skip_blanks (at);
    if (**at != ')' && !take_sign (at, ','))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_member (const char **at, Header *header)
{
  char key[LONGEST_QUOTE];

  if (!take_text (at, key, sizeof key) || !take_sign (at, ':'))
    return FALSE;
  if (g_str_equal (key, "descr")) {
    header->has_descr = TRUE;
    /* Of a record the type is a list. */
    if (**at == '[')
      return g_strlcpy (header->descr, "a record", sizeof header->descr) > 0;
    return take_text (at, header->descr, sizeof header->descr);
  }
  if (g_str_equal (key, "fortran_order")) {
    header->has_order = TRUE;
    header->fortran_order = g_str_has_prefix (*at, "True");
    return take_word (at, "True") || take_word (at, "False");
  }
  if (g_str_equal (key, "shape")) {
    header->has_shape = TRUE;
    return take_shape (at, header);
  }
  return FALSE;
}

/* text is NUL-terminated. */
static gboolean
read_header (const char *text, Header *header, GError **error)
{
  const char *at = text;
  gboolean well = take_sign (&at, '{');
  gboolean is_record = FALSE;

  while (well && !is_record && !take_sign (&at, '}')) {
    well = take_member (&at, header);
    is_record = g_str_equal (header->descr, "a record");
    skip_blanks (&at);
    well = well && (is_record || *at == '}' || take_sign (&at, ','));
  }
  if (well && is_record)
    return lab_points_refuse (error,
                              _ ("%s holds records; its numbers must be float32 or float64, such "
                                 "as array.astype('float64') makes them."),
                              header->name);
  if (well && header->has_descr && header->has_order && header->has_shape)
    return TRUE;
  return lab_points_refuse (
      error, _ ("%s has a damaged header; a .npy file of numpy.save() is needed."), header->name);
}

static gboolean
read_type (const Header *header, LabNpyType *type, GError **error)
{
  static const char *const allowed[] = {"f2", "f4", "f8", "i1", "i2", "i4", "i8",
                                        "u1", "u2", "u4", "u8", "b1", NULL};
  const char *descr = header->descr, *word = descr + (*descr != '\0');
  const char *shown = descr;

  if (g_strv_contains (allowed, word) && strchr ("<>=|", descr[0]) != NULL) {
    type->kind = word[0];
    type->size = (guint)(word[1] - '0');
    type->swapped = type->size > 1 && strchr ("<>", descr[0]) != NULL &&
                    (descr[0] == '<') != (G_BYTE_ORDER == G_LITTLE_ENDIAN);
    return TRUE;
  }
  for (const char *c = descr; *c != '\0'; c++)
    shown = g_ascii_isprint (*c) ? shown : _ ("unknown");
  return lab_points_refuse (
      error,
      _ ("%s holds numbers of type %s; allowed are float16, float32, float64 and "
         "integers, such as array.astype('float64') makes them."),
      header->name, shown);
}

static gboolean
check_shape (Header *header, gboolean flattens, LabPoints *points, GError **error)
{
  const guint axes = header->axes;
  guint64 dimensions = axes >= 2 && axes <= MOST_AXES ? header->shape[axes - 1] : 1;

  if (axes == 3 && !flattens)
    return lab_points_refuse (
        error,
        _ ("%s has 3 axes, as sequences of tokens have; --tokens takes each token for a point, or "
           "array.reshape(-1, array.shape[-1]) makes such an array."),
        header->name);
  if (axes < 1 || axes > MOST_AXES)
    return lab_points_refuse (
        error,
        _ ("%s has %u axes; it must have two, one row per point and one column per coordinate."),
        header->name, header->axes);
  if (axes == 3 && header->shape[1] > 0 && header->shape[0] <= LAB_POINTS_MOST)
    header->shape[0] *= MIN (header->shape[1], LAB_POINTS_MOST);
  else if (axes == 3)
    header->shape[0] = 0;
  if (header->shape[0] < 1 || dimensions < 1)
    return lab_points_refuse (error, _ ("%s is empty; two or more points are needed."),
                              header->name);
  if (header->shape[0] > LAB_POINTS_MOST || dimensions > LAB_POINTS_MOST_DIMENSIONS) {
    g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, header->shape[0]);
    g_autofree char *D = g_strdup_printf ("%" G_GUINT64_FORMAT, dimensions);
    return lab_points_refuse (
        error,
        _ ("%s has %s points of %s coordinates; at most %d points and %d coordinates are allowed."),
        header->name, n, D, LAB_POINTS_MOST, LAB_POINTS_MOST_DIMENSIONS);
  }
  points->n = (gsize)header->shape[0];
  points->dimensions = (guint)dimensions;
  return TRUE;
}

/* Where the point i of an array in Fortran order stands in each column: tokens of one sequence lie apart. */
static gsize
row_of (const Header *header, gsize n, gsize i)
{
  const gsize tokens = header->axes == 3 ? (gsize)header->shape[1] : 1;

  return i % tokens * (n / tokens) + i / tokens;
}

static gboolean
read_values (const Header *header,
             const char *bytes,
             const LabNpyType *type,
             LabTask *task,
             LabPoints *points,
             GError **error)
{
  guint D = points->dimensions;

  for (gsize i = 0; i < points->n; i++) {
    if (i % ROWS_AT_ONCE == 0) {
      lab_points_report (task, (double)i / (double)points->n);
      if (lab_task_is_cancelled (task))
        return FALSE;
    }
    for (guint c = 0; c < D; c++) {
      gsize place =
          header->fortran_order ? c * points->n + row_of (header, points->n, i) : i * D + c;
      double value = lab_npy_value (bytes + place * type->size, type);

      if (!isfinite (value))
        return lab_points_refuse (error,
                                  _ ("%s: the value at [%zu, %u] is not finite; every coordinate "
                                     "must be a finite number."),
                                  header->name, i, c);
      points->x[i * D + c] = value;
    }
  }
  return TRUE;
}

/* The header's text, NUL-terminated, and where the numbers begin; NULL with an error. */
static char *
find_header (const char *name, const char *data, gsize length, gsize *begin, GError **error)
{
  guint8 version = length > LAB_NPY_MAGIC_LENGTH ? (guint8)data[LAB_NPY_MAGIC_LENGTH] : 0;
  gsize before = LAB_NPY_MAGIC_LENGTH + 2 + (version == 1 ? 2 : 4);
  gsize bytes = 0;

  if (length > LAB_NPY_MAGIC_LENGTH && (version < 1 || version > 3)) {
    lab_points_refuse (error,
                       _ ("%s is a .npy file of version %u; versions 1 to 3 are understood."), name,
                       version);
    return NULL;
  }
  for (gsize i = before; i > LAB_NPY_MAGIC_LENGTH + 2 && before <= length; i--)
    bytes = bytes << 8 | (guint8)data[i - 1];
  if (bytes > MOST_HEADER_BYTES) {
    lab_points_refuse (error, _ ("%s claims a header of %zu bytes; at most %d are allowed."), name,
                       bytes, MOST_HEADER_BYTES);
    return NULL;
  }
  if (before > length || bytes > length - before) {
    lab_points_refuse (error, _ ("%s is cut short: its header is not whole."), name);
    return NULL;
  }
  *begin = before + bytes;
  return g_strndup (data + before, bytes);
}

gboolean
lab_points_parse_array (const char *name,
                        const char *data,
                        gsize length,
                        gboolean flattens,
                        LabTask *task,
                        LabPoints *points,
                        GError **error)
{
  Header header = {.name = name};
  g_autofree char *text = NULL;
  gsize begin = 0, values, needed;
  LabNpyType type = {.kind = 'f'};

  text = find_header (name, data, length, &begin, error);
  if (text == NULL || !read_header (text, &header, error) || !read_type (&header, &type, error) ||
      !check_shape (&header, flattens, points, error))
    return FALSE;
  values = points->n * points->dimensions;
  needed = values * type.size;
  if (needed != length - begin)
    return lab_points_refuse (
        error, _ ("%s is %s: %zu bytes of numbers are there, %zu belong to its %zu x %u values."),
        name, needed > length - begin ? _ ("cut short") : _ ("too long"), length - begin, needed,
        points->n, points->dimensions);
  points->x = lab_memory_new (values, sizeof *points->x, N_ ("the points"), error);
  return points->x != NULL && read_values (&header, data + begin, &type, task, points, error);
}
