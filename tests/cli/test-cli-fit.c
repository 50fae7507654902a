/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit: known curves, points.csv of the program itself, and data that allow no fit. */
#include "fit-table.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *path;
  const char *table;
  const char *words;    /* after the file */
  int status;           /* expected */
  const char *sentence; /* part of it */
} Refused;

static const Refused refused[] = {
    {"constant", "x,y\n1,2\n2,2\n4,2\n8,2\n16,2\n", "", 1, "All values are the same"},
    {"two-points", "1,2\n3,4\n", "", 1, "4 different positions or more; there are 2"},
    {"zero", "1,0\n2,0\n4,0\n8,0\n", "", 1, "zero, negative or not finite: 4"},
    {"negative", "1,-1\n2,-2\n4,-4\n8,-8\n", "", 1, "zero, negative or not finite: 4"},
    {"not-finite", "1,nan\n2,inf\n4,-inf\n8,\n", "", 1, "zero, negative or not finite: 4"},
    {"duplicated", "1,2\n1,2\n1,2\n1,2\n2,1\n2,1\n", "", 1, "there are 2"},
    {"narrow", "10,2\n11,1.9\n12,1.8\n13,1.7\n", "", 1, "half a decade"},
    {"rising-floor", "1,1\n2,2\n4,4\n8,8\n16,16\n32,32\n", "--model power+floor", 1, "fall"},
    {"few-for-floor", "1,8\n2,4\n4,2\n8,1\n", "--model power+floor", 1, "6 different positions"},
    {"few-for-break", "1,8\n2,4\n4,2\n8,1\n", "--model broken", 1, "10 different positions"},
    {"no-number", "x,y\n1,2\n2,one\n", "", 1, "line 3, column y: “one” is not a number"},
    {"ragged", "1,2\n3\n", "", 1, "line 2"},
    {"empty", "", "", 1, "no rows of values"},
    {"one-column", "1\n2\n", "", 1, "needs two"},
    {"unknown-column", "a,b\n1,2\n", "--x n", 2,
     "--x n: there is no such column; allowed are a, b"},
    {"unknown-model", "1,2\n", "--model linear", 2,
     "power, power+floor, broken, broken-smooth, two-phase, sum, sum+floor, constant-speed, joint, "
     "isoflop or "
     "auto"},
    {"gamma-alone", "1,2\n", "--gamma 1/7", 2, "add --model sum"},
    {"no-gamma", "1,2\n", "--model sum --gamma 1/0", 2, "such as 1/7"},
    {"half-a-fraction", "1,2\n", "--model sum --gamma 1/", 2, "such as 1/7"},
    {"few-for-sum", "1,8\n2,4\n4,2\n8,1\n", "--model sum", 1, "10 different positions"},
    {"two-equal-points", "1,2\n1,2\n", "", 1, "there are 1"},
    {"one-position", "2,1\n2,2\n2,3\n2,4\n2,5\n", "", 1, "there are 1"},
    {"constant-small", "x,y\n1,2e-9\n2,2e-9\n4,2e-9\n8,2e-9\n16,2e-9\n", "--robust", 1,
     "All values are the same"},
    {"negative-x", "-1,1\n-2,2\n-4,3\n-8,4\n", "", 1, "zero, negative or not finite: 4"},
    {"constant-floor", "1,2\n2,2\n4,2\n8,2\n16,2\n32,2\n", "--model power+floor", 1,
     "All values are the same"},
    {"few-in-window", "1,8\n2,4\n4,2\n8,1\n16,0.5\n", "--from 3", 1, "there are 3"},
    {"empty-window", "1,8\n2,4\n4,2\n8,1\n", "--from 100 --to 200", 1, "there are 0"},
    {"backward-window", "1,8\n2,4\n4,2\n8,1\n", "--from 8 --to 2", 2, "end beyond where"},
    {"no-window", "1,8\n2,4\n4,2\n8,1\n", "--to inf", 2, "--to inf: the end of the fit window"},
    {"word-window", "1,8\n2,4\n4,2\n8,1\n", "--from one", 2, "must be a number greater than 0"},
    {"missing-value", "1,2\n", "--model", 2, "--model needs a value"},
    {"second-file", "1,2\n", "other.csv", 2, "takes one file"},
    {"unknown-option", "1,2\n", "--outside x", 2, "--model MODEL"},
};

static void
test_refused (gconstpointer data)
{
  const Refused *kind = data;
  g_autofree char *directory = program_directory ();
  g_autofree char *path = write_table (directory, kind->table);
  g_autofree char *words = g_strdup_printf ("fit table.csv %s", kind->words);
  g_auto (ProgramResult) result = program_run (directory, words);

  g_assert_cmpint (result.status, ==, kind->status);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, kind->sentence));
  g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
  program_remove (directory);
}

/* Values of a formula, and values a factor of 1e9 off the curve: percentages that are numbers, in words
 * where digits would be false. */
static void
test_extremes (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *exact =
      write_table (directory, "1,8\n2,4\n4,2\n8,1\n16,.5\n32,.25\n64,.125\n128,.0625\n");
  g_auto (ProgramResult) lines = program_run (directory, "fit table.csv");
  g_autofree char *jump =
      write_table (directory, "1,1\n2,.9\n4,1.1\n8,1\n16,.95\n32,1.02\n64,1e9\n128,2e9\n256,3e9\n");
  g_auto (ProgramResult) far = program_run (directory, "fit table.csv --model power");

  g_assert_nonnull (strstr (lines.out, "(no scatter: the points lie on the curve)"));
  g_assert_nonnull (strstr (lines.out, "typical error less than 0.1 %"));
  g_assert_null (strstr (lines.out, " 0 %"));
  g_assert_null (strstr (far.out, "no scatter"));
  g_assert_nonnull (strstr (far.out, "than 1000 %"));
  g_assert_nonnull (strstr (far.out, "than 99 %"));
  program_remove (directory);
}

/* y = scale (3 x^-0.5 + 0.02), alternately 1 % above and below, with a zero and a repetition. */
static char *
floor_table (double scale)
{
  GString *table = g_string_new ("# a comment\nsize,error\n");

  for (guint i = 0; i < 14; i++) {
    double x = ldexp (100.0, (int)i);
    double y = scale * (3.0 / sqrt (x) + 0.02) * (i % 2 == 0 ? 1.01 : 0.99);

    g_string_append_printf (table, "%.17g,%.17g\n", x, y);
    if (i == 0)
      g_string_append_printf (table, "%.17g,%.17g\n%.17g,0\n", x, y, x);
  }
  return g_string_free (table, FALSE);
}

static void
test_floor (void)
{
  static const double scales[] = {1.0, 1e-9};

  for (gsize s = 0; s < G_N_ELEMENTS (scales); s++) {
    g_autofree char *table = floor_table (scales[s]);
    g_autoptr (JsonParser) parser = fit_table (table, "--x size --y error");
    JsonObject *fit = object_of (parser);

    g_assert_cmpstr (json_object_get_string_member (fit, "model"), ==, "power+floor");
    g_assert_cmpfloat_with_epsilon (json_object_get_double_member (fit, "exponent"), -0.5, 0.02);
    g_assert_cmpfloat (json_object_get_double_member (fit, "low"), <, -0.5);
    g_assert_cmpfloat (json_object_get_double_member (fit, "high"), >, -0.5);
    g_assert_cmpfloat_with_epsilon (json_object_get_double_member (fit, "floor"), 0.02 * scales[s],
                                    0.002 * scales[s]);
    g_assert_cmpint (json_object_get_int_member (fit, "points_used"), ==, 14);
    g_assert_cmpint (json_object_get_int_member (fit, "points_left_out"), ==, 1);
    g_assert_cmpint (json_object_get_int_member (fit, "duplicates"), ==, 1);
    g_assert_cmpfloat (json_object_get_double_member (fit, "aicc"), <, 0.0);
  }
}

/* Tables that allow a fit but little of it: a fit says numbers with a meaning, or null. */
static void
test_odd_tables (void)
{
  static const char *const tables[] = {
      "1,2\n2,2\n4,2\n8,1\n",                     /* constant but for one */
      "1,8\n2,4\n4,2\n8,1\n",                     /* exact */
      "1,8e-9\n2,4e-9\n4,2e-9\n8,1e-9\n",         /* exact, 1e-9 as large */
      "1e-9,8\n2e-9,4\n4e-9,2\n8e-9,1\n",         /* likewise in x */
      "1,1e300\n10,1e200\n100,1e100\n1000,1\n",   /* steep */
      "1,8\n1,8\n1,8\n2,4\n2,4\n4,2\n8,1\n8,1\n", /* repeated rows */
      "1,8\n2,0\n4,2\n8,1\n16,-1\n32,0.3\n64,inf\n128,nan\n",
      "1,1\n2,2\n4,4\n8,8\n16,16\n32,32\n64,64\n", /* rises */
  };
  static const char *const words[] = {"", "--robust"};

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (gsize w = 0; w < G_N_ELEMENTS (words); w++) {
      g_autoptr (JsonParser) parser = fit_table (tables[t], words[w]);
      JsonObject *fit = object_of (parser);
      double exponent = real_of (fit, "exponent"), low = real_of (fit, "low"),
             high = real_of (fit, "high");
      g_test_message ("table %" G_GSIZE_FORMAT ": %g (%g to %g)", t, exponent, low, high);
      g_assert_true (isfinite (exponent));
      g_assert_true (isnan (low) || low <= exponent);
      g_assert_true (isnan (high) || high >= exponent);
      if (t >= 1 && t <= 3)
        g_assert_cmpfloat_with_epsilon (exponent, -1.0, 1e-9);
    }
}

/* One wild value moves least squares, not the robust fit; a window leaves it out. */
static void
test_robust_and_window (void)
{
  static const char *const table = "1,1\n2,0.72\n4,0.49\n8,0.36\n16,0.245\n32,0.18\n64,0.124\n"
                                   "128,0.0885\n256,6\n";
  g_autoptr (JsonParser) plain = fit_table (table, "--model power");
  g_autoptr (JsonParser) robust = fit_table (table, "--model power --robust");
  g_autoptr (JsonParser) window = fit_table (table, "--model power --from 2 --to 128");
  double robust_exponent = json_object_get_double_member (object_of (robust), "exponent");

  g_assert_cmpfloat (json_object_get_double_member (object_of (plain), "exponent"), >, -0.3);
  g_assert_cmpfloat_with_epsilon (robust_exponent, -0.5, 0.06);
  g_assert_true (json_object_get_boolean_member (object_of (robust), "robust"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object_of (window), "exponent"),
                                  -0.5, 0.02);
  g_assert_cmpint (json_object_get_int_member (object_of (window), "points_used"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (object_of (window), "points_outside"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (object_of (window), "window_low"), ==, 2.0);
  g_assert_cmpfloat (json_object_get_double_member (object_of (window), "window_high"), ==, 128.0);
}

/* A power law foretells its larger part; too few points leave nothing to hold out. */
static void
test_held_out (void)
{
  GString *table = g_string_new (NULL);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (table, "%g,%g\n", ldexp (1.0, (int)i),
                            pow (2.0, -0.5 * i) * (i % 2 == 0 ? 1.02 : 0.98));
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) parser = fit_table (text, "--model power");
  g_autoptr (JsonParser) few = fit_table ("1,8\n2,4\n4,2\n8,1\n", "");
  JsonObject *held_out = json_object_get_object_member (object_of (parser), "held_out");

  g_assert_cmpint (json_object_get_int_member (held_out, "points"), ==, 4);
  g_assert_cmpfloat (json_object_get_double_member (held_out, "fitted_to"), ==, 128.0);
  g_assert_cmpfloat (json_object_get_double_member (held_out, "share_inside"), ==, 1.0);
  g_assert_cmpfloat (json_object_get_double_member (held_out, "rms_log_error"), <, 0.06);
  g_assert_true (json_object_get_null_member (object_of (few), "held_out"));
}

/* What the program measured it can fit again, to the same exponent. */
static void
test_own_points (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) run = program_run (
      directory, "run sweep=data d=1 grid=16,32,64,128 steps=60 width=8 repeats=2 --out r");
  g_auto (ProgramResult) fit = program_run (directory, "fit r/points.csv --model power --json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *printed = NULL;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpint (fit.status, ==, 0);
  g_assert_true (json_parser_load_from_data (parser, fit.out, -1, NULL));
  g_assert_cmpstr (json_object_get_string_member (object_of (parser), "x"), ==, "n");
  g_assert_cmpstr (json_object_get_string_member (object_of (parser), "y"), ==, "excess_risk");
  g_assert_cmpint (json_object_get_int_member (object_of (parser), "repeats"), ==, 2);
  printed = g_strdup_printf ("excess risk ~ n^%.3f",
                             json_object_get_double_member (object_of (parser), "exponent"));
  if (strstr (run.out, printed) == NULL)
    g_test_fail_printf ("%s is not in: %s", printed, run.out);
  program_remove (directory);
}

/* Help, man page and completion know the options and the models. */
static void
test_documents (void)
{
  static const char *const words[] = {
      "--x",    "--y",       "--model", "--from",  "--to",      "--robust",      "power+floor",
      "broken", "two-phase", "auto",    "--gamma", "sum+floor", "constant-speed"};
  static const char *const documents[] = {"scaling-lab.1", "scaling-lab.bash-completion"};
  g_auto (ProgramResult) help = program_run (NULL, "fit --help");

  for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
    g_assert_nonnull (strstr (help.out, words[w]));
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autofree char *path = g_build_filename (g_getenv ("LAB_SOURCE"), "data", documents[i], NULL);
    g_autofree char *text = NULL;
    g_autoptr (GString) plain = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    plain = g_string_new (text);
    g_string_replace (plain, "\\-", "-", 0);
    for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
      if (strstr (plain->str, words[w]) == NULL)
        g_test_fail_printf ("%s does not know %s", documents[i], words[w]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-fit/floor", test_floor);
  g_test_add_func ("/cli-fit/extremes", test_extremes);
  g_test_add_func ("/cli-fit/odd-tables", test_odd_tables);
  g_test_add_func ("/cli-fit/robust-and-window", test_robust_and_window);
  g_test_add_func ("/cli-fit/held-out", test_held_out);
  g_test_add_func ("/cli-fit/own-points", test_own_points);
  g_test_add_func ("/cli-fit/documents", test_documents);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-fit/refused/%s", refused[i].path);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  return g_test_run ();
}
