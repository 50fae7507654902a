/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 3: the golden values of the theory notes (section 9), and real stochastic gradient descent on
 * Gaussian features. */
#include "core/random.h"
#include "theory/stochastic-descent.h"

#include <math.h>

#define STEPS 1000

static const guint MOMENTS[] = {10, 100, STEPS};

static void
descend (LabSchedule kind, double stable, double *risk)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 2000, NULL);
  const LabStochasticDescent descent = {0.5, 16, 0.5, {kind, 0.0, 0.0, stable, STEPS}};

  g_assert_true (
      lab_stochastic_descent (&descent, spectrum, G_N_ELEMENTS (MOMENTS), MOMENTS, NULL, risk));
}

static void
test_golden (void)
{
  double risk[G_N_ELEMENTS (MOMENTS)];

  descend (LAB_SCHEDULE_CONSTANT, 0.0, risk);
  g_assert_cmpfloat_with_epsilon (risk[0], 0.20736317, 1e-7);
  g_assert_cmpfloat_with_epsilon (risk[1], 0.05411756, 1e-7);
  g_assert_cmpfloat_with_epsilon (risk[2], 0.02061696, 1e-7);
  descend (LAB_SCHEDULE_LINEAR, 0.0, risk);
  g_assert_cmpfloat_with_epsilon (risk[2], 0.01517508, 1e-7);
  descend (LAB_SCHEDULE_COSINE, 0.0, risk);
  g_assert_cmpfloat_with_epsilon (risk[2], 0.01516093, 1e-7);
  descend (LAB_SCHEDULE_WSD, 0.8, risk);
  g_assert_cmpfloat_with_epsilon (risk[2], 0.01199541, 1e-7);
}

/* Modes one by one and in bins say the same. */
static void
test_bins (void)
{
  g_autoptr (LabSpectrum) bins = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  g_autoptr (LabSpectrum) modes = lab_spectrum_new (1.0, 2.0, 0.5, 100000, NULL);
  const LabStochasticDescent descent = {0.5, 16, 0.5, {LAB_SCHEDULE_WSD, 0.0, 0.0, 0.8, 200}};
  const guint end = 200;
  double one, many;

  g_assert_true (lab_stochastic_descent (&descent, bins, 1, &end, NULL, &one));
  g_assert_true (lab_stochastic_descent (&descent, modes, 1, &end, NULL, &many));
  g_assert_cmpfloat (fabs (log (one / many)), <, 1e-3);
}

static void
test_cancel (void)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 100, NULL);
  const LabStochasticDescent descent = {0.5, 16, 0.5, {LAB_SCHEDULE_CONSTANT, 0, 0, 0, 100}};
  const guint end = 100;
  LabTask task = {0};
  double risk;

  lab_task_cancel (&task);
  g_assert_false (lab_stochastic_descent (&descent, spectrum, 1, &end, &task, &risk));
}

#define MODES       100
#define DRAWS       100
#define DRAWN_STEPS 200
#define DRAWN_BATCH 16
#define DRAWN_RATE  0.5
#define DRAWN_SIGMA 0.5

/* One training on the random-feature model itself; its excess risk at the end. */
static double
train_really (const LabSpectrum *spectrum, const LabScheduleShape *shape, guint draw)
{
  LabRandom random;
  double weight[MODES], gradient[MODES], phi[MODES], risk = 0.0;

  lab_random_init (&random, 9, draw, LAB_STREAM_TRAINING_POINTS);
  for (guint k = 0; k < MODES; k++)
    weight[k] = sqrt (spectrum->power[k]); /* residual: target less what is learnt */
  for (guint step = 0; step < DRAWN_STEPS; step++) {
    double rate = DRAWN_RATE * lab_schedule_share (shape, step);

    for (guint k = 0; k < MODES; k++)
      gradient[k] = 0.0;
    for (guint point = 0; point < DRAWN_BATCH; point++) {
      double residual = DRAWN_SIGMA * lab_random_normal (&random);

      for (guint k = 0; k < MODES; k++) {
        phi[k] = lab_random_normal (&random);
        residual += weight[k] * phi[k];
      }
      for (guint k = 0; k < MODES; k++)
        gradient[k] += residual * phi[k] / DRAWN_BATCH;
    }
    for (guint k = 0; k < MODES; k++)
      weight[k] -= rate * spectrum->eigenvalue[k] * gradient[k];
  }
  for (guint k = 0; k < MODES; k++)
    risk += weight[k] * weight[k];
  return risk;
}

/* Within three standard errors of the mean over DRAWS trainings (fixed seed). */
static void
test_real_descent (void)
{
  static const LabSchedule KINDS[] = {LAB_SCHEDULE_CONSTANT, LAB_SCHEDULE_WSD};
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, MODES, NULL);
  const guint end = DRAWN_STEPS;

  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    const LabScheduleShape shape = {KINDS[i], 0.0, 0.0, 0.8, DRAWN_STEPS};
    const LabStochasticDescent descent = {DRAWN_SIGMA, DRAWN_BATCH, DRAWN_RATE, shape};
    double sum = 0.0, squares = 0.0, predicted, mean, error;

    for (guint draw = 0; draw < DRAWS; draw++) {
      double risk = train_really (spectrum, &shape, draw);
      sum += risk;
      squares += risk * risk;
    }
    mean = sum / DRAWS;
    error = sqrt ((squares / DRAWS - mean * mean) / (DRAWS - 1));
    g_assert_true (lab_stochastic_descent (&descent, spectrum, 1, &end, NULL, &predicted));
    g_test_message ("schedule %u: %g +- %g, predicted %g", KINDS[i], mean, error, predicted);
    g_assert_cmpfloat (fabs (mean - predicted), <, 3.0 * error);
    g_assert_cmpfloat (error, <, 0.05 * mean);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/theory/stochastic-descent/golden", test_golden);
  g_test_add_func ("/theory/stochastic-descent/bins", test_bins);
  g_test_add_func ("/theory/stochastic-descent/cancel", test_cancel);
  g_test_add_func ("/theory/stochastic-descent/real-descent", test_real_descent);
  return g_test_run ();
}
