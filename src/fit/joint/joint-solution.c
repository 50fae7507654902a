/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solution in units of its table, and the law that it is. */
#include "fit/joint/joint-solver.h"

#include <math.h>

#define FAINT 1e-7

void
lab_joint_solution_drop_faint (const LabJointTable *table, LabJointSolution *solution)
{
  double most[3] = {1.0, 0.0, 0.0}, least = INFINITY;

  for (guint i = 0; i < table->count; i++) {
    most[1] = fmax (most[1], exp (-solution->alpha * table->ln_n[i]));
    most[2] = fmax (most[2], exp (-solution->beta * table->ln_d[i]));
    least = fmin (least, exp (table->ln_y[i] / solution->power));
  }
  for (guint k = 0; k < 3; k++)
    if (solution->coefficient[k] * most[k] < FAINT * least)
      solution->coefficient[k] = 0.0;
}

void
lab_joint_solution_law (const LabJointTable *table,
                        const LabJointSolution *solution,
                        LabJointLaw *law)
{
  gboolean has_n = solution->coefficient[LAB_JOINT_A] > 0.0;
  gboolean has_d = solution->coefficient[LAB_JOINT_B] > 0.0;

  *law = (LabJointLaw){.form = solution->form};
  law->number[LAB_JOINT_E] = solution->coefficient[LAB_JOINT_E];
  law->number[LAB_JOINT_A] =
      has_n ? solution->coefficient[LAB_JOINT_A] * exp (solution->alpha * table->centre_n) : 0.0;
  law->number[LAB_JOINT_B] =
      has_d ? solution->coefficient[LAB_JOINT_B] * exp (solution->beta * table->centre_d) : 0.0;
  law->number[LAB_JOINT_ALPHA] = has_n ? solution->alpha : 0.0;
  law->number[LAB_JOINT_BETA] = has_d ? solution->beta : 0.0;
  law->number[LAB_JOINT_POWER] = solution->power;
}

void
lab_joint_solution_from_law (const LabJointTable *table,
                             const LabJointLaw *law,
                             LabJointSolution *solution)
{
  *solution = (LabJointSolution){
      .form = law->form,
      .alpha = law->number[LAB_JOINT_ALPHA],
      .beta = law->number[LAB_JOINT_BETA],
      .power = law->number[LAB_JOINT_POWER],
  };
  solution->coefficient[LAB_JOINT_E] = law->number[LAB_JOINT_E];
  solution->coefficient[LAB_JOINT_A] =
      law->number[LAB_JOINT_A] * exp (-solution->alpha * table->centre_n);
  solution->coefficient[LAB_JOINT_B] =
      law->number[LAB_JOINT_B] * exp (-solution->beta * table->centre_d);
  /* A term that is not there has no exponent; where it comes back, it begins with the other's. */
  if (!(solution->alpha > 0.0))
    solution->alpha = solution->beta;
  if (!(solution->beta > 0.0))
    solution->beta = solution->alpha;
}
