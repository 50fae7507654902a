/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab run, end to end on an experiment of a second: files, table, JSON, divergence. */
#include "program.h"

#include "experiment/experiment-keys.h"
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define TINY "sweep=data grid=16,32,64,128 steps=20 width=8 heads=2 repeats=2 "

static char *
read_file (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text != NULL ? text : g_strdup ("");
}

static JsonObject *
parse (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_files (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, "run " TINY "--out deep/er");
  g_autofree char *points = read_file (directory, "deep/er/points.csv");
  g_autofree char *fits = read_file (directory, "deep/er/fits.json");
  g_autofree char *chart = read_file (directory, "deep/er/chart.svg");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, fits);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, ""); /* no progress where there is no terminal */
  g_assert_nonnull (strstr (result.out, "Written into deep/er: points.csv, fits.json, chart.svg"));
  g_assert_nonnull (strstr (result.out, "8 of 8 runs finished"));
  g_assert_nonnull (strstr (result.out, "Validation labels: 8192 over all runs, 1024 in each"));
  g_assert_nonnull (strstr (points, "\nrun,repeat,seed,n,"));
  g_assert_cmpint (json_object_get_int_member (root, "validation_labels"), ==, 8192);
  g_assert_nonnull (strstr (chart, "<svg"));
  program_remove (directory);
}

/* What kernels do on the same data: in files, table, object and chart; only where the sweep has it. */
static void
test_ridge (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, "run " TINY "ridge=1 --json --out r");
  g_auto (ProgramResult) table = program_run (directory, "run " TINY "ridge=1 --out t");
  g_auto (ProgramResult) wrong = program_run (directory, "run sweep=model ridge=1");
  g_autofree char *csv = read_file (directory, "r/ridge.csv");
  g_autofree char *chart = read_file (directory, "r/chart.svg");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, result.out);
  JsonArray *points = json_object_get_array_member (root, "kernel_ridge");
  JsonObject *last = json_array_get_object_element (points, 7);

  g_assert_cmpuint (json_array_get_length (points), ==, 8);
  g_assert_cmpstr (json_object_get_string_member (last, "kernel"), ==, "tangent");
  g_assert_cmpint (json_object_get_int_member (last, "n"), ==, 128);
  g_assert_cmpint (json_object_get_int_member (last, "repeats"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (last, "excess_risk"), >, 0);
  g_assert_nonnull (strstr (csv, "\nmatern,16,2,"));
  g_assert_nonnull (strstr (table.out, "Kernel ridge regression on the same data (measurement)"));
  g_assert_nonnull (strstr (table.out, "chart.svg, ridge.csv"));
  g_assert_nonnull (strstr (chart, "<svg"));
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_nonnull (strstr (wrong.err, "it needs sweep=data"));
  program_remove (directory);
}

static void
test_tangent (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result =
      program_run (directory, "run sweep=time n=64 steps=20 width=8 heads=2 repeats=1 tangent=1 "
                              "--json --out r");
  g_auto (ProgramResult) wrong = program_run (directory, "run sweep=data tangent=1");
  g_autofree char *csv = read_file (directory, "r/tangent.csv");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, result.out);
  JsonObject *tangent = json_object_get_object_member (root, "tangent_kernel");
  JsonArray *points = json_object_get_array_member (tangent, "points");
  JsonObject *first = json_array_get_object_element (points, 0);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (tangent, "n"), ==, 64);
  g_assert_cmpuint (json_array_get_length (points), >, 10);
  g_assert_cmpfloat (json_object_get_double_member (first, "step"), ==, 1);
  g_assert_nonnull (strstr (csv, "gradient descent in place of AdamW"));
  g_assert_cmpint (wrong.status, ==, 2);
  program_remove (directory);
}

static void
test_default_place (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result =
      program_run (directory, "run sweep=data grid=16,32 steps=1 width=4 repeats=1");
  g_autofree char *points = read_file (directory, "scaling-lab-results/points.csv");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "scaling-lab-results"));
  g_assert_nonnull (strstr (points, "planned 2, finished 2"));
  program_remove (directory);
}

static void
check_experiment (JsonObject *experiment)
{
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  for (guint i = 0; i < count; i++)
    if (!json_object_has_member (experiment, keys[i].key))
      g_test_fail_printf ("experiment lacks %s", keys[i].key);
  g_assert_cmpint (json_object_get_int_member (experiment, "workers"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (experiment, "D"), ==, 16);
  g_assert_cmpint (json_object_get_int_member (experiment, "steps"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (experiment, "seed"), ==, 1);
}

static void
check_point (JsonArray *points, guint index)
{
  JsonObject *point = json_array_get_object_element (points, index);
  double risk = json_object_get_double_member (point, "excess_risk");

  g_assert_cmpint (json_object_get_int_member (point, "n"), ==, 16 << (index / 2));
  g_assert_cmpint (json_object_get_int_member (point, "repeat"), ==, index % 2);
  g_assert_cmpint (json_object_get_int_member (point, "width"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (point, "parameters"), >, 0);
  g_assert_cmpint (json_object_get_int_member (point, "steps"), >=, 1);
  g_assert_cmpint (json_object_get_int_member (point, "steps"), <=, 20);
  g_assert_cmpint (json_object_get_int_member (point, "compute"), >, 0);
  g_assert_cmpint (json_object_get_int_member (point, "seed"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (point, "validation_labels"), ==, 1024);
  g_assert_cmpstr (json_object_get_string_member (point, "status"), ==, "finished");
  g_assert_true (isfinite (risk) && risk > 0.0 && risk < 10.0);
}

/* One object on standard output and nothing else anywhere: no file, no word. */
/* Without a fitted constant, for all sizes up to 1,024 points. */
static void
check_prediction (JsonArray *predictions)
{
  JsonObject *own = json_array_get_object_element (predictions, 0);
  JsonArray *x = json_object_get_array_member (own, "x");
  JsonArray *risk = json_object_get_array_member (own, "excess_risk");
  JsonArray *oracle = json_object_get_array_member (own, "oracle_excess_risk");

  g_assert_cmpuint (json_array_get_length (predictions), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (own, "source"), ==, "own-kernel");
  g_assert_cmpstr (json_object_get_string_member (own, "stop"), ==, "validation");
  g_assert_cmpint (json_object_get_int_member (own, "fitted_constants"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (own, "left_out"), ==, 0);
  g_assert_cmpuint (json_array_get_length (x), >, 1);
  g_assert_cmpuint (json_array_get_length (risk), ==, json_array_get_length (x));
  g_assert_cmpuint (json_array_get_length (oracle), ==, json_array_get_length (x));
  g_assert_cmpfloat (json_array_get_double_element (risk, 0), >, 0);
}

static void
test_json (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, "run --json workers=2 " TINY);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, result.out);
  JsonArray *points = json_object_get_array_member (root, "points");
  JsonArray *fits = json_object_get_array_member (root, "fits");
  JsonObject *fit = json_array_get_object_element (fits, 0);
  g_autoptr (GDir) listing = g_dir_open (directory, 0, NULL);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_null (g_dir_read_name (listing));
  g_assert_cmpuint (json_object_get_size (root), ==, 7);
  check_prediction (json_object_get_array_member (root, "predictions"));
  check_experiment (json_object_get_object_member (root, "experiment"));
  g_assert_cmpuint (json_array_get_length (points), ==, 8);
  for (guint i = 0; i < 8; i++)
    check_point (points, i);
  g_assert_cmpuint (json_array_get_length (fits), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (fit, "axis"), ==, "data");
  g_assert_cmpfloat (json_object_get_double_member (fit, "theory"), ==, -0.5);
  g_assert_cmpfloat (json_object_get_double_member (fit, "low"), <=,
                     json_object_get_double_member (fit, "exponent"));
  g_assert_cmpfloat (json_object_get_double_member (fit, "high"), >=,
                     json_object_get_double_member (fit, "exponent"));
  program_remove (directory);
}

static void
test_json_on_time_axis (void)
{
  g_auto (ProgramResult) result =
      program_run (NULL, "run --json sweep=time grid=4,8 n=256 steps=60 repeats=2 heads=2");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, result.out);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);
  static const char *const members[] = {"axis",   "exponent",     "low",      "high",
                                        "theory", "verdict",      "boundary", "boundary_low",
                                        "law",    "boundary_high"};

  g_assert_cmpint (result.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!json_object_has_member (fit, members[i]))
      g_test_fail_printf ("fit lacks %s", members[i]);
  g_assert_true (json_object_has_member (root, "boundaries"));
  g_assert_true (json_object_has_member (root, "boundary_drawn"));
  g_assert_true (json_object_has_member (root, "boundary_remark"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (fit, "theory"), -2.0 / 3.0, 1e-15);
  g_assert_null (strcasestr (result.out, "nan"));
  g_assert_null (strcasestr (result.out, "inf"));
}

/* The switch and the environment variable choose the same level, and another one than the best
 * where there is a better one: bytes are promised for one level. */
static void
test_simd_level (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) best = program_run (directory, "run --out best " TINY);
  g_auto (ProgramResult) asked = program_run (directory, "run --simd baseline --out asked " TINY);
  g_setenv ("SCALING_LAB_SIMD", "baseline", TRUE);
  g_auto (ProgramResult) named = program_run (directory, "run --out named " TINY);
  g_unsetenv ("SCALING_LAB_SIMD");
  g_autofree char *best_points = read_file (directory, "best/points.csv");
  g_autofree char *asked_points = read_file (directory, "asked/points.csv");
  g_autofree char *named_points = read_file (directory, "named/points.csv");

  g_assert_cmpint (best.status, ==, 0);
  g_assert_cmpint (asked.status, ==, 0);
  g_assert_cmpint (named.status, ==, 0);
  g_assert_cmpstr (asked_points, ==, named_points);
  if (lab_simd_level_available (LAB_SIMD_AVX2))
    g_assert_cmpstr (asked_points, !=, best_points);
  program_remove (directory);
}

static void
test_workers_do_not_matter (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) one = program_run (directory, "run workers=1 --out one " TINY);
  g_auto (ProgramResult) two = program_run (directory, "run workers=2 --out=two " TINY);
  static const char *const files[] = {"points.csv", "fits.json", "chart.svg"};

  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (two.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *one_path = g_build_filename ("one", files[i], NULL);
    g_autofree char *two_path = g_build_filename ("two", files[i], NULL);
    g_autofree char *one_text = read_file (directory, one_path);
    g_autofree char *two_text = read_file (directory, two_path);

    g_assert_cmpuint (strlen (one_text), >, 0);
    if (!g_str_equal (one_text, two_text))
      g_test_fail_printf ("%s depends on the number of workers", files[i]);
  }
  program_remove (directory);
}

/* What the header says repeats the runs: its words, given back, give the same bytes. */
static void
test_header_repeats (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) first = program_run (directory, "run --out first d=3 seed=5 " TINY);
  g_autofree char *points = read_file (directory, "first/points.csv");
  const char *start = strstr (points, "# experiment: ");

  g_assert_nonnull (start);
  start += strlen ("# experiment: ");
  g_autofree char *keys = g_strndup (start, strcspn (start, "\n"));
  g_autofree char *words = g_strdup_printf ("run --out second %s", keys);
  g_auto (ProgramResult) second = program_run (directory, words);
  g_autofree char *again = read_file (directory, "second/points.csv");
  g_assert_cmpint (second.status, ==, 0);
  g_assert_cmpstr (points, ==, again);
  g_assert_nonnull (strstr (keys, "d=3"));
  program_remove (directory);
}

static void
test_divergence (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, "run --out x learning_rate=1000 " TINY);
  g_autofree char *points = read_file (directory, "x/points.csv");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_true (g_regex_match_simple (
      "diverged: n 16, width 8, repeat 0, at step [0-9]+: [A-Z].*\\.", result.out, 0, 0));
  g_assert_true (g_regex_match_simple ("# diverged: run 0 .* at step [0-9]+: [A-Z]", points, 0, 0));
  g_assert_true (g_regex_match_simple (",diverged,[0-9]+\n", points, 0, 0));
  g_assert_nonnull (strstr (result.out, "Not enough to tell"));
  program_remove (directory);
}

/* A model sweep on the torus stands beside the width of its targets' class; other sweeps do not. */
static void
test_class_width (void)
{
  g_auto (ProgramResult) model =
      program_run (NULL, "run sweep=model d=2 grid=4,8 n=256 steps=20 repeats=1 --json");
  g_auto (ProgramResult) data = program_run (NULL, "run d=2 grid=16,32 steps=20 repeats=1 --json");
  g_autoptr (JsonNode) root = json_from_string (model.out, NULL);
  JsonObject *target_class =
      json_object_get_object_member (json_node_get_object (root), "target_class");
  JsonArray *widths = json_object_get_array_member (target_class, "widths");
  double width[2];

  g_assert_cmpuint (json_array_get_length (widths), ==, 2);
  for (guint i = 0; i < 2; i++)
    width[i] =
        json_object_get_double_member (json_array_get_object_element (widths, i), "class_width");
  g_assert_cmpfloat (width[1], <, width[0]);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (target_class, "slope"), -0.5,
                                  0.03);
  g_assert_null (strstr (data.out, "target_class"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-run/files", test_files);
  g_test_add_func ("/cli-run/ridge", test_ridge);
  g_test_add_func ("/cli-run/tangent", test_tangent);
  g_test_add_func ("/cli-run/default-place", test_default_place);
  g_test_add_func ("/cli-run/json", test_json);
  g_test_add_func ("/cli-run/json-on-time-axis", test_json_on_time_axis);
  g_test_add_func ("/cli-run/workers-do-not-matter", test_workers_do_not_matter);
  g_test_add_func ("/cli-run/simd-level", test_simd_level);
  g_test_add_func ("/cli-run/header-repeats", test_header_repeats);
  g_test_add_func ("/cli-run/divergence", test_divergence);
  g_test_add_func ("/cli-run/class-width", test_class_width);
  return g_test_run ();
}
