/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab compare, end to end: both curves, their difference, files, and what is refused. */
#include "program.h"

#include <math.h>
#include <string.h>

#define TINY "compare sweep=data grid=16,32,64,128 steps=20 width=8 heads=2 depth=1 repeats=2 "

static void
test_difference (void)
{
  g_autoptr (JsonParser) parser = NULL, same = NULL;
  JsonObject *root = program_json (NULL, TINY "--with sigma=2 --json", &parser);
  JsonObject *run = program_json (NULL,
                                  "run sweep=data grid=16,32,64,128 steps=20 width=8 heads=2 "
                                  "depth=1 repeats=2 sigma=2 prediction=off --json",
                                  &same);
  JsonObject *difference = json_object_get_object_member (root, "difference");
  JsonObject *before = json_object_get_object_member (root, "before");
  JsonObject *now = json_object_get_object_member (root, "now");
  JsonObject *first =
      json_array_get_object_element (json_object_get_array_member (before, "fits"), 0);
  JsonObject *second =
      json_array_get_object_element (json_object_get_array_member (now, "fits"), 0);
  JsonObject *alone = json_array_get_object_element (json_object_get_array_member (run, "fits"), 0);
  double exponent = json_object_get_double_member (difference, "exponent");

  g_assert_cmpfloat (json_object_get_double_member (second, "exponent"), ==,
                     json_object_get_double_member (alone, "exponent"));
  g_assert_cmpfloat_with_epsilon (exponent,
                                  json_object_get_double_member (second, "exponent") -
                                      json_object_get_double_member (first, "exponent"),
                                  1e-12);
  g_assert_cmpfloat (json_object_get_double_member (difference, "low"), <, exponent);
  g_assert_cmpfloat (json_object_get_double_member (difference, "high"), >, exponent);
  g_assert_cmpfloat (json_object_get_double_member (difference, "level"), >, 1.0); /* more noise */
  g_assert_cmpfloat (json_object_get_double_member (difference, "x"), ==, 128.0);
  g_assert_cmpint (json_object_get_int_member (difference, "pairs"), ==, 8);
  g_assert_true (json_object_get_null_member (root, "lazy_or_rich"));
}

/* Files, text and figure of lazy beside rich training, with both exponents of theory. */
static void
test_lazy_or_rich (void)
{
  const char *const names[] = {"before.csv", "now.csv", "compare.json", "chart.svg"};
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (
      directory, "compare sweep=time optimizer=gd n=64 steps=40 width=8 heads=2 depth=1 repeats=2 "
                 "head_scale=10 learning_rate=0.002 --with 'head_scale=1 learning_rate=0.05' "
                 "--out both");
  g_autofree char *index = g_build_filename (directory, "both", "compare.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (result.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (directory, "both", names[i], NULL);
    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
  g_strdelimit (result.out, "\n", ' ');
  g_assert_nonnull (strstr (result.out, "Now, instead: learning_rate=0.05 head_scale=1"));
  g_assert_nonnull (strstr (result.out, "Difference of the slopes"));
  g_assert_nonnull (strstr (result.out, "T^−0.67 where training is lazy"));
  g_assert_nonnull (strstr (result.out, "T^−0.80 where it learns features"));
  json_parser_load_from_file (parser, index, &error);
  g_assert_no_error (error);
  JsonObject *both = json_object_get_object_member (
      json_node_get_object (json_parser_get_root (parser)), "lazy_or_rich");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (both, "lazy"), -2.0 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (both, "rich"), -0.8, 1e-12);
  program_remove (directory);
}

static void
test_refused (void)
{
  program_refuses (NULL, "compare", "--with", "--with d=4");
  program_refuses (NULL, "compare --with d=2", "--with", "--with d=4"); /* the same */
  program_refuses (NULL, "compare --with sweep=time", "sweep=time", "any other key");
  program_refuses (NULL, "compare --with points=a.csv", "points=a.csv", "any other key");
  program_refuses (NULL, "compare --with d", "--with d", "KEY=VALUE");
  program_refuses (NULL, "compare --with width=31", "width=31", "multiple of heads");
  program_refuses (NULL, "compare sweep=depth --with d=3", "sweep=depth", "data, model, time");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-compare/difference", test_difference);
  g_test_add_func ("/cli-compare/lazy-or-rich", test_lazy_or_rich);
  g_test_add_func ("/cli-compare/refused", test_refused);
  return g_test_run ();
}
