/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fit answers beyond the law: values elsewhere, the x of a value, rising curves, files. */
#include "fit-table.h"

#include <math.h>
#include <string.h>

/* A value beyond the points and the x of a value, of y = 2 x^-1/2 with 1 % of scatter. */
static void
test_at_and_reach (void)
{
  GString *table = g_string_new ("tokens,loss\n");

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (table, "%g,%.9g\n", ldexp (1.0, (int)i),
                            2.0 / sqrt (ldexp (1.0, (int)i)) * (i * 7 % 5 < 2 ? 1.01 : 0.99));
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) parser = fit_table (text, "--model power --at 1e6 --reach 0.02");
  JsonObject *at = json_object_get_object_member (object_of (parser), "at");
  JsonObject *reach = json_object_get_object_member (object_of (parser), "reach");

  g_assert_cmpfloat_with_epsilon (real_of (at, "value"), 2e-3, 1e-4);
  g_assert_cmpfloat (real_of (at, "low"), <, 2e-3);
  g_assert_cmpfloat (real_of (at, "high"), >, 2e-3);
  g_assert_cmpfloat (real_of (at, "low"), <, real_of (at, "mean_low"));
  g_assert_true (json_object_get_boolean_member (at, "extrapolation"));
  g_assert_cmpstr (json_object_get_string_member (reach, "outcome"), ==, "reached");
  g_assert_cmpfloat_with_epsilon (real_of (reach, "x"), 1e4, 600);
  g_assert_cmpfloat (real_of (reach, "low"), <, 1e4);
  g_assert_cmpfloat (real_of (reach, "high"), >, 1e4);
  g_assert_false (json_object_get_boolean_member (reach, "extrapolation"));
}

/* 1 - 2 x^-1/2 rises towards 1. */
static void
test_maximum (void)
{
  GString *table = g_string_new ("n,accuracy\n");

  for (guint i = 4; i < 16; i++)
    g_string_append_printf (table, "%g,%.12g\n", ldexp (1.0, (int)i),
                            1.0 - 2.0 / sqrt (ldexp (1.0, (int)i)));
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) parser =
      fit_table (text, "--maximum 1 --model power --at 65536 --reach 0.99");
  JsonObject *at = json_object_get_object_member (object_of (parser), "at");
  JsonObject *reach = json_object_get_object_member (object_of (parser), "reach");

  g_assert_cmpfloat_with_epsilon (real_of (object_of (parser), "exponent"), -0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (real_of (at, "value"), 1.0 - 2.0 / 256.0, 1e-6);
  g_assert_cmpfloat (real_of (at, "low"), <=, real_of (at, "high"));
  g_assert_cmpfloat_with_epsilon (real_of (reach, "x"), 40000.0, 1.0);
}

/* The files of --out hold the answer, a residual for each point, and a chart. */
static void
test_files (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *line =
      g_strdup_printf ("fit %s/tests/data/tables/seeds.csv --out fits", g_getenv ("LAB_SOURCE"));
  g_auto (ProgramResult) result = program_run (directory, line);
  g_autofree char *residuals = g_build_filename (directory, "fits", "residuals.csv", NULL);
  g_autofree char *chart = g_build_filename (directory, "fits", "chart.svg", NULL);
  g_autofree char *csv = NULL, *svg = NULL;
  guint lines = 0;

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "fits.json"));
  g_assert_true (g_file_get_contents (residuals, &csv, NULL, NULL));
  g_assert_true (g_file_get_contents (chart, &svg, NULL, NULL));
  for (const char *c = csv; *c != '\0'; c++)
    lines += *c == '\n';
  g_assert_cmpuint (lines, ==, 2 + 24);
  g_assert_nonnull (strstr (svg, "</svg>"));
  program_remove (directory);
}

/* Warm-up and decay bend a curve; where a column tells the learning rate they are left out, and said to be. */
static void
test_window (void)
{
  GString *table = g_string_new ("step,loss,lr\n");

  for (guint i = 0; i < 40; i++) {
    const double step = 100.0 * pow (100.0, i / 39.0);
    const double rate = step < 200.0    ? step / 200.0
                        : step > 8000.0 ? (10400.0 - step) / 2400.0
                                        : 1.0;
    const double bend = step < 200.0 ? 1.5 : step > 8000.0 ? 0.8 : 1.0;

    g_string_append_printf (table, "%.6g,%.8g,%.4g\n", step,
                            5.0 / sqrt (step) * bend * (i % 2 == 0 ? 1.004 : 0.996), 1e-3 * rate);
  }
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) found = fit_table (text, "--model power"),
                         chosen = fit_table (text, "--model power --from 1 --to 20000");
  JsonObject *window = object_of (found), *whole = object_of (chosen);

  g_assert_nonnull (strstr (json_object_get_string_member (window, "window"), "lr"));
  g_assert_cmpfloat (real_of (window, "window_low"), >=, 199.0);
  g_assert_cmpfloat (real_of (window, "window_high"), <=, 8001.0);
  g_assert_cmpfloat_with_epsilon (real_of (window, "exponent"), -0.5, 0.005);
  g_assert_cmpfloat (fabs (real_of (whole, "exponent") + 0.5), >, 0.02);
  g_assert_true (json_object_get_null_member (whole, "window"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-fit-answers/at-and-reach", test_at_and_reach);
  g_test_add_func ("/cli-fit-answers/maximum", test_maximum);
  g_test_add_func ("/cli-fit-answers/window", test_window);
  g_test_add_func ("/cli-fit-answers/files", test_files);
  return g_test_run ();
}
