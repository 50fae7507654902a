/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a model is at its optimisation floor: the local slope of risk over time at the end. */
#include "experiment/run/optimisation-floor.h"
#include "experiment/run/optimisation-floor-testing.h"

#include <math.h>

#include "theory/exponents.h"

/* The last part of training begins at 1 / LAST_PART of the steps. */
#define LAST_PART 3

/* Order of the neural tangent kernel of ReLU-like networks (theory.md, section 0). */
#define KERNEL_ORDER 0.5

/* Sums of a straight-line fit of y on x. */
typedef struct
{
  double n, x, y, xx, xy;
} LineSums;

static void
add_run (LineSums *sums, const LabRun *run, guint first_step)
{
  for (guint i = 0; i < run->evaluation_count; i++) {
    const LabEvaluation *evaluation = &run->evaluations[i];
    if (evaluation->step < first_step || !(evaluation->excess_risk > 0.0) ||
        !isfinite (evaluation->excess_risk))
      continue;
    double x = log (evaluation->step), y = log (evaluation->excess_risk);
    sums->n += 1.0;
    sums->x += x;
    sums->y += y;
    sums->xx += x * x;
    sums->xy += x * y;
  }
}

guint
lab_optimisation_floor_first_step (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);
  return experiment->steps / LAST_PART + 1;
}

double
lab_optimisation_floor_slope (const LabExperiment *experiment,
                              LabRun *const *runs,
                              guint count,
                              guint grid_index)
{
  g_return_val_if_fail (experiment != NULL, NAN);
  g_return_val_if_fail (runs != NULL || count == 0, NAN);

  /* Runs of an experiment are evaluated at the same steps, so one fit to all their values is the
   * fit to their mean. */
  LineSums sums = {0};
  guint first_step = lab_optimisation_floor_first_step (experiment);
  for (guint i = 0; i < count; i++)
    if (runs[i] != NULL && runs[i]->status == LAB_RUN_FINISHED &&
        runs[i]->plan.grid_index == grid_index)
      add_run (&sums, runs[i], first_step);
  double spread = sums.n * sums.xx - sums.x * sums.x;
  if (spread <= 1e-9 * sums.n * sums.xx)
    return NAN;
  return -(sums.n * sums.xy - sums.x * sums.y) / spread;
}

gboolean
lab_optimisation_floor_reached (const LabExperiment *experiment,
                                LabRun *const *runs,
                                guint count,
                                guint grid_index)
{
  double slope = lab_optimisation_floor_slope (experiment, runs, count, grid_index);
  return slope >= lab_theory_time_exponent (lab_experiment_smoothness (experiment),
                                            lab_experiment_dimension (experiment), KERNEL_ORDER);
}
