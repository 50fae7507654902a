/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile intervals of the numbers of a joint law. */
#include "fit/joint/joint-bootstrap.h"
#include "fit/joint/joint-solver.h"
#include "fit/sample/student.h"

#include <math.h>

#define PROBABILITY 0.95
#define FIRST_STEP  0.02 /* in the logarithm */
#define MOST_STEPS  40
#define BISECTIONS  20
#define LEAST_VALUE 1e-3 /* of a number at 0: its profile begins at this share of the least loss */

typedef struct
{
  LabJointSolver *solver;
  LabJointNumber number;
  double limit;
} Profile;

/* How far from ln_best the loss stays below the limit in one direction; INFINITY where it always does. */
static double
find_end (const Profile *profile, const LabJointSolution *best, double ln_best, double direction)
{
  LabJointSolution inside = *best, trial;
  double reached = 0.0, step = FIRST_STEP, beyond = INFINITY;

  for (guint s = 0; s < MOST_STEPS && !isfinite (beyond); s++) {
    trial = inside;
    double value = exp (ln_best + direction * (reached + step));
    double loss = lab_joint_solver_hold (profile->solver, profile->number, value, &trial);
    if (loss > profile->limit || !isfinite (loss)) {
      beyond = reached + step;
      break;
    }
    inside = trial;
    reached += step;
    step *= 1.5;
  }
  if (!isfinite (beyond))
    return INFINITY;
  for (guint b = 0; b < BISECTIONS; b++) {
    double middle = 0.5 * (reached + beyond);
    trial = inside;
    double loss = lab_joint_solver_hold (profile->solver, profile->number,
                                         exp (ln_best + direction * middle), &trial);
    if (loss > profile->limit || !isfinite (loss)) {
      beyond = middle;
    } else {
      inside = trial;
      reached = middle;
    }
  }
  return 0.5 * (reached + beyond);
}

void
lab_joint_profile (const LabJointTable *table,
                   const LabJointFit *fit,
                   LabJointNumber number,
                   double *low,
                   double *high)
{
  double value = fit->law.number[number];
  guint degrees = table->count - lab_joint_form_parameters (fit->law.form);
  LabJointSolution best;

  *low = *high = NAN;
  if (fit->robust || !isfinite (value) || (value == 0.0 && number != LAB_JOINT_E) ||
      (number == LAB_JOINT_POWER && fit->law.form != LAB_JOINT_KAPLAN) ||
      (number == LAB_JOINT_E && fit->law.form == LAB_JOINT_KAPLAN) ||
      (number == LAB_JOINT_BETA && fit->law.form == LAB_JOINT_KAPLAN))
    return;
  double critical = lab_student_critical_value (degrees, PROBABILITY);
  g_autoptr (LabJointSolver) solver = lab_joint_solver_new (table, fit->law.form, INFINITY);
  const Profile profile = {
      .solver = solver,
      .number = number,
      .limit = fit->objective * (1.0 + critical * critical / degrees),
  };
  lab_joint_solution_from_law (table, &fit->law, &best);
  double start = value;
  for (guint i = 0; value == 0.0 && i < table->count; i++) {
    double share = LEAST_VALUE * exp (table->ln_y[i]);
    start = i == 0 ? share : fmin (start, share);
  }
  double below = value == 0.0 ? INFINITY : find_end (&profile, &best, log (start), -1.0);
  *low = isfinite (below) ? start * exp (-below) : 0.0;
  *high = start * exp (find_end (&profile, &best, log (start), 1.0));
}
