/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab dimension: known points from a table and from an array, words and files that are
 * refused. */
#include "program.h"

#include "../dimension/ball.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *path;
  const char *file;
  const char *words;    /* after the file */
  int status;           /* expected */
  const char *sentence; /* part of it */
} Refused;

#define FOUR_POINTS "0,0\n1,0\n0,1\n2,2\n"

static const Refused refused[] = {
    {"estimator", FOUR_POINTS, "--estimator fractal", 2, "allowed are all, mle, mle-mean"},
    {"metric", FOUR_POINTS, "--metric manhattan", 2, "euclid, angle, chord or 1-cos"},
    {"k-word", FOUR_POINTS, "--k many", 2, "whole numbers from 2 to 1000"},
    {"k-small", FOUR_POINTS, "--k 1", 2, "whole numbers from 2 to 1000"},
    {"k-two", FOUR_POINTS, "--k 2", 2, "mle-unbiased needs more neighbours"},
    {"discard", FOUR_POINTS, "--discard 1", 2, "at least 0 and below 1"},
    {"second-file", FOUR_POINTS, "other.csv", 2, "takes one file"},
    {"few", FOUR_POINTS, "", 1,
     "20 nearest neighbours need 21 different points or more; there are 4"},
    {"ragged", "1,2\n3\n", "", 1, "line 2"},
    {"empty", "", "", 1, "no points"},
    {"one-point", "1,2\n", "", 1, "one point"},
    {"all-equal", "1,2\n1,2\n", "", 1, "equal"},
    {"not-a-number", "1,2\nnan,2\n", "", 1, "not finite"},
    {"latin-1", "x\xe4,y\n1,2\n", "", 1, "UTF-8"},
    {"origin", FOUR_POINTS, "--metric angle --k 3", 1, "Point 1 is the origin"},
};

static void
test_refused (gconstpointer data)
{
  const Refused *kind = data;
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "points.csv", NULL);
  g_autofree char *words = g_strdup_printf ("dimension points.csv %s", kind->words);

  g_assert_true (g_file_set_contents (path, kind->file, -1, NULL));
  g_auto (ProgramResult) result = program_run (directory, words);
  g_assert_cmpint (result.status, ==, kind->status);
  g_assert_cmpstr (result.out, ==, "");
  if (strstr (result.err, kind->sentence) == NULL)
    g_test_fail_printf ("“%s” is not in: %s", kind->sentence, result.err);
  g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
  program_remove (directory);
}

/* The fixture as a table with a target, a constant column and its first point twice. */
static char *
ball_table (void)
{
  GString *table = g_string_new ("a;b;c;d;e;still;target\n");

  for (guint i = 0; i <= BALL_POINTS; i++) {
    for (guint c = 0; c < BALL_DIMENSIONS; c++)
      g_string_append_printf (table, "%.17g;", ball[i % BALL_POINTS][c]);
    g_string_append_printf (table, "2;%u\n", i);
  }
  return g_string_free (table, FALSE);
}

static void
test_table (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "ball.csv", NULL);
  g_autofree char *table = ball_table ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *report, *first, *last;
  JsonArray *estimates;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  g_auto (ProgramResult) json = program_run (
      directory, "dimension ball.csv --estimator mle,twonn-shifted --k 20,5 --discard 0.05 --json");
  g_auto (ProgramResult) text = program_run (directory, "dimension ball.csv --metric 1-cos");
  g_assert_cmpint (json.status, ==, 0);
  g_assert_cmpstr (json.err, ==, "");
  g_assert_true (json_parser_load_from_data (parser, json.out, -1, NULL));
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (report, "points"), ==, BALL_POINTS + 1);
  g_assert_cmpint (json_object_get_int_member (report, "dimensions"), ==, BALL_DIMENSIONS + 1);
  g_assert_cmpint (json_object_get_int_member (report, "duplicates"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (report, "target"), ==, "target");
  estimates = json_object_get_array_member (report, "constant_columns");
  g_assert_cmpstr (json_array_get_string_element (estimates, 0), ==, "still");
  /* TwoNN does not depend on k, and is there once. */
  estimates = json_object_get_array_member (report, "estimates");
  g_assert_cmpuint (json_array_get_length (estimates), ==, 3);
  first = json_array_get_object_element (estimates, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "estimator"), ==, "mle");
  g_assert_cmpint (json_object_get_int_member (first, "k"), ==, 20);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "value"), 3.341161830518472,
                                  1e-9);
  g_assert_cmpfloat (json_object_get_double_member (first, "low"), <, 3.3);
  g_assert_cmpfloat (json_object_get_double_member (first, "high"), >, 3.4);
  last = json_array_get_object_element (estimates, 2);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (last, "value"), 4.350132038093711,
                                  1e-9);
  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.out, "Warning: 1-cos is half a squared distance"));
  g_assert_nonnull (strstr (text.out, "Constant columns: still."));
  g_assert_nonnull (strstr (text.out, "Duplicates, left out: 1."));
  program_remove (directory);
}

/* The estimate of that name, of a report of one k. */
static JsonObject *
estimate_named (JsonObject *report, const char *name)
{
  JsonArray *estimates = json_object_get_array_member (report, "estimates");

  for (guint i = 0; i < json_array_get_length (estimates); i++) {
    JsonObject *estimate = json_array_get_object_element (estimates, i);

    if (g_str_equal (json_object_get_string_member (estimate, "estimator"), name))
      return estimate;
  }
  g_assert_not_reached ();
}

/* The points of a cube of side^3 in 3 coordinates, or a simplex of so many corners, each far from all
 * others: words and fields say what cannot be told, and no bare dash does. */
static void
test_cannot_tell (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *grid = g_build_filename (directory, "grid.csv", NULL);
  g_autofree char *wide = g_build_filename (directory, "wide.csv", NULL);
  g_autoptr (GString) cube = g_string_new (NULL);
  g_autoptr (GString) corners = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *report;

  for (guint i = 0; i < 512; i++)
    g_string_append_printf (cube, "%u,%u,%u\n", i % 8, i / 8 % 8, i / 64);
  for (guint i = 0; i < 30; i++)
    for (guint j = 0; j < 30; j++)
      g_string_append_printf (corners, "%g%c", i == j ? 1 + 0.001 * i : 0.0, j < 29 ? ',' : '\n');
  g_assert_true (g_file_set_contents (grid, cube->str, -1, NULL));
  g_assert_true (g_file_set_contents (wide, corners->str, -1, NULL));
  g_auto (ProgramResult) text = program_run (directory, "dimension grid.csv");
  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.out, "The points are discrete"));
  g_assert_nonnull (strstr (text.out, "Cannot tell by twonn (k = 2)"));
  g_assert_nonnull (strstr (text.out, "cannot tell"));
  g_assert_null (strstr (text.out, " -"));
  g_assert_null (strstr (text.out, "few for"));
  g_auto (ProgramResult) json = program_run (directory, "dimension grid.csv --json");
  g_assert_true (json_parser_load_from_data (parser, json.out, -1, NULL));
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_get_boolean_member (report, "discrete"));
  g_assert_false (json_object_get_boolean_member (report, "few_points"));
  g_assert_cmpint (json_object_get_int_member (report, "ties"), ==, 512);
  g_assert_true (json_object_get_null_member (estimate_named (report, "twonn"), "value"));
  g_assert_cmpstr (json_object_get_string_member (estimate_named (report, "twonn"), "state"), ==,
                   "tied");
  g_assert_cmpstr (json_object_get_string_member (estimate_named (report, "mle"), "state"), ==,
                   "told");
  g_auto (ProgramResult) few =
      program_run (directory, "dimension wide.csv --estimator local-pca --k 5 --json");
  g_assert_true (json_parser_load_from_data (parser, few.out, -1, NULL));
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_get_boolean_member (report, "few_points"));
  g_assert_cmpstr (json_object_get_string_member (estimate_named (report, "local-pca"), "state"),
                   ==, "saturated");
  g_assert_true (json_object_get_null_member (estimate_named (report, "local-pca"), "low"));
  g_assert_nonnull (strstr (few.out, "Saturated: local-pca (k = 5)."));
  g_assert_nonnull (strstr (few.out, "30 different points are few for 5 neighbours"));
  program_remove (directory);
}

static void
test_array (void)
{
  static const char header[] =
      "\x93NUMPY\x01\x00\x36\x00{'descr':'<f8','fortran_order':False,'shape':(30,5),} ";
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "ball.npy", NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (file, (const guint8 *)header, sizeof header - 1);
  for (guint i = 0; i < BALL_POINTS * BALL_DIMENSIONS; i++) {
    guint64 word;

    memcpy (&word, &ball[0][0] + i, sizeof word);
    word = GUINT64_TO_LE (word);
    g_byte_array_append (file, (const guint8 *)&word, sizeof word);
  }
  g_file_set_contents (path, (const char *)file->data, (gssize)file->len, &error);
  g_assert_no_error (error);
  g_auto (ProgramResult) result = program_run (directory, "dimension ball.npy --estimator mle");
  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "30 points, 5 coordinates, metric euclid."));
  g_assert_nonnull (strstr (result.out, " 3.3412 "));
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-dimension/table", test_table);
  g_test_add_func ("/cli-dimension/cannot-tell", test_cannot_tell);
  g_test_add_func ("/cli-dimension/array", test_array);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-dimension/refused/%s", refused[i].path);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  return g_test_run ();
}
