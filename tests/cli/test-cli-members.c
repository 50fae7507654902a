/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `run --json` says of measured dimensions and of depth, each member worked out again from the
 * others or from the points beside it. */
#include "program.h"

#include <json-glib/json-glib.h>
#include <math.h>

#define TINY    "steps=40 width=8 heads=2 seed=3 "
#define DATA    "run sweep=data d=1 beta=1 grid=32,64 repeats=2 tokens=2 depth=2 " TINY
#define REPEATS 3
#define DEPTHS  3

/* Student's 97.5 % quantile, 2 degrees of freedom (tables). */
#define STUDENT_2 4.302652729911275

static JsonObject *
parse (JsonParser *parser, const ProgramResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (result->status, ==, 0);
  g_assert_cmpstr (result->err, ==, "");
  json_parser_load_from_data (parser, result->out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static double
real (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_double_member (object, member);
}

/* An estimate of the circle's dimension, with its interval around it. */
static void
check_estimate (JsonObject *estimate)
{
  g_assert_cmpfloat (fabs (real (estimate, "value") - 1.0), <, 0.25);
  g_assert_cmpfloat (real (estimate, "low"), <, real (estimate, "value"));
  g_assert_cmpfloat (real (estimate, "high"), >, real (estimate, "value"));
}

/* All evaluations of a run that were measured: the first, then wherever the steps have doubled, and
 * the last. Returns the last block's value at the last of them. */
static double
check_evaluations (JsonArray *evaluations)
{
  gint64 previous = 0;
  double last = NAN;

  g_assert_cmpuint (json_array_get_length (evaluations), >=, 4);
  for (guint e = 0; e < json_array_get_length (evaluations); e++) {
    JsonObject *evaluation = json_array_get_object_element (evaluations, e);
    JsonArray *blocks = json_object_get_array_member (evaluation, "blocks");
    gint64 step = json_object_get_int_member (evaluation, "step");

    g_assert_cmpint (step, >, previous);
    g_assert_cmpuint (json_array_get_length (blocks), ==, 2);
    for (guint b = 0; b < 2; b++)
      check_estimate (json_array_get_object_element (blocks, b));
    last = real (json_array_get_object_element (blocks, 1), "value");
    previous = step;
  }
  g_assert_cmpint (previous, ==, 40);
  return last;
}

static void
check_runs (JsonArray *runs, JsonObject *measured)
{
  double mean = 0.0;

  g_assert_cmpuint (json_array_get_length (runs), ==, 4);
  for (guint r = 0; r < 4; r++) {
    JsonObject *run = json_array_get_object_element (runs, r);
    JsonObject *data = json_object_get_object_member (run, "data");

    g_assert_cmpint (json_object_get_int_member (run, "run"), ==, r);
    g_assert_cmpint (json_object_get_int_member (run, "repeat"), ==, r % 2);
    g_assert_cmpint (json_object_get_int_member (run, "n"), ==, r < 2 ? 32 : 64);
    g_assert_cmpint (json_object_get_int_member (run, "width"), ==, 8);
    check_estimate (data);
    g_assert_true (
        isfinite (check_evaluations (json_object_get_array_member (run, "evaluations"))));
    if (r >= 2)
      mean += real (data, "value") / 2.0;
  }
  measured = json_object_get_object_member (measured, "data");
  g_assert_cmpfloat_with_epsilon (real (measured, "value"), mean, 1e-6);
}

/* Without noise paper A's slope is -2 beta / d, with noise -2 beta / (2 beta + d). */
static double
slope (double d)
{
  return -2.0 / (2.0 + d);
}

static void
test_dimension (gconstpointer mode)
{
  g_autofree char *words = g_strdup_printf (DATA "sigma=0.5 dimension=%s --json", (char *)mode);
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, words);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, &result);
  JsonObject *measured = json_object_get_object_member (root, "measured_dimension");
  JsonArray *blocks = json_object_get_array_member (measured, "blocks");
  JsonObject *last = json_array_get_object_element (blocks, 1);

  g_assert_cmpuint (json_array_get_length (blocks), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (measured, "estimator"), ==, "mle, k = 20");
  g_assert_cmpint (json_object_get_int_member (measured, "runs"), ==, 2);
  g_assert_cmpfloat_with_epsilon (real (measured, "predicted_exponent"),
                                  slope (real (last, "value")), 1e-6);
  g_assert_cmpfloat_with_epsilon (real (measured, "predicted_low"), slope (real (last, "low")),
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (real (measured, "predicted_high"), slope (real (last, "high")),
                                  1e-6);
  check_runs (json_object_get_array_member (root, "hidden_dimensions"), measured);
  program_remove (directory);
}

static void
test_off (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = program_run (directory, DATA "--json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, &result);

  g_assert_false (json_object_has_member (root, "measured_dimension"));
  g_assert_false (json_object_has_member (root, "hidden_dimensions"));
  program_remove (directory);
}

/* ln (excess risk) of each depth and repeat. */
static void
read_risks (JsonArray *points, double log_risk[DEPTHS][REPEATS])
{
  g_assert_cmpuint (json_array_get_length (points), ==, DEPTHS * REPEATS);
  for (guint i = 0; i < DEPTHS * REPEATS; i++) {
    JsonObject *point = json_array_get_object_element (points, i);
    gint64 depth = json_object_get_int_member (point, "depth");
    gint64 repeat = json_object_get_int_member (point, "repeat");

    g_assert_true (depth >= 1 && depth <= DEPTHS && repeat >= 0 && repeat < REPEATS);
    log_risk[depth - 1][repeat] = log (real (point, "excess_risk"));
  }
}

static double
mean (const double *values)
{
  return (values[0] + values[1] + values[2]) / REPEATS;
}

static guint
best_from (double log_risk[DEPTHS][REPEATS], guint from)
{
  guint best = from;

  for (guint depth = from; depth < DEPTHS; depth++)
    if (mean (log_risk[depth]) < mean (log_risk[best]))
      best = depth;
  return best;
}

/* The smallest depth that is not told from the best deeper one, by a paired t interval; 0 where each
 * depth helped. */
static guint
enough_depth (double log_risk[DEPTHS][REPEATS])
{
  for (guint depth = 0; depth + 1 < DEPTHS; depth++) {
    guint best = best_from (log_risk, depth + 1);
    double difference[REPEATS], variance = 0.0;

    for (guint r = 0; r < REPEATS; r++)
      difference[r] = log_risk[depth][r] - log_risk[best][r];
    for (guint r = 0; r < REPEATS; r++)
      variance += pow (difference[r] - mean (difference), 2.0) / (REPEATS - 1);
    if (mean (difference) <= STUDENT_2 * sqrt (variance / REPEATS))
      return depth + 1;
  }
  return 0;
}

static void
test_depth (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result =
      program_run (directory, "run sweep=depth d=4 n=64 grid=1,2,3 repeats=3 " TINY "--json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, &result);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);
  double log_risk[DEPTHS][REPEATS];
  guint enough;

  read_risks (json_object_get_array_member (root, "points"), log_risk);
  g_assert_cmpstr (json_object_get_string_member (fit, "axis"), ==, "depth");
  g_assert_true (json_object_get_null_member (fit, "exponent"));
  g_assert_cmpfloat (real (fit, "deepest"), ==, DEPTHS);
  g_assert_cmpint (json_object_get_int_member (fit, "paired_repeats"), ==, REPEATS);
  g_assert_cmpfloat_with_epsilon (real (fit, "log2_d"), 2.0, 1e-12);
  g_assert_cmpfloat (real (fit, "best_depth"), ==, best_from (log_risk, 0) + 1);
  enough = enough_depth (log_risk);
  if (enough > 0)
    g_assert_cmpfloat (real (fit, "enough_depth"), ==, enough);
  else
    g_assert_true (json_object_get_null_member (fit, "enough_depth"));
  g_assert_cmpfloat (real (fit, "enough_depth_low"), >=, 1);
  g_assert_cmpfloat (real (fit, "enough_depth_low"), <=, enough > 0 ? enough : DEPTHS);
  g_assert_cmpfloat (real (fit, "enough_depth_high"), >=, enough > 0 ? enough : DEPTHS);
  g_assert_cmpfloat (real (fit, "enough_depth_high"), <=, DEPTHS);
  program_remove (directory);
}

/* Two repeats are too few for a conclusion: nothing stands in its place. */
static void
test_no_depth (void)
{
  static const char *const members[] = {"enough_depth", "enough_depth_low", "enough_depth_high",
                                        "deepest", "best_depth"};
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result =
      program_run (directory, "run sweep=depth d=4 n=64 grid=1,2 repeats=2 " TINY "--json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, &result);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_get_null_member (fit, members[i]));
  g_assert_cmpint (json_object_get_int_member (fit, "paired_repeats"), ==, 2);
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_data_func ("/cli-members/pooled", "pooled", test_dimension);
  g_test_add_data_func ("/cli-members/tokens", "tokens", test_dimension);
  g_test_add_func ("/cli-members/off", test_off);
  g_test_add_func ("/cli-members/depth", test_depth);
  g_test_add_func ("/cli-members/no-depth", test_no_depth);
  return g_test_run ();
}
