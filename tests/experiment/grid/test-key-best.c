/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best value of a key and its valley, on errors of known parabolas. */
#include "experiment/grid/key-best.h"
#include "made-runs.h"

#define VALUES  9
#define REPEATS 3
#define TRIALS  100

/* ln error = curvature (ln x - ln best)^2 - 2, with noise and a level of each repeat's own. */
static void
make_errors (guint64 seed,
             double best,
             double curvature,
             double noise,
             double *value,
             double *error)
{
  LabRandom random;
  double level[REPEATS];

  lab_random_init (&random, seed, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint r = 0; r < REPEATS; r++)
    level[r] = 0.3 * lab_random_normal (&random);
  for (guint i = 0; i < VALUES; i++) {
    value[i] = 1e-3 * pow (2.0, i - 4.0);
    for (guint r = 0; r < REPEATS; r++)
      error[i * REPEATS + r] = exp (curvature * pow (log (value[i] / best), 2.0) - 2.0 + level[r] +
                                    noise * lab_random_normal (&random));
  }
}

static LabKeyLine
line_of (const double *value, const double *error)
{
  return (LabKeyLine){VALUES, value, FALSE, REPEATS, error, 1};
}

static void
test_exact (void)
{
  double value[VALUES], error[VALUES * REPEATS];
  LabKeyBest best;

  make_errors (1, 1.3e-3, 0.2, 0.0, value, error);
  const LabKeyLine line = line_of (value, error);
  lab_key_best (&line, &best);
  g_assert_true (best.valid && !best.at_end);
  g_assert_cmpfloat_with_epsilon (best.value, 1.3e-3, 1e-12);
  g_assert_cmpfloat_with_epsilon (best.low, 1.3e-3, 1e-9);
  g_assert_cmpfloat_with_epsilon (best.high, 1.3e-3, 1e-9);
  g_assert_cmpfloat (best.good_from, <, best.value);
  g_assert_cmpfloat (best.good_to, >, best.value);
  /* Of the cells that were measured: 5 % above the best of them, between neighbours. */
  double width = sqrt (log (LAB_KEY_GOOD) / 0.2);
  g_assert_cmpfloat_with_epsilon (log (best.good_to / best.good_from), 2.0 * width, 0.3);
}

static void
test_coverage (void)
{
  guint inside = 0;

  for (guint t = 0; t < TRIALS; t++) {
    double value[VALUES], error[VALUES * REPEATS], truth = 1e-3 * pow (2.0, t / (double)TRIALS);
    LabKeyBest best;
    make_errors (t + 1, truth, 0.2, 0.05, value, error);
    const LabKeyLine line = line_of (value, error);
    lab_key_best (&line, &best);
    inside += best.low <= truth && truth <= best.high ? 1 : 0;
  }
  g_test_message ("%u of %d", inside, TRIALS);
  g_assert_cmpuint (inside, >=, 0.88 * TRIALS);
}

/* A best value at an end is told as such; runs that did not finish end the good range. */
static void
test_ends (void)
{
  double value[VALUES], error[VALUES * REPEATS];
  LabKeyBest best;

  make_errors (1, 1e-6, 0.2, 0.0, value, error);
  LabKeyLine line = line_of (value, error);
  lab_key_best (&line, &best);
  g_assert_true (best.at_end && best.at_first);
  g_assert_cmpfloat (best.value, ==, value[0]);
  make_errors (1, 1.0, 0.2, 0.0, value, error);
  lab_key_best (&line, &best);
  g_assert_true (best.at_end && !best.at_first);
  make_errors (1, 1e-3, 0.001, 0.0, value, error);
  error[6 * REPEATS] = NAN;
  lab_key_best (&line, &best);
  g_assert_cmpuint (best.diverged, ==, 1);
  g_assert_cmpfloat_with_epsilon (best.good_to, value[5], 1e-12);
  g_assert_cmpfloat_with_epsilon (best.good_from, value[0], 1e-12);
  for (guint i = 0; i < 7 * REPEATS; i++)
    error[i] = NAN;
  lab_key_best (&line, &best);
  g_assert_false (best.valid);
}

/* best rate ~ width^-0.8, whichever of the two keys is named first. */
static void
test_valley (void)
{
  static const char *const sweeps[] = {"sweep=learning_rate,width", "sweep=width,learning_rate"};
  static const char *const grids[] = {"grid=:4,8,16,32", "grid=4,8,16,32"};

  for (int order = 0; order < 2; order++) {
    const char *words[] = {sweeps[order], grids[order], "repeats=2", "n=64", NULL};
    LabKeyGrid grid;
    LabKeyValley valley;
    g_assert_true (lab_key_grid_parse (words, NULL, &grid, NULL));
    guint count = lab_key_grid_runs (&grid);
    g_autofree LabRun **runs = g_new0 (LabRun *, count);
    for (guint i = 0; i < count; i++) {
      LabExperiment cell;
      lab_key_grid_cell (&grid, i / 2, &cell, NULL);
      double best = 0.004 * pow (cell.width / 12.0, -0.8);
      double distance = log (cell.learning_rate / best);
      runs[i] = make_simple_run (&cell, i % 2, 0.1 * exp (0.2 * distance * distance));
      runs[i]->evaluations[0].excess_risk *= pow (scatter (i), 0.2);
    }
    lab_key_valley (&grid, runs, &valley);
    g_assert_true (valley.valid);
    g_assert_cmpuint (valley.tuned, ==, order);
    g_assert_cmpuint (valley.count, ==, 4);
    g_assert_cmpfloat_with_epsilon (valley.exponent, -0.8, 0.1);
    g_assert_cmpfloat (valley.low, <, -0.8);
    g_assert_cmpfloat (valley.high, >, -0.8);
    g_assert_cmpfloat (valley.high - valley.low, <, 0.6);
    free_runs (runs, count);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-best/exact", test_exact);
  g_test_add_func ("/key-best/coverage", test_coverage);
  g_test_add_func ("/key-best/ends", test_ends);
  g_test_add_func ("/key-best/valley", test_valley);
  return g_test_run ();
}
