/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run as a value: what was measured, and when measurements are taken. */
#include "experiment/run/run.h"
#include "experiment/run/run-testing.h"

#include <math.h>

#include "experiment/task.h"

/* About eight evaluations per decade over 1000 steps; trajectories are the curve on the time and
 * compute axes and need more. */
#define EVALUATIONS            24
#define TRAJECTORY_EVALUATIONS LAB_EVALUATIONS_MAX

/* Where one point of a run counts, it is not found in the first 1 / SKIPPED_PART of the steps: that
 * is less than half of a cosine's warm-up. */
#define SKIPPED_PART 50

/* Points that take some hundredths of a second to draw. */
#define DRAWN_AHEAD 65536

/* Of a language model after its best one, before a run ends. */
#define WORSE_EVALUATIONS 4

/* Repeats are far fewer. */
#define STREAM_KEY_REPEATS 65536

LabRun *
lab_run_ref (LabRun *run)
{
  g_return_val_if_fail (run != NULL, NULL);

  g_atomic_int_inc (&run->reference_count); /* compiled here: ThreadSanitizer sees it */
  return run;
}

void
lab_run_unref (LabRun *run)
{
  g_return_if_fail (run != NULL);

  if (!g_atomic_int_dec_and_test (&run->reference_count))
    return;
  g_free (run->reason);
  g_free (run->evaluations);
  g_free (run);
}

guint32
lab_run_stream_key (const LabRunPlan *plan)
{
  g_return_val_if_fail (plan != NULL, 0);

  return plan->grid_index * STREAM_KEY_REPEATS + plan->repeat;
}

double
lab_run_excess_risk (const LabRun *run)
{
  g_return_val_if_fail (run != NULL, NAN);

  return run->chosen < 0 ? NAN : run->evaluations[run->chosen].excess_risk;
}

guint
lab_run_evaluation_steps (const LabExperiment *experiment, guint steps[LAB_EVALUATIONS_MAX])
{
  g_return_val_if_fail (experiment != NULL && experiment->steps > 0, 0);

  gboolean trajectory = lab_axis (experiment->sweep)->is_trajectory;
  guint wanted = trajectory ? TRAJECTORY_EVALUATIONS : EVALUATIONS;
  guint first = trajectory ? 1 : (experiment->steps + SKIPPED_PART - 1) / SKIPPED_PART;
  double ratio = log (experiment->steps) / (wanted - 1);
  guint count = 0;
  for (guint i = 0; i < wanted; i++) {
    guint step = i + 1 < wanted ? (guint)lround (exp (ratio * i)) : experiment->steps;
    if (step >= first && (count == 0 || step > steps[count - 1]))
      steps[count++] = step;
  }
  return count;
}

gsize
lab_run_points_to_draw (const LabExperiment *experiment, const LabRunPlan *plan)
{
  g_return_val_if_fail (experiment != NULL && plan != NULL, 0);

  double grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);
  gsize needed = (gsize)plan->n;
  if (!lab_axis_has_key (experiment->sweep, "n") || grid[length - 1] > DRAWN_AHEAD)
    return needed;
  return MAX (needed, (gsize)grid[length - 1]);
}

gboolean
lab_run_is_past_its_best (const LabExperiment *experiment, const LabRun *run)
{
  g_return_val_if_fail (experiment != NULL && run != NULL, FALSE);

  guint best = 0;
  if (!lab_task_info (experiment->task)->deals || run->validation_labels == 0 ||
      lab_axis (experiment->sweep)->is_trajectory)
    return FALSE;
  for (guint i = 1; i < run->evaluation_count; i++)
    if (run->evaluations[i].validation_loss < run->evaluations[best].validation_loss)
      best = i;
  return run->evaluation_count > best + WORSE_EVALUATIONS;
}

const LabRunData *
lab_run_data (const LabExperiment *experiment,
              const LabRunPlan *plan,
              LabDataShelf *shelf,
              const gint *stop,
              GError **error)
{
  g_return_val_if_fail (experiment != NULL && plan != NULL && shelf != NULL, NULL);

  gboolean split = experiment->validation == LAB_VALIDATION_SPLIT;
  LabRunSource source;
  lab_experiment_run_source (experiment, plan, &source);
  return lab_data_shelf_get (
      shelf, &source,
      lab_task_info (experiment->task)->deals ? 0 : lab_run_points_to_draw (experiment, plan),
      split ? 0 : lab_experiment_validation_labels (experiment, plan), stop, error);
}

void
lab_run_output_free (LabRunOutput *output)
{
  if (output == NULL)
    return;
  g_free (output->values);
  g_free (output);
}
