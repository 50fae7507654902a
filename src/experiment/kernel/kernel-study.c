/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/kernel-study-private.h"

#include "core/error.h"
#include "core/memory.h"
#include "experiment/kernel/kernel-footprint.h"
#include "experiment/task.h"
#include "transformer/parameters.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
work_clear (LabKernelStudyWork *work)
{
  g_clear_pointer (&work->study, lab_kernel_study_free);
  g_clear_pointer (&work->own_shelf, lab_data_shelf_free);
  g_clear_pointer (&work->kernel, lab_tangent_kernel_free);
  lab_ridge_points_clear (&work->points);
  g_free (work->parameters);
}

typedef LabKernelStudyWork Work;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

void
lab_kernel_study_default (LabKernelStudySettings *settings)
{
  static const guint steps[] = {0, 1, 3, 10, 30, 100, 300, 1000};

  g_return_if_fail (settings != NULL);

  *settings = (LabKernelStudySettings){.most_points = LAB_KERNEL_STUDY_POINTS,
                                       .test_points = LAB_KERNEL_STUDY_TEST_POINTS,
                                       .relative_rate = 1,
                                       .head_scale = LAB_KERNEL_STUDY_HEAD_SCALE,
                                       .centred = TRUE,
                                       .step_count = G_N_ELEMENTS (steps)};
  memcpy (settings->steps, steps, sizeof steps);
}

static gboolean
check_settings (const LabKernelStudySettings *settings, GError **error)
{
  const char *wrong = NULL;

  if (settings->test_points < 1 || settings->test_points > LAB_TEST_POINTS)
    wrong = "The number of test points must be from 1 to 2048.";
  else if (!(settings->relative_rate > 0 && settings->relative_rate < 2))
    wrong = "The learning rate must be greater than 0 and less than 2, in units of 1/mu_max: at 2 "
            "gradient descent diverges.";
  else if (!(settings->head_scale > 0 && settings->head_scale <= 100))
    wrong = "The factor on the head's weights must be greater than 0 and at most 100.";
  else if (!(settings->floor >= 0 && settings->floor <= 1))
    wrong = "The floor of the eigenvalues must be from 0 to 1, as a part of the largest.";
  else
    return TRUE;
  g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, wrong);
  return FALSE;
}

/* The batches' noise is known to first order where their rows are independent. */
static gboolean
check_batches (const LabExperiment *experiment, GError **error)
{
  if (!lab_task_info (experiment->task)->label_per_token ||
      experiment->optimizer != LAB_OPTIMIZER_SGD)
    return TRUE;
  g_set_error_literal (
      error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
      _ ("optimizer=sgd: the noise of mini-batches is not predicted for sequences, whose "
         "tokens come together; choose optimizer=gd, or adamw to study gradient descent."));
  return FALSE;
}

/* Test sequences: as many as have test_points labels. */
static gsize
test_examples (const Work *work)
{
  return MAX (work->settings->test_points / work->study->outputs, 1);
}

/* NULL where nobody stops it. */
static const gint *
stop_of (const Work *work)
{
  return work->task ? &work->task->cancelled : NULL;
}

static gboolean
prepare_data (Work *work, LabDataShelf *shelf, GError **error)
{
  LabKernelStudy *study = work->study;

  if (work->settings->ridge && !lab_ridge_check (work->experiment, error))
    return FALSE;
  if (!shelf)
    shelf = work->own_shelf = lab_data_shelf_new ();
  work->data = lab_run_data (work->experiment, &study->plan, shelf, stop_of (work), error);
  if (!work->data)
    return FALSE;
  lab_ridge_points_init (&work->points, work->experiment, &study->plan, work->data,
                         work->settings->ridge, test_examples (work));
  study->asked = work->points.training_n * study->outputs;
  return TRUE;
}

/* The parameters that a run of this plan begins with, the head's times head_scale. */
static gboolean
prepare_model (Work *work, GError **error)
{
  LabKernelStudy *study = work->study;
  g_autoptr (LabTrainer) trainer = NULL;
  LabTrainingSettings settings;
  double squares = 0;

  lab_experiment_model_shape (work->experiment, &study->plan, &work->shape);
  lab_experiment_training (work->experiment, &study->plan, &settings);
  settings.head_scale = work->settings->head_scale;
  trainer = lab_trainer_new (&work->shape, &settings, work->experiment->seed,
                             lab_run_stream_key (&study->plan), stop_of (work), error);
  if (!trainer)
    return FALSE;
  study->parameters = lab_model_shape_parameters (&work->shape);
  work->parameters =
      g_memdup2 (lab_trainer_parameters (trainer), study->parameters * sizeof (float));
  for (gsize i = 0; i < study->parameters; i++)
    squares += (double)work->parameters[i] * work->parameters[i];
  study->initial_norm = sqrt (squares);
  return TRUE;
}

static gboolean
take_kernel (Work *work, GError **error)
{
  LabKernelStudy *study = work->study;
  const LabTangentKernelRequest request = {
      .shape = work->shape,
      .parameters = work->parameters,
      .n = MIN (work->points.training_n, MAX (work->settings->most_points / study->outputs, 2)),
      .x = work->data->training->x,
      .test_n = work->points.validation_n + work->points.test_n,
      .test_x = work->points.x,
      .memory = work->settings->memory,
      .may_subsample = TRUE,
      .progress = work->settings->train ? LAB_KERNEL_STUDY_KERNEL_PART : 1,
  };

  work->kernel = lab_tangent_kernel_new (&request, work->workers, work->task, error);
  if (!work->kernel)
    return FALSE;
  study->n = work->kernel->matrix->n;
  study->modes =
      lab_kernel_modes_new (work->kernel->matrix, LAB_TANGENT_KERNEL_NOISE, work->task, error);
  if (!study->modes)
    return FALSE;
  study->condition_number = lab_kernel_modes_condition_number (study->modes);
  study->condition_is_bound = study->modes->resolved < study->n;
  return TRUE;
}

/* What the flow starts from: 0 where the network's own start is taken off. */
static gboolean
take_flow (Work *work, GError **error)
{
  LabKernelStudy *study = work->study;
  const LabDataset *training = work->data->training;
  const LabKernelMatrix *matrix = work->kernel->matrix;
  const gsize first = work->points.validation_n * study->outputs;
  g_autofree double *zeros =
      work->settings->centred ? g_new0 (double, MAX (matrix->n, matrix->test_n)) : NULL;
  const LabFlowStart start = {
      .modes = study->modes,
      .matrix = matrix,
      .test_first = first,
      .test_n = work->points.test_n * study->outputs,
      .prediction = zeros != NULL ? zeros : work->kernel->prediction,
      .test_prediction = zeros != NULL ? zeros : work->kernel->test_prediction + first,
      .label = training->label,
      .target = training->target,
      .test_target = work->data->test->target,
      .noise = work->experiment->noise,
      .floor = work->settings->floor,
      .most_modes = work->settings->most_modes,
  };

  study->flow = lab_kernel_flow_new (&start, work->workers, work->task, error);
  if (!study->flow)
    return FALSE;
  study->rate = work->settings->relative_rate * lab_kernel_flow_rate (study->flow);
  study->batch = work->experiment->optimizer == LAB_OPTIMIZER_SGD
                     ? (guint)MIN (study->n, work->experiment->batch)
                     : (guint)study->n;
  LabModeBins bins;
  lab_mode_bins (study->n, study->modes->resolved, study->modes->eigenvalue,
                 lab_kernel_flow_target_power (study->flow), &bins);
  lab_mode_fit (&bins, 1, work->experiment->seed, &study->fit);
  return TRUE;
}

static gboolean
predict (Work *work)
{
  LabKernelStudy *study = work->study;
  const guint count = work->settings->step_count;
  g_autofree LabFlowRisks *risks = g_new0 (LabFlowRisks, count);

  study->moment_count = count;
  study->moments = g_new0 (LabKernelMoment, count);
  if (study->batch < study->n) {
    if (!lab_kernel_flow_minibatch (study->flow, study->rate, study->batch, count,
                                    work->settings->steps, risks, work->task))
      return FALSE;
  } else
    for (guint i = 0; i < count; i++)
      lab_kernel_flow_at (study->flow, LAB_FLOW_DESCENT, study->rate, work->settings->steps[i],
                          &risks[i]);
  for (guint i = 0; i < count; i++)
    study->moments[i] =
        (LabKernelMoment){.step = work->settings->steps[i],
                          .predicted = risks[i],
                          .measured_test = NAN,
                          .measured_train = NAN,
                          .weight_move = NAN,
                          .predicted_weight_move = risks[i].weight_move / study->initial_norm};
  study->end_of_optimisation =
      lab_kernel_flow_end_of_optimisation (study->flow, study->rate, work->task);
  return !lab_task_is_cancelled (work->task);
}

/* The last user of the tangent kernel, whose memory the Matern kernel then takes. */
static gboolean
regress (Work *work, GError **error)
{
  LabKernelStudy *study = work->study;

  if (!lab_ridge_points_solve (&work->points, work->kernel->matrix, work->workers, work->task,
                               &study->tangent_ridge, error))
    return FALSE;
  g_clear_pointer (&work->kernel, lab_tangent_kernel_free);
  return lab_ridge_points_matern (&work->points, study->n, work->workers, work->task,
                                  &study->matern_ridge, error);
}

LabKernelStudy *
lab_kernel_study_new (const LabExperiment *experiment,
                      const LabRunPlan *plan,
                      const LabKernelStudySettings *settings,
                      LabDataShelf *shelf,
                      guint workers,
                      LabTask *task,
                      GError **error)
{
  const gint64 begin = g_get_monotonic_time ();
  g_auto (Work)
      work = {.experiment = experiment, .settings = settings, .workers = workers, .task = task};

  g_return_val_if_fail (experiment != NULL && plan != NULL && settings != NULL, NULL);
  g_return_val_if_fail (settings->step_count <= LAB_KERNEL_STUDY_MOMENTS, NULL);

  work.study = g_new0 (LabKernelStudy, 1);
  work.study->plan = *plan;
  work.study->kernel_drift = NAN;
  work.study->outputs = lab_experiment_outputs (experiment);
  if (!check_settings (settings, error) || !check_batches (experiment, error) ||
      !lab_kernel_study_fits (experiment, plan, settings, workers, error) ||
      !prepare_data (&work, shelf, error) || !prepare_model (&work, error) ||
      !take_kernel (&work, error))
    return NULL;
  work.study->seconds = (double)(g_get_monotonic_time () - begin) / G_TIME_SPAN_SECOND;
  if (!take_flow (&work, error) || !predict (&work))
    return NULL;
  if ((settings->train && !lab_kernel_study_train (&work, error)) ||
      !lab_kernel_study_conclude (&work) || !lab_kernel_study_measure_widths (&work, error) ||
      (settings->ridge && !regress (&work, error)))
    return NULL;
  return g_steal_pointer (&work.study);
}

void
lab_kernel_study_free (LabKernelStudy *study)
{
  if (!study)
    return;
  g_clear_pointer (&study->flow, lab_kernel_flow_free);
  g_clear_pointer (&study->modes, lab_kernel_modes_free);
  g_free (study->moments);
  g_free (study);
}

void
lab_kernel_study_forget_flow (LabKernelStudy *study)
{
  g_return_if_fail (study != NULL);

  g_clear_pointer (&study->flow, lab_kernel_flow_free);
  if (study->modes)
    g_clear_pointer (&study->modes->vector, lab_memory_free);
}
