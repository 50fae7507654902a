/* A run as a value: what was measured, and when measurements are taken. */
#include "experiment/run.h"

#include <math.h>

/* About eight evaluations per decade over 1000 steps; trajectories are the curve on the time and
 * compute axes and need more. */
#define EVALUATIONS            24
#define TRAJECTORY_EVALUATIONS LAB_EVALUATIONS_MAX

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

  gboolean trajectory =
      experiment->sweep == LAB_SWEEP_TIME || experiment->sweep == LAB_SWEEP_COMPUTE;
  guint wanted = trajectory ? TRAJECTORY_EVALUATIONS : EVALUATIONS;
  double ratio = log (experiment->steps) / (wanted - 1);
  guint count = 0;
  for (guint i = 0; i < wanted; i++) {
    guint step = i + 1 < wanted ? (guint)lround (exp (ratio * i)) : experiment->steps;
    if (count == 0 || step > steps[count - 1])
      steps[count++] = step;
  }
  return count;
}
