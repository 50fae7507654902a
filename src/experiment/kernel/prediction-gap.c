/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/prediction-gap.h"

#include "core/error.h"
#include "core/queue.h"
#include "experiment/kernel/own-kernel-private.h"
#include "experiment/run/run.h"

#include <math.h>

/* Floating point operations that the descent of one repeat may take: about three seconds. */
#define MOST_FLOP 1.5e11

/* The descent goes on so many times longer than the kernel's best moment. */
#define LONGER 4.0

#define POWER_STEPS 60

/* Sums of test risks over the repeats. */
typedef struct
{
  double kernel_best, kernel_stop;
  double descent_best;
  double run_best, run_stop;
  guint descent_moments; /* 0: not yet chosen */
  guint cut;             /* descents that were best at their last moment */
} Sums;

static guint
least_of (const double *values, guint count)
{
  guint least = 0;

  for (guint i = 1; i < count; i++)
    if (values[i] < values[least])
      least = i;
  return least;
}

/* Largest eigenvalue of the kernel of the first n rows over n, by power iteration. */
static double
largest_eigenvalue (const LabKernelMatrix *matrix, gsize n)
{
  g_autofree double *vector = g_new (double, n);
  g_autofree double *image = g_new (double, n);
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    vector[i] = 1 / sqrt ((double)n);
  for (guint step = 0; step < POWER_STEPS; step++) {
    double squares = 0;

    for (gsize i = 0; i < n; i++) {
      image[i] = 0;
      for (gsize j = 0; j < n; j++)
        image[i] += matrix->train[i * matrix->n + j] * vector[j];
      squares += image[i] * image[i];
    }
    largest = sqrt (squares) / (double)n;
    for (gsize i = 0; i < n; i++)
      vector[i] = image[i] / sqrt (squares);
  }
  return largest;
}

/* How many of the kernel's moments the descent is measured at. */
static guint
choose_moments (const LabOwnKernelErrand *errand, const LabRunPlan *plan, guint best)
{
  LabModelShape shape;
  double most;
  guint count = 1;

  lab_experiment_model_shape (errand->experiment, plan, &shape);
  most = MOST_FLOP / ((double)lab_model_shape_training_flop (&shape) *
                      (double)lab_experiment_training_points (errand->experiment, plan));
  while (count < LAB_OWN_KERNEL_MOMENTS && errand->times[count] <= most &&
         errand->times[count] <= LONGER * errand->times[best])
    count++;
  return count;
}

/* On the test points of the repeat; NaN when stopped. */
static double
test_risk (LabTrainer *trainer, const LabOwnKernelRepeat *repeat, guint outputs, float *predictions)
{
  const gsize values = repeat->points.test_n * outputs;
  double sum = 0;

  if (!lab_trainer_predict (trainer, repeat->points.test_n, repeat->data->test->x, predictions))
    return NAN;
  for (gsize i = 0; i < values; i++)
    sum += pow ((double)predictions[i] - (double)repeat->data->test->target[i], 2);
  return sum / (double)values - repeat->points.irreducible;
}

/* The network by gradient descent at 1 / mu_max. FALSE: stopped, or error. */
static gboolean
descend (const LabOwnKernelErrand *errand,
         const LabOwnKernelRepeat *repeat,
         const LabRunPlan *plan,
         Sums *sums,
         GError **error)
{
  const gsize n = lab_experiment_training_points (errand->experiment, plan);
  const guint outputs = lab_experiment_outputs (errand->experiment);
  g_autoptr (LabTrainer) trainer = NULL;
  g_autofree float *predictions = g_new (float, repeat->points.test_n *outputs);
  LabExperiment plain = *errand->experiment;
  LabTrainingSettings settings;
  LabModelShape shape;
  double least = INFINITY, risk = INFINITY;
  guint done = 0;

  plain.optimizer = LAB_OPTIMIZER_GD;
  plain.schedule = LAB_SCHEDULE_CONSTANT;
  plain.learning_rate = 1 / largest_eigenvalue (repeat->kernel->matrix, n * outputs);
  plain.steps = (guint)errand->times[sums->descent_moments - 1];
  lab_experiment_model_shape (&plain, plan, &shape);
  lab_experiment_training (&plain, plan, &settings);
  trainer = lab_trainer_new (&shape, &settings, plain.seed, lab_run_stream_key (plan),
                             errand->task ? &errand->task->cancelled : NULL, error);
  if (trainer == NULL)
    return FALSE;
  for (guint i = 0; i < sums->descent_moments; i++) {
    for (; done < (guint)errand->times[i]; done++)
      if (!isfinite (lab_trainer_step (trainer, repeat->data->training->x,
                                       repeat->data->training->label, NULL)))
        return FALSE;
    risk = test_risk (trainer, repeat, outputs, predictions);
    least = fmin (least, risk);
  }
  sums->descent_best += least;
  sums->cut += risk <= least;
  return !lab_task_is_cancelled (errand->task);
}

/* The run itself, measured on the same test points at each of its evaluations. */
static gboolean
train (const LabOwnKernelErrand *errand,
       const LabOwnKernelRepeat *repeat,
       const LabRunPlan *plan,
       Sums *sums,
       GError **error)
{
  g_autoptr (LabQueue) outputs = lab_queue_new ((GDestroyNotify)lab_run_output_free);
  LabRunControl control = {.outputs = outputs};
  g_autoptr (LabRun) run =
      lab_run_train (errand->experiment, plan, NULL, &control, NULL, NULL, error);
  const gsize values = repeat->points.test_n * lab_experiment_outputs (errand->experiment);
  double least = INFINITY;

  if (run == NULL || run->status != LAB_RUN_FINISHED)
    return FALSE;
  for (LabRunOutput *output; (output = lab_queue_try_pop (outputs)) != NULL;) {
    const gsize there = MIN (values, (gsize)output->n * output->outputs);
    double sum = 0;

    for (gsize i = 0; i < there; i++)
      sum += pow ((double)output->values[i] - (double)repeat->data->test->target[i], 2);
    sum = sum / (double)there - repeat->points.irreducible;
    least = fmin (least, sum);
    if (run->chosen >= 0 && run->evaluations[run->chosen].step == output->step)
      sums->run_stop += sum;
    lab_run_output_free (output);
  }
  sums->run_best += least;
  return isfinite (least) && !lab_task_is_cancelled (errand->task);
}

static gboolean
make_repeat (const LabOwnKernelErrand *errand, guint size, guint index, Sums *sums, GError **error)
{
  g_auto (LabOwnKernelRepeat) repeat = {.data = NULL};
  double test[LAB_OWN_KERNEL_MOMENTS];
  LabRunPlan plan;
  guint stop;

  lab_experiment_plan (errand->experiment, size * errand->experiment->repeats + index, &plan);
  if (!lab_own_kernel_repeat_init (&repeat, errand, &plan, &plan, error) ||
      !lab_own_kernel_repeat_follow (&repeat, errand, &plan, test, &stop, error))
    return FALSE;
  sums->kernel_best += test[least_of (test, LAB_OWN_KERNEL_MOMENTS)] - repeat.points.irreducible;
  sums->kernel_stop += test[stop] - repeat.points.irreducible;
  if (sums->descent_moments == 0)
    sums->descent_moments = choose_moments (errand, &plan, least_of (test, LAB_OWN_KERNEL_MOMENTS));
  lab_task_report (errand->task, (index + 0.3) / errand->experiment->repeats);
  return descend (errand, &repeat, &plan, sums, error) &&
         train (errand, &repeat, &plan, sums, error);
}

/* The largest size with few enough labels; -1: none. */
static int
find_size (const LabExperiment *experiment)
{
  double grid[LAB_GRID_MAX];
  int found = -1;
  const guint length = lab_experiment_grid (experiment, grid);

  for (guint i = 0; i < length; i++) {
    LabRunPlan plan;

    lab_experiment_plan (experiment, i * experiment->repeats, &plan);
    if (lab_own_kernel_examples (experiment, &plan) * lab_experiment_outputs (experiment) <=
        LAB_PREDICTION_GAP_POINTS)
      found = (int)i;
  }
  return found;
}

static void
conclude (const LabOwnKernelErrand *errand, guint size, const Sums *sums, LabPredictionGap *gap)
{
  const LabExperiment *experiment = errand->experiment;
  const guint repeats = experiment->repeats;
  LabModelShape shape;
  LabRunPlan plan;

  lab_experiment_plan (experiment, size * repeats, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  *gap = (LabPredictionGap){
      .x = lab_axis (experiment->sweep)->place (&plan, lab_model_shape_parameters (&shape), 0, 0),
      .repeats = repeats,
      .descent_steps = (guint)errand->times[sums->descent_moments - 1],
      .is_cut = sums->cut > 0,
      .kernel_stop = sums->kernel_stop / repeats,
      .kernel_best = sums->kernel_best / repeats,
      .descent_best = sums->descent_best / repeats,
      .run_stop = sums->run_stop / repeats,
      .run_best = sums->run_best / repeats,
  };
  gap->choice = gap->run_stop / gap->run_best / (gap->kernel_stop / gap->kernel_best);
  gap->optimiser = gap->run_best / gap->descent_best;
  gap->features = gap->descent_best / gap->kernel_best;
}

gboolean
lab_prediction_gap_compute (const LabExperiment *experiment,
                            guint workers,
                            LabTask *task,
                            LabPredictionGap *gap,
                            GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  LabOwnKernelErrand errand = {experiment, workers, task, shelf, {0}};
  Sums sums = {.descent_moments = 0};
  int size;

  g_return_val_if_fail (experiment != NULL && gap != NULL, FALSE);
  g_return_val_if_fail (lab_own_kernel_goes_over (experiment->sweep), FALSE);

  size = find_size (experiment);
  if (size < 0)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "gap=1: the gap is split at a size of at most %d training labels; the grid "
                       "has none.",
                       LAB_PREDICTION_GAP_POINTS);
  for (guint i = 0; i < LAB_OWN_KERNEL_MOMENTS; i++)
    errand.times[i] = pow (LAB_OWN_KERNEL_LAST, i / (LAB_OWN_KERNEL_MOMENTS - 1.0));
  for (guint repeat = 0; repeat < experiment->repeats; repeat++)
    if (!make_repeat (&errand, (guint)size, repeat, &sums, error))
      return FALSE;
  conclude (&errand, (guint)size, &sums, gap);
  return TRUE;
}
