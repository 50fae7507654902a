/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study of one run: what it takes, what it predicts, and the real descent beside it. */
#include "core/error.h"
#include "experiment/kernel/kernel-study.h"

#include <math.h>
#include <string.h>

/* Small: 1 block, width 16, 64 points. */
static void
make_experiment (LabExperiment *experiment)
{
  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  experiment->intrinsic_dimension = 1;
  experiment->noise = 0.3;
  experiment->n = 64;
  experiment->width = 16;
  experiment->depth = 1;
}

static void
make_settings (LabKernelStudySettings *settings)
{
  const guint steps[] = {0, 1, 2, 5, 10};

  lab_kernel_study_default (settings);
  settings->test_points = 200;
  settings->train = TRUE;
  settings->step_count = G_N_ELEMENTS (steps);
  memcpy (settings->steps, steps, sizeof steps);
}

static LabKernelStudy *
study (const LabExperiment *experiment, const LabKernelStudySettings *settings)
{
  const LabRunPlan plan = {
      .n = experiment->n, .width = experiment->width, .depth = experiment->depth};
  g_autoptr (GError) error = NULL;
  LabKernelStudy *result =
      lab_kernel_study_new (experiment, &plan, settings, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* With a large head the other weights hardly move while the data are learned. */
static void
test_lazy (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) eager = NULL;
  g_autoptr (LabKernelStudy) lazy = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  experiment.width = 64;
  settings.head_scale = 1;
  eager = study (&experiment, &settings);
  settings.head_scale = LAB_KERNEL_STUDY_HEAD_SCALE;
  lazy = study (&experiment, &settings);
  for (guint i = 0; i < lazy->moment_count; i++) {
    const LabKernelMoment *moment = &lazy->moments[i];

    g_test_message ("step %u: %g and %g, train %g and %g, move %g and %g", moment->step,
                    moment->predicted.test, moment->measured_test, moment->predicted.train,
                    moment->measured_train, moment->predicted_weight_move, moment->weight_move);
    g_assert_cmpfloat_with_epsilon (moment->measured_test, moment->predicted.test,
                                    0.05 * moment->predicted.test);
    g_assert_cmpfloat_with_epsilon (moment->measured_train, moment->predicted.train,
                                    0.05 * moment->predicted.train);
    g_assert_cmpfloat_with_epsilon (moment->weight_move, moment->predicted_weight_move,
                                    0.05 * moment->predicted_weight_move + 1e-12);
  }
  /* Nothing has moved yet: the two are the same function of the same points. */
  g_assert_cmpfloat_with_epsilon (eager->moments[0].measured_test, eager->moments[0].predicted.test,
                                  1e-5);
  g_assert_cmpfloat_with_epsilon (eager->moments[1].measured_test, eager->moments[1].predicted.test,
                                  0.05 * eager->moments[1].predicted.test);
  g_assert_cmpfloat (lab_kernel_study_gap (lazy), <, 0.5 * lab_kernel_study_gap (eager));
  g_assert_cmpfloat (lazy->kernel_drift, <, eager->kernel_drift);
  g_assert_cmpfloat (lazy->kernel_drift, >, 0);
}

/* The Rademacher bound of the ball the network lies in is above its Monte Carlo value. */
static void
test_summary (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) result = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  settings.ridge = TRUE;
  result = study (&experiment, &settings);
  g_assert_cmpuint (result->n, ==, 64);
  g_assert_cmpfloat (result->ball.monte_carlo, <, result->ball.bound);
  g_assert_cmpfloat (result->ball_radius, ==,
                     result->moments[4].weight_move * result->initial_norm);
  g_assert_cmpfloat_with_epsilon (
      result->generalisation_gap,
      result->moments[4].measured_test + 0.09 - result->moments[4].measured_train, 1e-12);
  g_assert_cmpfloat_with_epsilon (result->rate, 1 / result->modes->eigenvalue[0], 1e-12);
  g_assert_true (result->tangent_ridge.excess_risk > 0 && result->tangent_ridge.excess_risk < 0.5);
  g_assert_true (result->matern_ridge.excess_risk > 0 && result->matern_ridge.excess_risk < 0.5);
  g_assert_cmpfloat (result->end_of_optimisation, >, 1);
}

/* With its frozen copy taken off the network begins at 0: the first risk is the target's own power, and
 * the real descent begins there and keeps to the kernel. */
static void
test_centred (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) centred = NULL;
  g_autoptr (LabKernelStudy) plain = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  experiment.width = 64;
  centred = study (&experiment, &settings);
  settings.centred = FALSE;
  plain = study (&experiment, &settings);
  g_assert_cmpfloat_with_epsilon (centred->moments[0].predicted.test, 1, 0.5);
  g_assert_cmpfloat (plain->moments[0].predicted.test, >, 2);
  g_assert_cmpfloat_with_epsilon (centred->moments[0].measured_test,
                                  centred->moments[0].predicted.test, 1e-5);
  g_assert_cmpfloat_with_epsilon (plain->moments[0].measured_test, plain->moments[0].predicted.test,
                                  1e-4);
  g_assert_cmpfloat (centred->moments[0].weight_move, ==, 0);
  g_assert_cmpfloat (lab_kernel_study_gap (centred), <, 0.05);
  /* The kernel is the same one. */
  g_assert_cmpfloat (centred->modes->eigenvalue[0], ==, plain->modes->eigenvalue[0]);
}

static void
test_subsample (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) result = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  settings.most_points = 40;
  result = study (&experiment, &settings);
  g_assert_cmpuint (result->n, ==, 40);
  g_assert_cmpuint (result->asked, ==, 64);
}

/* Mini-batches: noise is added to the prediction, and the real descent takes batches. */
static void
test_minibatch (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) whole = NULL;
  g_autoptr (LabKernelStudy) pieces = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  settings.relative_rate = 0.1;
  settings.head_scale = 20;
  whole = study (&experiment, &settings);
  experiment.optimizer = LAB_OPTIMIZER_SGD;
  experiment.batch = 8;
  pieces = study (&experiment, &settings);
  g_assert_cmpuint (whole->batch, ==, 64);
  g_assert_cmpuint (pieces->batch, ==, 8);
  g_assert_cmpfloat (pieces->moments[4].predicted.train, >, whole->moments[4].predicted.train);
  g_assert_cmpfloat (pieces->moments[4].measured_train, !=, whole->moments[4].measured_train);
  g_assert_cmpfloat_with_epsilon (pieces->moments[4].measured_train,
                                  pieces->moments[4].predicted.train,
                                  0.2 * pieces->moments[4].predicted.train);
}

static void
test_refused (void)
{
  const LabRunPlan plan = {.n = 64, .width = 16, .depth = 1};
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (GError) error = NULL;

  make_experiment (&experiment);
  make_settings (&settings);
  settings.relative_rate = 2;
  g_assert_null (lab_kernel_study_new (&experiment, &plan, &settings, NULL, 0, NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  make_settings (&settings);
  settings.ridge = TRUE;
  experiment.validation = LAB_VALIDATION_NONE;
  g_assert_null (lab_kernel_study_new (&experiment, &plan, &settings, NULL, 0, NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

static gpointer
cancel_soon (gpointer task)
{
  while (lab_task_progress (task) < 0.5)
    g_usleep (1000);
  g_usleep (20000);
  lab_task_cancel (task);
  return NULL;
}

/* A study that would take minutes ends soon after it is cancelled. */
static void
test_cancel (void)
{
  const LabRunPlan plan = {.n = 64, .width = 16, .depth = 1};
  LabTask task = {0};
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  make_experiment (&experiment);
  make_settings (&settings);
  settings.step_count = 1;
  settings.steps[0] = 1000000;
  thread = g_thread_new ("cancel", cancel_soon, &task);
  g_assert_null (lab_kernel_study_new (&experiment, &plan, &settings, NULL, 2, &task, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (lab_task_progress (&task), <, 0.9);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-study/lazy", test_lazy);
  g_test_add_func ("/kernel-study/summary", test_summary);
  g_test_add_func ("/kernel-study/centred", test_centred);
  g_test_add_func ("/kernel-study/subsample", test_subsample);
  g_test_add_func ("/kernel-study/minibatch", test_minibatch);
  g_test_add_func ("/kernel-study/refused", test_refused);
  g_test_add_func ("/kernel-study/cancel", test_cancel);
  return g_test_run ();
}
