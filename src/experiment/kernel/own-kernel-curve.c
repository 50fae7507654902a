/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/own-kernel-curve.h"

#include "core/memory-available.h"
#include "core/memory.h"
#include "dynamics/kernel-path.h"
#include "dynamics/tangent-kernel.h"
#include "experiment/kernel/run-ridge.h"

#include <math.h>
#include <string.h>

/* On one Zen 4 core, rounded up: multiply-adds of gradients in a second, and seconds of a
 * decomposition per n^3. */
#define GRADIENT_SPEED     2e10
#define DECOMPOSITION_COST 2.5e-10

/* Sizes of the grid from first on that share a kernel. */
typedef struct
{
  guint first, count;
  double sum[LAB_GRID_MAX][LAB_OWN_KERNEL_MOMENTS];    /* of test risks over the repeats */
  double stopped[LAB_GRID_MAX], squares[LAB_GRID_MAX]; /* likewise of those where runs stop */
} Group;

typedef struct
{
  const LabExperiment *experiment;
  guint workers;
  LabTask *task;
  LabOwnKernelProgress progress;
  gpointer user_data;
  LabOwnKernelCurve *curve;
  LabDataShelf *shelf;
  double times[LAB_OWN_KERNEL_MOMENTS];
} Errand;

gboolean
lab_own_kernel_goes_over (LabSweep axis)
{
  return axis == LAB_SWEEP_DATA || axis == LAB_SWEEP_MODEL;
}

static gboolean
is_split (const LabExperiment *experiment)
{
  return experiment->validation == LAB_VALIDATION_SPLIT;
}

/* Examples of the kernel's square part: a split's validation points lie within it. */
static gsize
kernel_examples (const LabExperiment *experiment, const LabRunPlan *plan)
{
  return is_split (experiment) ? (gsize)plan->n : lab_experiment_training_points (experiment, plan);
}

/* Examples beside them. */
static gsize
other_examples (const LabExperiment *experiment, const LabRunPlan *plan)
{
  const gsize test = MAX (LAB_OWN_KERNEL_TEST_POINTS / lab_experiment_outputs (experiment), 1);

  return MIN (test, lab_experiment_test_points (experiment)) +
         (is_split (experiment) ? 0 : lab_experiment_validation_labels (experiment, plan));
}

/* Whether a size has a kernel; the curve takes the first reason why not. */
static gboolean
is_affordable (const Errand *errand, const LabRunPlan *plan)
{
  const LabExperiment *experiment = errand->experiment;
  const guint outputs = lab_experiment_outputs (experiment);
  const gsize n = kernel_examples (experiment, plan), others = other_examples (experiment, plan);
  const double rows = (double)(n * outputs);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  LabKernelPlan kernel;
  LabModelShape shape;
  double seconds;

  lab_experiment_model_shape (experiment, plan, &shape);
  seconds = rows * (rows + 2.0 * (double)(others * outputs)) *
                (double)lab_model_shape_parameters (&shape) / GRADIENT_SPEED +
            DECOMPOSITION_COST * rows * rows * rows;
  if (n * outputs > errand->curve->most_points)
    reason = g_strdup_printf ("n = %" G_GUINT64_FORMAT " has more than %" G_GSIZE_FORMAT
                              " training labels.",
                              plan->n, errand->curve->most_points);
  else if (!lab_kernel_plan (&shape, n, others, lab_parallel_workers (errand->workers, G_MAXINT), 0,
                             FALSE, &kernel, &error) ||
           !lab_memory_fits (kernel.bytes, "the kernel", &error))
    reason = g_strdup (error->message);
  else if (seconds > LAB_OWN_KERNEL_SECONDS)
    reason = g_strdup_printf ("the kernel of n = %" G_GUINT64_FORMAT
                              " would take about %.0f s a repeat; at most %d are spent.",
                              plan->n, seconds, LAB_OWN_KERNEL_SECONDS);
  if (reason != NULL && *errand->curve->reason == '\0')
    g_strlcpy (errand->curve->reason, reason, sizeof errand->curve->reason);
  return reason == NULL;
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

/* One repeat of a group: its data and its kernel. */
typedef struct
{
  const LabRunData *data;
  LabRidgePoints points; /* of the largest size; validation points only where they are extra ones */
  LabTangentKernel *kernel;
} Repeat;

static void
repeat_clear (Repeat *repeat)
{
  lab_ridge_points_clear (&repeat->points);
  g_clear_pointer (&repeat->kernel, lab_tangent_kernel_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Repeat, repeat_clear)

/* The network is that of plan `first`, the points are those of plan `last`. */
static gboolean
repeat_init (Repeat *repeat,
             const Errand *errand,
             const LabRunPlan *first,
             const LabRunPlan *last,
             GError **error)
{
  const LabExperiment *experiment = errand->experiment;
  g_autoptr (LabTrainer) trainer = NULL;
  LabTangentKernelRequest request = {.n = kernel_examples (experiment, last), .progress = 0};
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
validation_points (const Repeat *repeat,
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
test_points (const Repeat *repeat, guint outputs)
{
  const LabKernelMatrix *matrix = repeat->kernel->matrix;
  const gsize first = repeat->points.validation_n * outputs;

  return (LabKernelPathPoints){repeat->points.test_n * outputs, matrix->test + first * matrix->n,
                               matrix->n, repeat->kernel->test_prediction + first,
                               repeat->data->test->target};
}

/* The flow of one size on its own labels: test (moments) and where the run would stop. */
static gboolean
follow_flow (const Repeat *repeat,
             const Errand *errand,
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

/* What is known of a size after so many repeats. */
static void
tell (const Group *group, guint i, guint repeats, LabOwnKernelPoint *point)
{
  const double mean = group->stopped[i] / repeats;
  const double variance = MAX (group->squares[i] / repeats - mean * mean, 0);
  const double error = repeats > 1 ? sqrt (variance / (repeats - 1)) : 0;

  point->repeats = repeats;
  point->excess_risk = mean;
  point->low = mean - error;
  point->high = mean + error;
  point->oracle_excess_risk = INFINITY;
  for (guint t = 0; t < LAB_OWN_KERNEL_MOMENTS; t++)
    point->oracle_excess_risk = MIN (point->oracle_excess_risk, group->sum[i][t] / repeats);
}

/* Adds one repeat to all sizes of a group. */
static gboolean
make_repeat (const Errand *errand, Group *group, guint index, GError **error)
{
  const guint repeats = errand->experiment->repeats;
  g_auto (Repeat) repeat = {.data = NULL};
  LabRunPlan first, plan;

  lab_experiment_plan (errand->experiment, group->first * repeats + index, &first);
  lab_experiment_plan (errand->experiment, (group->first + group->count - 1) * repeats + index,
                       &plan);
  if (!repeat_init (&repeat, errand, &first, &plan, error))
    return FALSE;
  for (guint i = 0; i < group->count; i++) {
    double test[LAB_OWN_KERNEL_MOMENTS];
    guint stop;

    lab_experiment_plan (errand->experiment, (group->first + i) * repeats + index, &plan);
    if (!follow_flow (&repeat, errand, &plan, test, &stop, error))
      return FALSE;
    for (guint t = 0; t < LAB_OWN_KERNEL_MOMENTS; t++)
      group->sum[i][t] += test[t] - repeat.points.irreducible;
    const double risk = test[stop] - repeat.points.irreducible;
    group->stopped[i] += risk;
    group->squares[i] += risk * risk;
  }
  return TRUE;
}

static gboolean
make_group (const Errand *errand, guint first, guint count, GError **error)
{
  g_autofree Group *group = g_new0 (Group, 1);
  LabOwnKernelCurve *curve = errand->curve;
  LabOwnKernelPoint *points = &curve->points[curve->count];

  group->first = first;
  group->count = count;
  for (guint repeat = 0; repeat < errand->experiment->repeats; repeat++) {
    if (!make_repeat (errand, group, repeat, error))
      return FALSE;
    for (guint i = 0; i < count; i++) {
      LabModelShape shape;
      LabRunPlan plan;

      lab_experiment_plan (errand->experiment, (first + i) * errand->experiment->repeats, &plan);
      lab_experiment_model_shape (errand->experiment, &plan, &shape);
      tell (group, i, repeat + 1, &points[i]);
      points[i].x = lab_axis (errand->experiment->sweep)
                        ->place (&plan, lab_model_shape_parameters (&shape), 0, 0);
    }
    if (repeat == 0)
      curve->count += count;
    if (errand->progress != NULL)
      errand->progress (curve, errand->user_data);
  }
  return TRUE;
}

gboolean
lab_own_kernel_curve_compute (const LabExperiment *experiment,
                              gsize most_points,
                              guint workers,
                              LabTask *task,
                              LabOwnKernelProgress progress,
                              gpointer user_data,
                              LabOwnKernelCurve *curve,
                              GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  Errand errand = {.experiment = experiment,
                   .workers = workers,
                   .task = task,
                   .progress = progress,
                   .user_data = user_data,
                   .curve = curve,
                   .shelf = shelf};
  double grid[LAB_GRID_MAX];
  guint length, affordable = 0;

  g_return_val_if_fail (experiment != NULL && curve != NULL, FALSE);
  g_return_val_if_fail (lab_own_kernel_goes_over (experiment->sweep), FALSE);
  g_return_val_if_fail (most_points >= 2 && most_points <= LAB_OWN_KERNEL_POINTS_MAX, FALSE);

  *curve = (LabOwnKernelCurve){.stops_on_validation = experiment->validation != LAB_VALIDATION_NONE,
                               .most_points = most_points};
  for (guint i = 0; i < LAB_OWN_KERNEL_MOMENTS; i++)
    errand.times[i] = pow (LAB_OWN_KERNEL_LAST, i / (LAB_OWN_KERNEL_MOMENTS - 1.0));
  length = lab_experiment_grid (experiment, grid);
  for (guint i = 0; i < length; i++) { /* the grid ascends, and so do costs */
    LabRunPlan plan;

    lab_experiment_plan (experiment, i * experiment->repeats, &plan);
    affordable += is_affordable (&errand, &plan);
  }
  curve->left_out = length - affordable;
  if (lab_axis_has_key (experiment->sweep, "n"))
    return affordable == 0 || make_group (&errand, 0, affordable, error);
  for (guint i = 0; i < affordable; i++)
    if (!make_group (&errand, i, 1, error))
      return FALSE;
  return TRUE;
}
