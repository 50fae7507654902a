/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flow of one repeat's kernel, for all sizes that share it. */
#include "experiment/kernel/own-kernel-private.h"

#include "core/memory.h"
#include "dynamics/kernel-path.h"

#include <string.h>

static gboolean
is_split (const LabExperiment *experiment)
{
  return experiment->validation == LAB_VALIDATION_SPLIT;
}

/* A split's validation points lie within the square part. */
gsize
lab_own_kernel_examples (const LabExperiment *experiment, const LabRunPlan *plan)
{
  return is_split (experiment) ? (gsize)plan->n : lab_experiment_training_points (experiment, plan);
}

gsize
lab_own_kernel_others (const LabExperiment *experiment, const LabRunPlan *plan)
{
  const gsize test = MAX (LAB_OWN_KERNEL_TEST_POINTS / lab_experiment_outputs (experiment), 1);

  return MIN (test, lab_experiment_test_points (experiment)) +
         (is_split (experiment) ? 0 : lab_experiment_validation_labels (experiment, plan));
}

/* The first n of the training rows, as a kernel of its own: only to be decomposed. */
static LabKernelMatrix *
leading (const LabKernelMatrix *matrix, gsize n, GError **error)
{
  LabKernelMatrix *part = lab_kernel_matrix_new (n, 0, error);

  for (gsize i = 0; part != NULL && i < n; i++)
    memcpy (part->train + i * n, matrix->train + i * matrix->n, n * sizeof (double));
  return part;
}

void
lab_own_kernel_repeat_clear (LabOwnKernelRepeat *repeat)
{
  lab_ridge_points_clear (&repeat->points);
  g_clear_pointer (&repeat->kernel, lab_tangent_kernel_free);
}

gboolean
lab_own_kernel_repeat_init (LabOwnKernelRepeat *repeat,
                            const LabOwnKernelErrand *errand,
                            const LabRunPlan *first,
                            const LabRunPlan *last,
                            GError **error)
{
  const LabExperiment *experiment = errand->experiment;
  g_autoptr (LabTrainer) trainer = NULL;
  LabTangentKernelRequest request = {.n = lab_own_kernel_examples (experiment, last),
                                     .progress = 0};
  LabTrainingSettings settings;
  const gint *stop = errand->task ? &errand->task->cancelled : NULL;

  repeat->data = lab_run_data (experiment, last, errand->shelf, stop, error);
  if (repeat->data == NULL)
    return FALSE;
  lab_ridge_points_init (&repeat->points, experiment, last, repeat->data,
                         experiment->validation == LAB_VALIDATION_EXTRA,
                         MAX (LAB_OWN_KERNEL_TEST_POINTS / lab_experiment_outputs (experiment), 1));
  lab_experiment_model_shape (experiment, first, &request.shape);
  lab_experiment_training (experiment, first, &settings);
  trainer = lab_trainer_new (&request.shape, &settings, experiment->seed,
                             lab_run_stream_key (first), stop, error);
  if (trainer == NULL)
    return FALSE;
  request.parameters = lab_trainer_parameters (trainer);
  request.x = repeat->data->training->x;
  request.test_n = repeat->points.validation_n + repeat->points.test_n;
  request.test_x = repeat->points.x;
  repeat->kernel = lab_tangent_kernel_new (&request, errand->workers, errand->task, error);
  return repeat->kernel != NULL;
}

/* Where the labels that choose lie, of a size with n training rows; rows is 0 where there are none. */
static LabKernelPathPoints
validation_points (const LabOwnKernelRepeat *repeat,
                   const LabExperiment *experiment,
                   const LabRunPlan *plan,
                   gsize n)
{
  const LabKernelMatrix *matrix = repeat->kernel->matrix;
  const gsize rows =
      lab_experiment_validation_labels (experiment, plan) * lab_experiment_outputs (experiment);

  if (is_split (experiment))
    return (LabKernelPathPoints){rows, matrix->train + n * matrix->n, matrix->n,
                                 repeat->kernel->prediction + n, repeat->data->training->label + n};
  if (experiment->validation == LAB_VALIDATION_NONE)
    return (LabKernelPathPoints){.rows = 0};
  return (LabKernelPathPoints){rows, matrix->test, matrix->n, repeat->kernel->test_prediction,
                               repeat->points.validation_label};
}

static LabKernelPathPoints
test_points (const LabOwnKernelRepeat *repeat, guint outputs)
{
  const LabKernelMatrix *matrix = repeat->kernel->matrix;
  const gsize first = repeat->points.validation_n * outputs;

  return (LabKernelPathPoints){repeat->points.test_n * outputs, matrix->test + first * matrix->n,
                               matrix->n, repeat->kernel->test_prediction + first,
                               repeat->data->test->target};
}

gboolean
lab_own_kernel_repeat_follow (const LabOwnKernelRepeat *repeat,
                              const LabOwnKernelErrand *errand,
                              const LabRunPlan *plan,
                              double *test,
                              guint *stop,
                              GError **error)
{
  const LabExperiment *experiment = errand->experiment;
  const guint outputs = lab_experiment_outputs (experiment);
  const gsize n = lab_experiment_training_points (experiment, plan) * outputs;
  const LabKernelPathPoints chosen_on = validation_points (repeat, experiment, plan, n);
  const LabKernelPathPoints tested_on = test_points (repeat, outputs);
  double loss[LAB_OWN_KERNEL_MOMENTS];
  g_autoptr (LabKernelMatrix) part = leading (repeat->kernel->matrix, n, error);
  g_autoptr (LabKernelModes) modes = NULL;
  double *path;
  gboolean well;

  if (part != NULL)
    modes = lab_kernel_modes_new (part, LAB_TANGENT_KERNEL_NOISE, errand->task, error);
  if (modes == NULL)
    return FALSE;
  path = lab_kernel_path_new (modes, repeat->kernel->prediction, repeat->data->training->label,
                              LAB_OWN_KERNEL_MOMENTS, errand->times, error);
  well = path != NULL &&
         lab_kernel_path_risks (n, LAB_OWN_KERNEL_MOMENTS, path, &tested_on, test, error);
  *stop = LAB_OWN_KERNEL_MOMENTS - 1;
  if (well && chosen_on.rows > 0) {
    well = lab_kernel_path_risks (n, LAB_OWN_KERNEL_MOMENTS, path, &chosen_on, loss, error);
    for (guint i = LAB_OWN_KERNEL_MOMENTS; well && i-- > 0;)
      if (loss[i] <= loss[*stop])
        *stop = i;
  }
  lab_memory_free (path);
  return well;
}
