/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 3 beside a trajectory: its constant recovered from a made-up curve, and where there is none. */
#include "experiment/conclude/descent-prediction.h"

#include <math.h>
#include <string.h>

#include "experiment/conclude/prediction.h"
#include "parse.h"
#include "theory/stochastic-descent.h"

#define UNIT 3.7

#define SGD                                                                                        \
  "optimizer=sgd schedule=wsd learning_rate=0.1 steps=2000 batch=16 sigma=0.5 width=8 grid=8 "     \
  "n=65536 repeats=1"

static const guint AT[] = {1, 10, 30, 100, 300, 1000, 1500, 1800, 2000};

/* The recursion itself at UNIT, in units of the variance, each point times (1 +- scatter). */
static void
make_points (const LabExperiment *experiment,
             double scatter,
             double step_x,
             LabCurvePoint points[G_N_ELEMENTS (AT)])
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, LAB_PREDICTION_NU, 0, NULL);
  LabStochasticDescent descent = {
      0.5 * sqrt (spectrum->variance), 16, UNIT * experiment->learning_rate, {.steps = 0}};
  double risk[G_N_ELEMENTS (AT)];

  lab_experiment_schedule (experiment, &descent.shape);
  g_assert_true (lab_stochastic_descent (&descent, spectrum, G_N_ELEMENTS (AT), AT, NULL, risk));
  for (guint i = 0; i < G_N_ELEMENTS (AT); i++)
    points[i] = (LabCurvePoint){.x = AT[i] * step_x,
                                .count = 1,
                                .warm_up = i == 0,
                                .mean = risk[i] / spectrum->variance *
                                        (1 + (i % 2 == 0 ? scatter : -scatter))};
}

static LabDescentPrediction
predict (const char *words, double scatter, double step_x)
{
  LabExperiment experiment = parse (words);
  LabCurvePoint points[G_N_ELEMENTS (AT)];
  LabCurve curve = {.experiment = experiment, .point_count = G_N_ELEMENTS (AT), .points = points};
  LabDescentPrediction prediction;

  make_points (&experiment, scatter, step_x, points);
  lab_descent_prediction_init (&prediction, &curve, 0);
  return prediction;
}

static double
flop_of_step (const char *words)
{
  LabExperiment experiment = parse (words);
  LabRunPlan plan;
  LabModelShape shape;

  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  return (double)lab_model_shape_training_flop (&shape) * 16;
}

static void
check (const LabDescentPrediction *prediction, double step_x)
{
  g_assert_cmpuint (prediction->points, ==, G_N_ELEMENTS (AT));
  g_assert_cmpfloat_with_epsilon (prediction->unit, UNIT, 0.01 * UNIT);
  g_assert_cmpfloat (prediction->error, <, 1e-3);
  g_assert_cmpfloat (prediction->x[0], ==, step_x);
  g_assert_cmpfloat_with_epsilon (prediction->x[prediction->count - 1], 2000 * step_x, 1e-3);
  g_assert_cmpfloat (prediction->end, <, prediction->without_decay);
  g_assert_cmpfloat_with_epsilon (prediction->passes, 2000.0 * 16 / 65536, 1e-12);
}

static void
test_recovers (void)
{
  const char *compute = "sweep=compute " SGD;
  LabDescentPrediction time = predict ("sweep=time " SGD, 0, 1);
  LabDescentPrediction flop = predict (compute, 0, flop_of_step (compute));

  check (&time, 1);
  check (&flop, flop_of_step (compute));
}

/* A scatter of 10 % is told as one of 10 %, and moves the constant little. */
static void
test_error (void)
{
  LabDescentPrediction prediction = predict ("sweep=time " SGD, 0.1, 1);
  g_autofree char *words = lab_descent_prediction_describe (&prediction);

  g_assert_cmpfloat_with_epsilon (prediction.error, 0.1, 0.02);
  g_assert_cmpfloat_with_epsilon (prediction.unit, UNIT, 0.2 * UNIT);
  g_assert_nonnull (strstr (words, "one fitted constant"));
  g_assert_nonnull (strstr (words, "the decay takes off"));
  g_assert_null (strstr (words, "cannot tell"));
  g_assert_null (strstr (words, "meets each point once"));
}

/* A scatter larger than what the decay buys leaves it open. */
static void
test_open (void)
{
  LabDescentPrediction prediction = predict ("sweep=time " SGD, 0.7, 1);
  g_autofree char *words = lab_descent_prediction_describe (&prediction);

  g_assert_cmpfloat (prediction.error, >, 0.5);
  g_assert_nonnull (strstr (words, "cannot tell"));
}

static void
assert_none (const char *words, double last)
{
  LabExperiment experiment = parse (words);
  LabCurvePoint points[] = {{.x = 1, .mean = 1}, {.x = 10, .mean = .5}, {.x = 20, .mean = last}};
  LabCurve curve = {
      .experiment = experiment, .point_count = G_N_ELEMENTS (points), .points = points};
  LabDescentPrediction prediction;

  lab_descent_prediction_init (&prediction, &curve, 0);
  g_assert_cmpuint (prediction.count, ==, 0);
  g_assert_null (lab_descent_prediction_describe (&prediction));
}

static void
test_none (void)
{
  assert_none ("sweep=time " SGD, 0); /* two points that can be shown */
  assert_none ("sweep=time", .4);
  assert_none ("sweep=time optimizer=gd", .4);
  assert_none ("sweep=data optimizer=sgd", .4);
  assert_none ("sweep=time optimizer=sgd steps=1000000", .4);
}

/* A rate that does not fall has nothing to say of a decay. */
static void
test_constant (void)
{
  LabDescentPrediction prediction =
      predict ("sweep=time optimizer=sgd schedule=constant learning_rate=0.1 steps=2000 batch=16 "
               "sigma=0.5 width=8 grid=8 n=1000 repeats=1",
               0, 1);
  g_autofree char *words = lab_descent_prediction_describe (&prediction);

  g_assert_true (isnan (prediction.without_decay));
  g_assert_null (strstr (words, "decay"));
  g_assert_nonnull (strstr (words, "these runs meet theirs 32 times"));
}

/* Each part, whole, under its condition. */
static void
test_sentences (void)
{
  LabDescentPrediction prediction = {.count = 3,
                                     .unit = 1.5,
                                     .error = log (1.1),
                                     .end = 0.02,
                                     .passes = 0.5,
                                     .without_decay = NAN};
  g_autofree char *plain = lab_descent_prediction_describe (&prediction);

  g_assert_cmpstr (
      plain, ==,
      "Level 3 (one pass of SGD under this schedule in the kernel picture, one fitted "
      "constant: a learning rate of 1 is worth 1.5 in units of 1 / largest eigenvalue) lies "
      "10 % from the measured points (root mean square) and ends at 0.02.");
  prediction.passes = 4.0;
  prediction.without_decay = 0.025;
  g_autofree char *gains = lab_descent_prediction_describe (&prediction);
  g_assert_nonnull (strstr (gains,
                            " It meets each point once; these runs meet theirs 4 times. Without "
                            "the decay it would end at 0.025: the decay takes off 20 %."));
  g_assert_null (strstr (gains, "cannot tell"));
  prediction.without_decay = 0.0195;
  g_autofree char *costs = lab_descent_prediction_describe (&prediction);
  g_assert_nonnull (strstr (costs,
                            " Without the decay it would end at 0.0195: the decay costs 3 %. That "
                            "is less than its distance from the points: it cannot tell."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/descent-prediction/recovers", test_recovers);
  g_test_add_func ("/descent-prediction/error", test_error);
  g_test_add_func ("/descent-prediction/open", test_open);
  g_test_add_func ("/descent-prediction/none", test_none);
  g_test_add_func ("/descent-prediction/constant", test_constant);
  g_test_add_func ("/descent-prediction/sentences", test_sentences);
  return g_test_run ();
}
