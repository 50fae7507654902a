/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of points: what they understand, and one clear sentence for what they do not. */
#include "core/error.h"
#include "core/memory.h"
#include "points/points.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

typedef struct
{
  const char *path;
  const char *data;
  gsize length; /* 0: of the text */
  const char *sentence;
} Bad;

#define BYTES(text) text, sizeof (text) - 1

/* A .npy file of version 1 whose header (a text of `length`, written as \x..) is followed by
 * numbers. */
#define NPY(length, header, numbers) BYTES ("\x93NUMPY\x01\x00" length "\x00" header numbers)

#define EIGHT "\x00\x00\x00\x00\x00\x00\xf0\x3f" /* 1.0 */
#define NAN_8 "\x00\x00\x00\x00\x00\x00\xf8\x7f"

static const Bad bad[] = {
    {"empty", "", 0, "no points"},
    {"comments", "# only\n\n", 0, "no points"},
    {"header-only", "x,y\n", 0, "no points"},
    {"ragged", "1,2\n3,4\n5\n", 0, "line 3: fields in this line: 1, in the first line: 2"},
    {"ragged-long", "x1,x2\n1,2,3\n", 0, "line 2: fields in this line: 3"},
    {"one-point", "1,2\n", 0, "one point; two or more"},
    {"all-equal", "1,2\n1,2\n1,2\n", 0, "all 3 points are equal"},
    {"nan", "1,2\n3,nan\n", 0, "line 2, column 2: “nan” is not finite"},
    {"infinite", "x1,x2\n1,2\n-inf,3\n", 0, "line 3, column 1: “-inf” is not finite"},
    {"too-large", "1,2\n3,1e999\n", 0, "“1e999” is not finite"},
    {"hole", "1,2\n3,\n", 0, "line 2, column 2: “” is no number"},
    {"word", "1,2\n3,four\n", 0, "line 2, column 2: “four” is no number"},
    {"decimal-comma", "0,5;1\n0,7;2\n1;x\n", 0, "“x” is no number"},
    {"escape", "1,2\n3,\x1b[2J\n", 0, "“\\x1B[2J” is no number"},
    {"nameless", ",x1\n0,1\n1,2\n", 0, "column 1 of the header has no name"},
    {"target-only", "target\n1\n2\n", 0, "a target and no coordinates"},
    {"latin-1", "1,2\n3,\xe4\n", 0, "line 2 is no text in UTF-8"},
    {"utf-16",
     BYTES ("\xff\xfe"
            "1\0,\0"
            "2\0\n\0"),
     "holds one point"},
    {"binary",
     BYTES ("\x7f"
            "ELF\0\0\0\n"),
     "line 1 is no text in UTF-8"},
    {"npy-magic-only", BYTES ("\x93NUMPY"), "cut short: its header"},
    {"npy-header-cut", BYTES ("\x93NUMPY\x01\x00\x40\x00{'descr'"), "cut short: its header"},
    {"npy-version", BYTES ("\x93NUMPY\x07\x00\x40\x00{'descr'"), "version 7; versions 1 to 3"},
    {"npy-huge-header", BYTES ("\x93NUMPY\x02\x00\xff\xff\xff\xff{"),
     "header of 4294967295 bytes; at most 65536"},
    {"npy-damaged", NPY ("\x09", "{'descr':", ""), "damaged header"},
    {"npy-incomplete", NPY ("\x0f", "{'descr':'<f8'}", ""), "damaged header"},
    {"npy-complex", NPY ("\x35", "{'descr':'<c16','fortran_order':False,'shape':(2,1),}", ""),
     "type <c16; allowed are float16, float32, float64 and integers"},
    {"npy-records",
     NPY ("\x40", "{'descr':[('x','<f8')],'fortran_order':False,'shape':(2,),}     ", ""),
     "records"},
    {"npy-three-axes", NPY ("\x36", "{'descr':'<f8','fortran_order':False,'shape':(2,1,1),}", ""),
     "3 axes, as sequences of tokens have; --tokens takes each token"},
    {"npy-no-axes", NPY ("\x31", "{'descr':'<f8','fortran_order':False,'shape':(),}", ""),
     "0 axes; it must have two"},
    {"npy-empty", NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(0,3),}", ""),
     "is empty"},
    {"npy-many",
     NPY ("\x3f", "{'descr':'<f8','fortran_order':False,'shape':(999999999999,3),}", ""),
     "999999999999 points of 3 coordinates; at most"},
    {"npy-truncated", NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(2,1),}", EIGHT),
     "cut short: 8 bytes of numbers are there, 16 belong to its 2 x 1 values"},
    {"npy-too-long",
     NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(1,1),}", EIGHT EIGHT), "too long"},
    {"npy-nan", NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(2,1),}", EIGHT NAN_8),
     "the value at [1, 0] is not finite"},
    {"npy-one-point", NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(1,1),}", EIGHT),
     "one point; two or more"},
    {"npy-all-equal",
     NPY ("\x34", "{'descr':'<f8','fortran_order':False,'shape':(2,1),}", EIGHT EIGHT),
     "all 2 points are equal"},
};

static void
test_bad (gconstpointer data)
{
  const Bad *kind = data;
  gsize length = kind->length > 0 ? kind->length : strlen (kind->data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPoints) points = lab_points_parse ("p.txt", kind->data, length, NULL, &error);

  g_assert_null (points);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "p.txt"));
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (strstr (error->message, kind->sentence) == NULL)
    g_test_fail_printf ("“%s” is not in: %s", kind->sentence, error->message);
}

static LabPoints *
parse (const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  LabPoints *points = lab_points_parse ("p.txt", data, length, NULL, &error);

  g_assert_no_error (error);
  return points;
}

/* Each says: points (0, 0.5), (-3, 4e-3), with or without header and target (7, 8). */
static void
test_tables (void)
{
  static const struct
  {
    const char *text;
    const char *target;
    const char *first_name;
  } good[] = {
      {"0,0.5\n-3,4e-3\n", NULL, NULL},
      {"0;0.5\r\n-3;4e-3", NULL, NULL},
      {"  0   0.5 \n\n# pause\n-3\t 4e-3\n", NULL, NULL},
      {"0\t.5\n-3\t0.004\n", NULL, NULL},
      {"\xEF\xBB\xBF# made by hand\na,b\n0,\"0.5\"\n-3,4e-3\n", NULL, "a"},
      {"\"a\",\"b\",target\n0,0.5,7\n-3,4e-3,8\n", "target", "a"},
      {"y;a;b\n7;0;0.5\n8;-3;0.004\n", "y", "a"},
      {"a;b;Label\n0;0.5;7\n-3;0.004;8\n", "Label", "a"},
      {"y labels z\n0 7 0.5\n-3 8 0.004\n", "labels", "y"},
      {"y target z\n0 7 0.5\n-3 8 0.004\n", "target", "y"},
      {"y\tz\n0\t0.5\n-3\t0.004\n", NULL, "y"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (LabPoints) points = parse (good[i].text, strlen (good[i].text));

    g_assert_cmpuint (points->n, ==, 2);
    g_assert_cmpuint (points->dimensions, ==, 2);
    g_assert_cmpfloat (points->x[0], ==, 0.0);
    g_assert_cmpfloat (points->x[1], ==, 0.5);
    g_assert_cmpfloat (points->x[2], ==, -3.0);
    g_assert_cmpfloat (points->x[3], ==, 4e-3);
    g_assert_cmpstr (points->target_name, ==, good[i].target);
    g_assert_cmpstr (points->names != NULL ? points->names[0] : NULL, ==, good[i].first_name);
    g_assert_true ((points->target != NULL) == (good[i].target != NULL));
    g_assert_true (points->target == NULL ||
                   (points->target[0] == 7.0 && points->target[1] == 8.0));
    g_assert_cmpuint (points->constant_count, ==, 0);
  }
}

/* The array [[0, 1], [2, 3], [4, 5]] / 8 in every version, order and type. */
static void
test_arrays (void)
{
  for (guint kind = 0; kind < 24; kind++) {
    gboolean fortran = kind % 2;
    gboolean big = kind / 2 % 2;
    guint size = kind / 4 % 2 ? 8 : 4;
    guint8 version = (guint8)(1 + kind / 8);
    g_autofree char *header =
        g_strdup_printf ("{'descr': '%cf%u', 'fortran_order': %s, 'shape': (3, 2), }   \n",
                         big ? '>' : '<', size, fortran ? "True" : "False");
    g_autoptr (GByteArray) file = g_byte_array_new ();
    g_autoptr (LabPoints) points = NULL;
    guint8 counts[6] = {version, 0, (guint8)strlen (header)};

    g_byte_array_append (file, (const guint8 *)"\x93NUMPY", 6);
    g_byte_array_append (file, counts, version == 1 ? 4 : 6);
    g_byte_array_append (file, (const guint8 *)header, (guint)strlen (header));
    for (guint i = 0; i < 6; i++) {
      double value = (fortran ? i % 3 * 2 + i / 3 : i) / 8.0;
      float narrow = (float)value;
      guint8 bytes[8];

      memcpy (bytes, size == 8 ? (void *)&value : (void *)&narrow, size);
      for (guint b = 0; b < size; b++)
        g_byte_array_append (file, &bytes[big == (G_BYTE_ORDER == G_BIG_ENDIAN) ? b : size - 1 - b],
                             1);
    }
    points = parse ((const char *)file->data, file->len);
    g_assert_cmpuint (points->n, ==, 3);
    g_assert_cmpuint (points->dimensions, ==, 2);
    for (guint i = 0; i < 6; i++)
      g_assert_cmpfloat (points->x[i], ==, i / 8.0);
    g_assert_null (points->target);
  }
}

/* Half precision and integers, which other programs save, are read as the numbers that they are. */
static void
test_narrow_arrays (void)
{
  static const struct
  {
    const char *data;
    gsize length;
    double second;
  } arrays[] = {
      {NPY ("\x34", "{'descr':'<f2','fortran_order':False,'shape':(2,1),}", "\x00\x3c\x00\xc1"),
       -2.5},
      {NPY ("\x34", "{'descr':'>f2','fortran_order':False,'shape':(2,1),}", "\x3c\x00\x00\x01"),
       0x1p-24},
      {NPY ("\x34", "{'descr':'<i2','fortran_order':False,'shape':(2,1),}", "\x01\x00\xfe\xff"),
       -2.0},
      {NPY ("\x34", "{'descr':'>i4','fortran_order':False,'shape':(2,1),}",
            "\x00\x00\x00\x01\xff\xff\xff\x00"),
       -256.0},
      {NPY ("\x34", "{'descr':'|u1','fortran_order':False,'shape':(2,1),}", "\x01\xff"), 255.0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++) {
    g_autoptr (LabPoints) points = parse (arrays[i].data, arrays[i].length);

    g_assert_cmpuint (points->n, ==, 2);
    g_assert_cmpfloat (points->x[0], ==, 1.0);
    g_assert_cmpfloat (points->x[1], ==, arrays[i].second);
  }
}

/* Two sequences of three tokens of two coordinates are six points, in either order of the file. */
static void
test_tokens (void)
{
  g_autofree char *directory = g_dir_make_tmp ("points-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "p.npy", NULL);

  for (guint fortran = 0; fortran < 2; fortran++) {
    g_autoptr (GByteArray) file = g_byte_array_new ();
    g_autofree char *header = g_strdup_printf (
        "{'descr': '<u1', 'fortran_order': %s, 'shape': (2, 3, 2), }", fortran ? "True" : "False");
    const guint8 length[2] = {(guint8)strlen (header), 0};
    g_autoptr (LabPoints) points = NULL;

    g_byte_array_append (file, (const guint8 *)"\x93NUMPY\x01", 8);
    g_byte_array_append (file, length, 2);
    g_byte_array_append (file, (const guint8 *)header, (guint)strlen (header));
    for (guint8 i = 0; i < 12; i++) {
      /* Value = ((sequence) 3 + token) 2 + coordinate. */
      const guint8 value = fortran ? (guint8)(i % 2 * 6 + i / 2 % 3 * 2 + i / 6) : i;
      g_byte_array_append (file, &value, 1);
    }
    g_assert_true (g_file_set_contents (path, (const char *)file->data, file->len, NULL));
    points = lab_points_read_tokens (path, NULL, NULL);
    g_assert_nonnull (points);
    g_assert_cmpuint (points->n, ==, 6);
    g_assert_cmpuint (points->dimensions, ==, 2);
    for (guint i = 0; i < 12; i++)
      g_assert_cmpfloat (points->x[i], ==, i);
  }
  g_remove (path);
  g_rmdir (directory);
}

static void
test_constant_columns (void)
{
  g_autoptr (LabPoints) points = parse (BYTES ("1,2,3\n1,5,3\n1,2,3\n"));

  g_assert_cmpuint (points->constant_count, ==, 2);
  g_assert_cmpuint (points->constant[0], ==, 0);
  g_assert_cmpuint (points->constant[1], ==, 2);
}

static void
test_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("points-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "p.csv", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LabPoints) points = NULL;
  g_autoptr (GError) error = NULL;
  LabTask task = {0};

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (text, "%u,%u\n", i, i * i);
  g_assert_true (g_file_set_contents (path, text->str, (gssize)text->len, NULL));
  points = lab_points_read (path, &task, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (points->n, ==, 4000);
  g_assert_cmpfloat (points->x[2 * 3999 + 1], ==, 3999.0 * 3999.0);
  g_assert_cmpfloat (lab_task_progress (&task), >, 0.5);
  lab_task_cancel (&task);
  g_assert_null (lab_points_read (path, &task, &error));
  g_assert_no_error (error);
  g_assert_null (lab_points_read (directory, NULL, &error));
  g_assert_nonnull (strstr (error->message, "it is a folder"));
  g_clear_error (&error);
  g_remove (path);
  g_assert_null (lab_points_read (path, NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_rmdir (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strdup_printf ("/points/bad/%s", bad[i].path);

    g_test_add_data_func (path, &bad[i], test_bad);
  }
  g_test_add_func ("/points/tables", test_tables);
  g_test_add_func ("/points/arrays", test_arrays);
  g_test_add_func ("/points/narrow-arrays", test_narrow_arrays);
  g_test_add_func ("/points/tokens", test_tokens);
  g_test_add_func ("/points/constant-columns", test_constant_columns);
  g_test_add_func ("/points/file", test_file);
  return g_test_run ();
}
