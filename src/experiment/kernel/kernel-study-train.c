/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real descent beside the predicted one. */
#include "experiment/kernel/kernel-study-private.h"

#include "core/error.h"
#include "experiment/run/epoch.h"

#include <math.h>
#include <string.h>

/* Numbers predicted at a time; at least one example of them. */
#define PREDICTIONS 256
G_STATIC_ASSERT (PREDICTIONS >= LAB_MODEL_TOKENS_MAX);

typedef struct
{
  LabKernelStudyWork *work;
  LabTrainer *trainer;
  LabEpoch *epoch; /* NULL for full batches */
  float *label; /* (n): what is trained on; the network's start is added where it is taken off, so
                       * that f - f_0 learns the labels with the gradients of f */
  float *test_target; /* likewise, of the test points */
} Descent;

static void
descent_clear (Descent *descent)
{
  g_clear_pointer (&descent->trainer, lab_trainer_free);
  g_clear_pointer (&descent->epoch, lab_epoch_free);
  g_clear_pointer (&descent->label, g_free);
  g_clear_pointer (&descent->test_target, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Descent, descent_clear)

/* truth (n), plus f_0 where the start is centred. Free with g_free(). */
static float *
shifted (const LabKernelStudyWork *work, gsize n, const float *truth, const double *start)
{
  float *result = g_memdup2 (truth, n * sizeof (float));

  for (gsize i = 0; i < n && work->settings->centred; i++)
    result[i] += (float)start[i];
  return result;
}

static gboolean
descent_init (Descent *descent, LabKernelStudyWork *work, GError **error)
{
  const LabKernelStudy *study = work->study;
  const LabTrainingSettings settings = {
      .optimizer = study->batch < study->n ? LAB_OPTIMIZER_SGD : LAB_OPTIMIZER_GD,
      .schedule = LAB_SCHEDULE_CONSTANT,
      .learning_rate = study->rate,
      .steps = MAX (study->moments[study->moment_count - 1].step, 1),
      .batch = study->batch / study->outputs,
  };
  const guint32 key = lab_run_stream_key (&study->plan);

  descent->work = work;
  descent->trainer = lab_trainer_new (&work->shape, &settings, work->experiment->seed, key,
                                      work->task ? &work->task->cancelled : NULL, error);
  if (!descent->trainer)
    return FALSE;
  memcpy (lab_trainer_parameters (descent->trainer), work->parameters,
          study->parameters * sizeof (float));
  descent->label = shifted (work, study->n, work->data->training->label, work->kernel->prediction);
  descent->test_target =
      shifted (work, work->points.test_n * study->outputs, work->data->test->target,
               work->kernel->test_prediction + work->points.validation_n * study->outputs);
  if (study->batch < study->n)
    descent->epoch = lab_epoch_new (study->n, study->batch, work->experiment->seed, key);
  return TRUE;
}

/* As in a run; NULL means all in order. */
static const guint32 *
next_rows (Descent *descent)
{
  return descent->epoch != NULL ? lab_epoch_next (descent->epoch, descent->work->data->training)
                                : NULL;
}

static gboolean
stopped (const Descent *descent)
{
  return lab_task_is_cancelled (descent->work->task);
}

/* Mean squared distance of the predictions for the first n labels of a data set to truth; NaN when
 * stopped. */
static double
squared_error (Descent *descent, gsize n, const LabDataset *data, const float *truth)
{
  const gsize outputs = data->outputs, most = PREDICTIONS / outputs;
  float predictions[PREDICTIONS];
  double sum = 0;

  for (gsize first = 0; first < n / outputs; first += most) {
    const gsize examples = MIN (most, n / outputs - first);

    if (!lab_trainer_predict (descent->trainer, examples, data->x + first * data->ambient_dimension,
                              predictions))
      return NAN;
    for (gsize i = 0; i < examples * outputs; i++)
      sum += pow ((double)predictions[i] - (double)truth[first * outputs + i], 2);
  }
  return sum / (double)n;
}

static void
measure (Descent *descent, LabKernelMoment *moment)
{
  const LabKernelStudyWork *work = descent->work;
  const LabDataset *training = work->data->training, *test = work->data->test;
  const float *parameters = lab_trainer_parameters (descent->trainer);
  double squares = 0;

  moment->measured_test =
      squared_error (descent, work->points.test_n * test->outputs, test, descent->test_target);
  moment->measured_train = squared_error (descent, work->study->n, training, descent->label);
  for (gsize i = 0; i < work->study->parameters; i++)
    squares += pow ((double)parameters[i] - (double)work->parameters[i], 2);
  moment->weight_move = sqrt (squares) / work->study->initial_norm;
}

/* Ends early, leaving NaN behind, where the loss is not finite any more or the study is stopped. */
static void
descend (Descent *descent)
{
  const LabKernelStudyWork *work = descent->work;
  const LabDataset *training = work->data->training;
  const guint last = work->study->moments[work->study->moment_count - 1].step;
  guint done = 0;

  for (guint i = 0; i < work->study->moment_count; i++) {
    LabKernelMoment *moment = &work->study->moments[i];

    for (; done < moment->step; done++) {
      if (!isfinite (lab_trainer_step (descent->trainer, training->x, descent->label,
                                       next_rows (descent))))
        return;
      lab_task_report (work->task, LAB_KERNEL_STUDY_KERNEL_PART +
                                       (1 - LAB_KERNEL_STUDY_KERNEL_PART) * (done + 1) / last);
    }
    measure (descent, moment);
  }
}

/* What the asked bound of memory leaves beside kernel, eigenvectors and flow. */
static guint64
memory_left (const LabKernelStudyWork *work)
{
  const guint64 bound =
      work->settings->memory > 0 ? work->settings->memory : LAB_KERNEL_MEMORY_DEFAULT;
  const guint64 n = work->study->n, others = work->kernel->matrix->test_n + work->points.test_n;
  const guint64 held = (2 * n * n + others * n) * sizeof (double);

  return bound > held ? bound - held : 1;
}

/* 1 - cosine between the kernel before training and the one now, on as many of the points as fit beside
 * what is held; stays NaN where none do. FALSE as lab_kernel_study_train(). */
static gboolean
measure_drift (Descent *descent, GError **error)
{
  LabKernelStudyWork *work = descent->work;
  g_autoptr (GError) refusal = NULL;
  const LabTangentKernelRequest request = {
      .shape = work->shape,
      .parameters = lab_trainer_parameters (descent->trainer),
      .n = work->study->n,
      .x = work->data->training->x,
      .memory = memory_left (work),
      .may_subsample = TRUE,
      .progress = 1,
  };
  g_autoptr (LabTangentKernel) now =
      lab_tangent_kernel_new (&request, work->workers, work->task, &refusal);

  if (now)
    work->study->kernel_drift = 1 - lab_kernel_matrix_cosine (work->kernel->matrix, now->matrix);
  else if (!refusal)
    return FALSE;
  else if (!g_error_matches (refusal, LAB_ERROR, LAB_ERROR_TOO_LARGE)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  return TRUE;
}

gboolean
lab_kernel_study_train (LabKernelStudyWork *work, GError **error)
{
  g_auto (Descent) descent = {.work = NULL};

  if (work->study->moment_count == 0)
    return TRUE;
  if (!descent_init (&descent, work, error))
    return FALSE;
  descend (&descent);
  if (stopped (&descent))
    return FALSE;
  return measure_drift (&descent, error);
}
