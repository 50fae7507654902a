/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/ridge-curve.h"

#include <math.h>

const char *
lab_ridge_kernel_name (LabRidgeKernel kernel)
{
  return kernel == LAB_RIDGE_MATERN ? "matern" : "tangent";
}

/* Between the parts of a computation. */
typedef struct
{
  const LabExperiment *experiment;
  guint workers;
  LabTask *task;
  LabDataShelf *shelf;
} Errand;

/* FALSE where a regression failed or was stopped. */
static gboolean
make_point (const Errand *errand,
            LabRidgeKernel kernel,
            guint grid_index,
            LabRidgePoint *point,
            GError **error)
{
  const guint repeats = errand->experiment->repeats;
  double sum = 0, squares = 0;

  for (guint repeat = 0; repeat < repeats; repeat++) {
    LabKernelRidge ridge;
    LabRunPlan plan;
    double value;

    lab_experiment_plan (errand->experiment, grid_index * repeats + repeat, &plan);
    if (!lab_run_ridge (errand->experiment, &plan, kernel, errand->shelf, errand->workers,
                        errand->task, &ridge, error))
      return FALSE;
    point->n = (double)plan.n;
    value = log (ridge.excess_risk);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / repeats;
  const double spread =
      repeats > 1 ? sqrt (MAX (squares / repeats - mean * mean, 0) / (repeats - 1)) : 0;

  point->repeats = repeats;
  point->mean = exp (mean);
  point->low = exp (mean - spread);
  point->high = exp (mean + spread);
  return TRUE;
}

/* Grid values that are not too dear; the others are counted. */
static guint
affordable (const LabExperiment *experiment, LabRidgeCurve *curve)
{
  double grid[LAB_GRID_MAX];
  const guint length = lab_experiment_grid (experiment, grid);
  guint count = 0;

  for (guint i = 0; i < length; i++) {
    LabRunPlan plan;

    lab_experiment_plan (experiment, i * experiment->repeats, &plan);
    count += lab_experiment_training_points (experiment, &plan) <= LAB_RUN_RIDGE_POINTS;
  }
  curve->left_out = length - count;
  return count; /* the grid ascends */
}

gboolean
lab_ridge_curve_compute (const LabExperiment *experiment,
                         guint workers,
                         LabTask *task,
                         LabRidgeCurveProgress progress,
                         gpointer user_data,
                         LabRidgeCurve *curve,
                         GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  const Errand errand = {experiment, workers, task, shelf};
  guint length;

  g_return_val_if_fail (experiment != NULL && curve != NULL, FALSE);
  g_return_val_if_fail (lab_axis (experiment->sweep)->kernel == LAB_AXIS_KERNEL_RIDGE, FALSE);

  *curve = (LabRidgeCurve){0};
  length = affordable (experiment, curve);
  for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
    for (guint i = 0; i < length; i++) {
      if (!make_point (&errand, kernel, i, &curve->points[kernel][i], error))
        return FALSE;
      curve->count[kernel]++;
      if (progress != NULL)
        progress (curve, user_data);
    }
  return TRUE;
}
