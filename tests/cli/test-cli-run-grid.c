/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab run with a sweep over keys: names of the answers, files, refusals. */
#include "program.h"

#include <math.h>
#include <string.h>

static double
real_of (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name) ? NAN
                                                    : json_object_get_double_member (object, name);
}

static void
test_one_key (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root = program_json (
      NULL,
      "run sweep=learning_rate grid=0.001,0.004,0.016,0.064,0.256 n=64 steps=60 width=4 "
      "repeats=2 --json",
      &parser);
  JsonObject *best = json_object_get_object_member (root, "best");
  JsonArray *points = json_object_get_array_member (root, "points");
  JsonObject *last = json_array_get_object_element (points, 9);

  g_assert_cmpuint (json_array_get_length (points), ==, 10);
  g_assert_cmpfloat (real_of (last, "learning_rate"), ==, 0.256);
  g_assert_cmpint (json_object_get_int_member (last, "repeat"), ==, 1);
  g_assert_cmpfloat (real_of (best, "value"), >=, 0.001);
  g_assert_cmpfloat (real_of (best, "value"), <=, 0.256);
  g_assert_cmpfloat (real_of (best, "low"), <=, real_of (best, "value"));
  g_assert_cmpfloat (real_of (best, "high"), >=, real_of (best, "value"));
  g_assert_cmpfloat (real_of (best, "good_from"), <=, real_of (best, "good_to"));
}

/* All rates far below the best: the default grid widens by two at its upper end, once. */
static void
test_widened (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root = program_json (
      NULL, "run sweep=learning_rate learning_rate=1e-6 n=64 steps=20 width=4 repeats=1 --json",
      &parser);
  JsonArray *grid = json_array_get_array_element (json_object_get_array_member (root, "grid"), 0);

  g_assert_cmpuint (json_array_get_length (grid), ==, 11);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (grid, 10), 6.4e-5, 1e-12);
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (root, "best"), "at_end"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "points")), ==, 11);
}

static void
test_two_keys (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root =
      program_json (NULL,
                    "run sweep=learning_rate,width grid=0.002,0.008,0.032,0.128:4,8 n=64 steps=60 "
                    "repeats=2 --json",
                    &parser);
  JsonArray *map = json_object_get_array_member (root, "map");
  JsonObject *cell = json_array_get_object_element (map, 7);
  JsonObject *valley = json_object_get_object_member (root, "valley");

  g_assert_cmpuint (json_array_get_length (map), ==, 8);
  g_assert_cmpfloat (real_of (cell, "learning_rate"), ==, 0.128);
  g_assert_cmpfloat (real_of (cell, "width"), ==, 8.0);
  g_assert_cmpfloat (real_of (cell, "excess_risk"), >, 0.0);
  g_assert_true (json_object_has_member (valley, "exponent"));
  g_assert_true (json_object_has_member (valley, "low") && json_object_has_member (valley, "high"));
  g_assert_cmpstr (json_object_get_string_member (valley, "key"), ==, "learning_rate");
}

static void
test_joint (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root = program_json (
      NULL, "run sweep=data,model grid=64,128,256,512:4,8,16 steps=100 repeats=1 --json", &parser);
  JsonObject *joint = json_object_get_object_member (root, "joint");

  g_assert_cmpint (json_object_get_int_member (joint, "points_used"), ==, 12);
  g_assert_cmpfloat (real_of (joint, "beta"), >, 0.0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (joint, "optimal")), >, 0);
}

/* The same files for one worker and for three, and again a table that fit reads. */
static void
test_files (void)
{
  static const char *const words =
      "run sweep=batch grid=8,16,32,64 n=64 steps=30 width=4 repeats=2 workers=%d --out r%d";
  g_autofree char *directory = program_directory ();
  char *content[2] = {NULL};

  for (int i = 0; i < 2; i++) {
    g_autofree char *line = g_strdup_printf (words, i == 0 ? 1 : 3, i);
    g_autofree char *name = g_strdup_printf ("r%d/points.csv", i);
    g_autofree char *path = g_build_filename (directory, name, NULL);
    g_auto (ProgramResult) result = program_run (directory, line);
    g_assert_cmpint (result.status, ==, 0);
    g_assert_nonnull (strstr (result.out, "Best batch"));
    g_assert_true (g_file_get_contents (path, &content[i], NULL, NULL));
  }
  g_assert_cmpstr (content[0], ==, content[1]);
  g_assert_nonnull (strstr (content[0], "\nbatch,run,repeat,"));
  g_autofree char *chart = g_build_filename (directory, "r0", "chart.svg", NULL);
  g_assert_true (g_file_test (chart, G_FILE_TEST_IS_REGULAR));
  g_auto (ProgramResult) fit =
      program_run (directory, "fit r0/points.csv --x batch --y excess_risk --model power --json");
  g_assert_cmpint (fit.status, ==, 0);
  g_free (content[0]);
  g_free (content[1]);
  program_remove (directory);
}

static void
test_refused (void)
{
  program_refuses (NULL, "run sweep=data,compute", "compute", "learning_rate");
  program_refuses (NULL, "run sweep=learning_rate grid=1:2", "2 lists", "1 keys");
  program_refuses (NULL, "run sweep=learning_rate ridge=1", "ridge", "sweep=data");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program_require ();
  g_test_add_func ("/cli-run-grid/one-key", test_one_key);
  g_test_add_func ("/cli-run-grid/widened", test_widened);
  g_test_add_func ("/cli-run-grid/two-keys", test_two_keys);
  g_test_add_func ("/cli-run-grid/joint", test_joint);
  g_test_add_func ("/cli-run-grid/files", test_files);
  g_test_add_func ("/cli-run-grid/refused", test_refused);
  return g_test_run ();
}
