/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/run-ridge.h"

#include "core/error.h"
#include "dynamics/tangent-kernel.h"
#include "experiment/task.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

gboolean
lab_ridge_check (const LabExperiment *experiment, GError **error)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  if (lab_task_info (experiment->task)->label_per_token) {
    g_set_error_literal (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("Kernel ridge regression is for task=points: it has one label per example."));
    return FALSE;
  }
  if (experiment->validation != LAB_VALIDATION_NONE)
    return TRUE;
  g_set_error_literal (
      error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
      _ ("Kernel ridge regression needs validation labels to choose its ridge: validation=extra "
         "or validation=split."));
  return FALSE;
}

void
lab_ridge_points_init (LabRidgePoints *points,
                       const LabExperiment *experiment,
                       const LabRunPlan *plan,
                       const LabRunData *data,
                       gboolean with_validation,
                       gsize test_n)
{
  const gsize dimension = data->test->ambient_dimension;

  g_return_if_fail (points != NULL);

  test_n = MIN (test_n, data->test->n);
  *points = (LabRidgePoints){
      .training_n = lab_experiment_training_points (experiment, plan),
      .test_n = test_n,
      .irreducible = lab_experiment_irreducible (experiment),
      .training = data->training,
      .test = data->test,
  };
  if (with_validation)
    points->validation_n = lab_experiment_validation_labels (experiment, plan);
  points->x = g_new (float, (points->validation_n + test_n) * dimension);
  if (points->validation_n > 0) {
    const gboolean split = experiment->validation == LAB_VALIDATION_SPLIT;
    const LabDataset *from = split ? data->training : data->validation;
    const gsize first = split ? points->training_n : 0;

    points->validation_label = from->label + first;
    memcpy (points->x, from->x + first * dimension,
            points->validation_n * dimension * sizeof (float));
  }
  memcpy (points->x + points->validation_n * dimension, data->test->x,
          test_n * dimension * sizeof (float));
}

void
lab_ridge_points_clear (LabRidgePoints *points)
{
  g_clear_pointer (&points->x, g_free);
}

gboolean
lab_ridge_points_solve (const LabRidgePoints *points,
                        const LabKernelMatrix *matrix,
                        guint workers,
                        LabTask *task,
                        LabKernelRidge *result,
                        GError **error)
{
  if (!lab_kernel_ridge (matrix, points->training->label, points->validation_n,
                         points->validation_label, points->test->target, workers, task, result,
                         error))
    return FALSE;
  result->excess_risk -= points->irreducible;
  return TRUE;
}

gboolean
lab_ridge_points_matern (const LabRidgePoints *points,
                         gsize training_n,
                         guint workers,
                         LabTask *task,
                         LabKernelRidge *result,
                         GError **error)
{
  const guint dimension = points->training->ambient_dimension;
  const float *x = points->training->x;
  g_autoptr (LabKernelMatrix) matrix = NULL;

  g_return_val_if_fail (training_n > 1 && training_n <= points->training->n, FALSE);

  matrix = lab_kernel_matrix_new_matern (
      LAB_MATERN_1_2, lab_typical_distance (dimension, training_n, x), dimension, training_n, x,
      points->validation_n + points->test_n, points->x, workers, task, error);
  return matrix && lab_ridge_points_solve (points, matrix, workers, task, result, error);
}

/* With the kernel of the network that the run begins with. */
static gboolean
regress_tangent (const LabRidgePoints *points,
                 const LabExperiment *experiment,
                 const LabRunPlan *plan,
                 guint workers,
                 LabTask *task,
                 LabKernelRidge *result,
                 GError **error)
{
  g_autoptr (LabTrainer) trainer = NULL;
  g_autoptr (LabTangentKernel) kernel = NULL;
  LabTangentKernelRequest request = {.n = points->training_n,
                                     .x = points->training->x,
                                     .test_n = points->validation_n + points->test_n,
                                     .test_x = points->x,
                                     .progress = 1};
  LabTrainingSettings settings;

  lab_experiment_model_shape (experiment, plan, &request.shape);
  lab_experiment_training (experiment, plan, &settings);
  trainer = lab_trainer_new (&request.shape, &settings, experiment->seed, lab_run_stream_key (plan),
                             task ? &task->cancelled : NULL, error);
  if (!trainer)
    return FALSE;
  request.parameters = lab_trainer_parameters (trainer);
  kernel = lab_tangent_kernel_new (&request, workers, task, error);
  return kernel && lab_ridge_points_solve (points, kernel->matrix, workers, task, result, error);
}

gboolean
lab_run_ridge (const LabExperiment *experiment,
               const LabRunPlan *plan,
               LabRidgeKernel kernel,
               LabDataShelf *shelf,
               guint workers,
               LabTask *task,
               LabKernelRidge *result,
               GError **error)
{
  g_autoptr (LabDataShelf) own_shelf = NULL;
  g_auto (LabRidgePoints) points = {.x = NULL};
  const LabRunData *data;

  g_return_val_if_fail (experiment != NULL && plan != NULL && result != NULL, FALSE);

  if (!lab_ridge_check (experiment, error))
    return FALSE;
  if (!shelf)
    shelf = own_shelf = lab_data_shelf_new ();
  data = lab_run_data (experiment, plan, shelf, task ? &task->cancelled : NULL, error);
  if (!data)
    return FALSE;
  lab_ridge_points_init (&points, experiment, plan, data, TRUE, data->test->n);
  if (kernel == LAB_RIDGE_TANGENT)
    return regress_tangent (&points, experiment, plan, workers, task, result, error);
  return lab_ridge_points_matern (&points, points.training_n, workers, task, result, error);
}
