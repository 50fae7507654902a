/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flow against training, on a model that is linear in its parameters: random features, where
 * the two are the same thing. Everything in double. */
#include "core/random.h"
#include "dynamics/kernel-flow.h"
#include "dynamics/kernel-path.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

#define POINTS   24
#define OTHERS   15
#define FEATURES 40
#define NOISE    0.5

typedef struct
{
  double features[(POINTS + OTHERS) * FEATURES]; /* training points first */
  double start[FEATURES];                        /* parameters before training */
  float target[POINTS + OTHERS], label[POINTS];
  double prediction[POINTS + OTHERS];
  LabKernelMatrix *matrix;
  LabKernelModes *modes;
  LabKernelFlow *flow;
} Linear;

static double
output (const Linear *linear, guint point, const double *parameters)
{
  double sum = 0;

  for (guint i = 0; i < FEATURES; i++)
    sum += linear->features[point * FEATURES + i] * parameters[i];
  return sum;
}

static void
make_kernel (Linear *linear)
{
  linear->matrix = lab_kernel_matrix_new (POINTS, OTHERS, NULL);
  for (guint i = 0; i < POINTS + OTHERS; i++)
    for (guint j = 0; j < POINTS; j++) {
      double *row = i < POINTS ? linear->matrix->train + i * POINTS
                               : linear->matrix->test + (i - POINTS) * POINTS;

      row[j] = output (linear, i, linear->features + j * FEATURES);
    }
}

static void
make_flow (Linear *linear, double floor)
{
  const LabFlowStart start = {.modes = linear->modes,
                              .matrix = linear->matrix,
                              .test_n = OTHERS,
                              .prediction = linear->prediction,
                              .test_prediction = linear->prediction + POINTS,
                              .label = linear->label,
                              .target = linear->target,
                              .test_target = linear->target + POINTS,
                              .noise = NOISE,
                              .floor = floor};

  linear->flow = lab_kernel_flow_new (&start, 0, NULL, NULL);
  g_assert_nonnull (linear->flow);
}

/* Features of falling size, so that eigenvalues spread over several decades. */
static void
linear_init (Linear *linear)
{
  LabRandom random;

  lab_random_init (&random, 5, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint i = 0; i < (POINTS + OTHERS) * FEATURES; i++)
    linear->features[i] = lab_random_normal (&random) / (1 + i % FEATURES);
  for (guint i = 0; i < FEATURES; i++)
    linear->start[i] = lab_random_normal (&random);
  for (guint i = 0; i < POINTS + OTHERS; i++) {
    linear->target[i] = (float)lab_random_normal (&random);
    linear->prediction[i] = output (linear, i, linear->start);
  }
  for (guint i = 0; i < POINTS; i++)
    linear->label[i] = linear->target[i] + (float)(NOISE * lab_random_normal (&random));
  make_kernel (linear);
  linear->modes = lab_kernel_modes_new (linear->matrix, LAB_KERNEL_EXACT_NOISE, NULL, NULL);
  g_assert_nonnull (linear->modes);
  make_flow (linear, 0);
}

static void
linear_clear (Linear *linear)
{
  lab_kernel_flow_free (linear->flow);
  lab_kernel_modes_free (linear->modes);
  lab_kernel_matrix_free (linear->matrix);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Linear, linear_clear)

/* One step on the rows of mask (POINTS), whose number is `rows`. */
static void
descend (const Linear *linear, double rate, const gboolean *mask, guint rows, double *parameters)
{
  double gradient[FEATURES] = {0};

  for (guint i = 0; i < POINTS; i++) {
    const double residual = output (linear, i, parameters) - linear->label[i];

    for (guint j = 0; (mask == NULL || mask[i]) && j < FEATURES; j++)
      gradient[j] += residual * linear->features[i * FEATURES + j] / rows;
  }
  for (guint j = 0; j < FEATURES; j++)
    parameters[j] -= rate * gradient[j];
}

static LabFlowRisks
measure (const Linear *linear, const double *parameters)
{
  LabFlowRisks risks = {0};

  for (guint i = 0; i < POINTS; i++)
    risks.train += pow (output (linear, i, parameters) - linear->label[i], 2) / POINTS;
  for (guint i = POINTS; i < POINTS + OTHERS; i++)
    risks.test += pow (output (linear, i, parameters) - linear->target[i], 2) / OTHERS;
  for (guint j = 0; j < FEATURES; j++)
    risks.weight_move += pow (parameters[j] - linear->start[j], 2);
  risks.weight_move = sqrt (risks.weight_move);
  return risks;
}

#define assert_close(value, truth, tolerance)                                                      \
  g_assert_cmpfloat_with_epsilon (value, truth, (tolerance)*fabs (truth))

static void
test_training (void)
{
  g_auto (Linear) linear;
  double parameters[FEATURES], rate;
  LabFlowRisks predicted;

  linear_init (&linear);
  rate = lab_kernel_flow_rate (linear.flow);
  memcpy (parameters, linear.start, sizeof parameters);
  for (guint step = 0; step <= 10000; step++) {
    if (step < 4 || step % 1000 == 0) {
      const LabFlowRisks real = measure (&linear, parameters);

      lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, step, &predicted);
      assert_close (predicted.test, real.test, 1e-4);
      assert_close (predicted.train, real.train, 1e-4);
      g_assert_cmpfloat_with_epsilon (predicted.weight_move, real.weight_move, 1e-5);
    }
    descend (&linear, rate, NULL, POINTS, parameters);
  }
}

/* Descent at 1.9 / mu_max oscillates; the formula must oscillate with it. */
static void
test_oscillation (void)
{
  g_auto (Linear) linear;
  double parameters[FEATURES], rate;

  linear_init (&linear);
  rate = 1.9 * lab_kernel_flow_rate (linear.flow);
  memcpy (parameters, linear.start, sizeof parameters);
  for (guint step = 0; step <= 7; step++) {
    const LabFlowRisks real = measure (&linear, parameters);
    LabFlowRisks predicted;

    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, step, &predicted);
    assert_close (predicted.test, real.test, 1e-6);
    descend (&linear, rate, NULL, POINTS, parameters);
  }
}

static void
test_halved_rate (void)
{
  g_auto (Linear) linear;
  double rate;

  linear_init (&linear);
  rate = 0.1 * lab_kernel_flow_rate (linear.flow);
  for (guint step = 1; step < 10000; step *= 3) {
    LabFlowRisks whole, halved, continuous, fine;

    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, step, &whole);
    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate / 2, 2 * step, &halved);
    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate / 1e4, 1e4 * step, &fine);
    lab_kernel_flow_at (linear.flow, LAB_FLOW_CONTINUOUS, rate, step, &continuous);
    assert_close (halved.test, whole.test, 0.01);
    assert_close (fine.test, continuous.test, 1e-4);
    assert_close (fine.train, continuous.train, 1e-4);
  }
}

/* Bias and variance against many draws of the labels' noise. */
static void
test_variance (void)
{
  const guint draws = 400;
  g_auto (Linear) linear;
  LabRandom random;
  LabFlowRisks risks;
  double rate, sum = 0, squares = 0;

  linear_init (&linear);
  lab_random_init (&random, 9, 0, LAB_STREAM_TRAINING_NOISE);
  rate = lab_kernel_flow_rate (linear.flow);
  for (guint i = 0; i < draws; i++) {
    for (guint j = 0; j < POINTS; j++)
      linear.label[j] = linear.target[j] + (float)(NOISE * lab_random_normal (&random));
    lab_kernel_flow_free (linear.flow);
    make_flow (&linear, 0);
    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 300, &risks);
    sum += risks.test / draws;
    squares += risks.test * risks.test / draws;
  }
  g_test_message ("mean %g, bias %g, variance %g", sum, risks.bias, risks.variance);
  g_assert_cmpfloat (risks.variance, >, 0.02 * risks.bias);
  g_assert_cmpfloat (fabs (risks.bias + risks.variance - sum), <,
                     4 * sqrt ((squares - sum * sum) / draws));
}

/* The first-order correction against simulated mini-batch descent. */
static void
test_minibatch (void)
{
  const guint steps[] = {1, 10, 60}, draws = 600, batch = 6;
  g_auto (Linear) linear;
  LabFlowRisks predicted[3], plain, mean[3] = {{0}};
  LabRandom random;
  double rate;

  linear_init (&linear);
  rate = 0.3 * lab_kernel_flow_rate (linear.flow);
  lab_random_init (&random, 1, 0, LAB_STREAM_BATCHES);
  for (guint draw = 0; draw < draws; draw++) {
    double parameters[FEATURES];
    guint done = 0;

    memcpy (parameters, linear.start, sizeof parameters);
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
      LabFlowRisks real;

      for (; done < steps[i]; done++) {
        guint32 order[POINTS];
        gboolean mask[POINTS] = {FALSE};

        for (guint j = 0; j < POINTS; j++)
          order[j] = j;
        lab_random_shuffle (&random, POINTS, order);
        for (guint j = 0; j < batch; j++)
          mask[order[j]] = TRUE;
        descend (&linear, rate, mask, batch, parameters);
      }
      real = measure (&linear, parameters);
      mean[i].train += real.train / draws;
      mean[i].test += real.test / draws;
    }
  }
  g_assert_true (lab_kernel_flow_minibatch (linear.flow, rate, batch, G_N_ELEMENTS (steps), steps,
                                            predicted, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, steps[i], &plain);
    g_test_message ("step %u: train %g (predicted %g, without noise %g), test %g (%g, %g)",
                    steps[i], mean[i].train, predicted[i].train, plain.train, mean[i].test,
                    predicted[i].test, plain.test);
    /* Noise is not equally strong on every example: half of what it adds is allowed. */
    g_assert_cmpfloat (fabs (predicted[i].train - mean[i].train), <,
                       0.5 * (mean[i].train - plain.train) + 0.01 * plain.train);
  }
}

/* Rounding in the smallest eigenvalues must not explode. */
static void
test_noise_guard (void)
{
  g_auto (Linear) linear;
  LabFlowRisks before, after;
  double rate;

  linear_init (&linear);
  rate = lab_kernel_flow_rate (linear.flow);
  lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 1000, &before);
  for (gsize k = POINTS - 6; k < POINTS; k++)
    linear.modes->eigenvalue[k] = (k % 2 == 0 ? 1e-8 : -1e-8) * linear.modes->eigenvalue[0];
  linear.modes->resolved = POINTS - 6;
  lab_kernel_flow_free (linear.flow);
  make_flow (&linear, 0);
  lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 1e9, &after);
  g_assert_true (isfinite (after.test) && isfinite (after.train));
  lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 1000, &after);
  g_assert_cmpfloat (fabs (after.test - before.test), <, 0.5 * before.test);
}

/* With a floor every mode is learned by t = ln (1e6) / (rate floor mu_max); the early phase of the
 * large modes stays as it was. */
static void
test_floor (void)
{
  g_auto (Linear) linear;
  LabFlowRisks plain, floored;
  double rate;

  linear_init (&linear);
  rate = lab_kernel_flow_rate (linear.flow);
  lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 140, &plain);
  lab_kernel_flow_free (linear.flow);
  make_flow (&linear, 0.1);
  lab_kernel_flow_at (linear.flow, LAB_FLOW_DESCENT, rate, 140, &floored);
  g_assert_cmpfloat (plain.train, >, 1e-3);
  g_assert_cmpfloat (floored.train, <, 1e-10);
}

static void
test_residuals (void)
{
  g_auto (Linear) linear;
  double residual[POINTS], sum = 0;
  LabFlowRisks risks;

  linear_init (&linear);
  lab_kernel_flow_residuals (linear.flow, LAB_FLOW_CONTINUOUS, 0.1, 12.5, residual);
  lab_kernel_flow_at (linear.flow, LAB_FLOW_CONTINUOUS, 0.1, 12.5, &risks);
  for (guint k = 0; k < POINTS; k++)
    sum += residual[k] * residual[k];
  assert_close (sum, risks.train, 1e-12);
}

/* All times at once are the flow at each of them, on test points and on training points alike. */
static void
test_path (void)
{
  const double times[] = {0, 1, 7.5, 300, 1e5};
  const guint count = G_N_ELEMENTS (times);
  g_auto (Linear) linear = {.flow = NULL};
  double test[G_N_ELEMENTS (times)], train[G_N_ELEMENTS (times)];
  double *path;

  linear_init (&linear);
  const double rate = lab_kernel_flow_rate (linear.flow);
  const LabKernelPathPoints others = {OTHERS, linear.matrix->test, POINTS,
                                      linear.prediction + POINTS, linear.target + POINTS};
  const LabKernelPathPoints own = {POINTS, linear.matrix->train, POINTS, linear.prediction,
                                   linear.label};
  path = lab_kernel_path_new (linear.modes, linear.prediction, linear.label, count, times, NULL);
  g_assert_nonnull (path);
  g_assert_true (lab_kernel_path_risks (POINTS, count, path, &others, test, NULL));
  g_assert_true (lab_kernel_path_risks (POINTS, count, path, &own, train, NULL));
  for (guint i = 0; i < count; i++) {
    LabFlowRisks risks;

    lab_kernel_flow_at (linear.flow, LAB_FLOW_CONTINUOUS, rate, times[i], &risks);
    g_assert_cmpfloat_with_epsilon (test[i], risks.test, 1e-9 * (1 + risks.test));
    g_assert_cmpfloat_with_epsilon (train[i], risks.train, 1e-9 * (1 + risks.train));
  }
  lab_memory_free (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-flow/training", test_training);
  g_test_add_func ("/kernel-flow/oscillation", test_oscillation);
  g_test_add_func ("/kernel-flow/halved-rate", test_halved_rate);
  g_test_add_func ("/kernel-flow/variance", test_variance);
  g_test_add_func ("/kernel-flow/minibatch", test_minibatch);
  g_test_add_func ("/kernel-flow/noise-guard", test_noise_guard);
  g_test_add_func ("/kernel-flow/floor", test_floor);
  g_test_add_func ("/kernel-flow/residuals", test_residuals);
  g_test_add_func ("/kernel-flow/path", test_path);
  return g_test_run ();
}
