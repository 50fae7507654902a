/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities of every refit. */
#include "fit/joint/joint-optimum.h"

#include <math.h>

typedef struct
{
  double compute, flop, loss;
} Question;

/* Intervals of what spans decades are those of its logarithm. */
static LabJointTold
tell (const LabJointBootstrap *bootstrap, LabJointQuantity quantity, gpointer data, gboolean log_of)
{
  LabJointTold told;

  told.value = quantity (&bootstrap->law, data);
  lab_joint_bootstrap_interval (bootstrap, quantity, data, &told.low, &told.high);
  if (log_of) {
    told.value = exp (told.value);
    told.low = exp (told.low);
    told.high = exp (told.high);
  }
  return told;
}

static double
ln_n (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  double n, d;
  return lab_joint_law_optimum (law, question->compute, question->flop, &n, &d) ? log (n) : NAN;
}

static double
ln_d (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  return log (question->compute / question->flop) - ln_n (law, data);
}

static double
ln_ratio (const LabJointLaw *law, gpointer data)
{
  return ln_d (law, data) - ln_n (law, data);
}

static double
loss_at (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  return lab_joint_law_frontier (law, question->compute, question->flop);
}

void
lab_joint_optimum (const LabJointBootstrap *bootstrap,
                   double compute,
                   double flop,
                   double most,
                   LabJointOptimum *optimum)
{
  Question question = {compute, flop, NAN};

  *optimum = (LabJointOptimum){.compute = compute, .extrapolated = compute > most};
  optimum->n = tell (bootstrap, ln_n, &question, TRUE);
  optimum->d = tell (bootstrap, ln_d, &question, TRUE);
  optimum->ratio = tell (bootstrap, ln_ratio, &question, TRUE);
  optimum->loss = tell (bootstrap, loss_at, &question, FALSE);
  lab_joint_law_flat (&bootstrap->law, compute, flop, LAB_JOINT_FLAT, &optimum->flat_low,
                      &optimum->flat_high);
}

static double
n_exponent (const LabJointLaw *law, gpointer data)
{
  return lab_joint_law_n_exponent (law);
}

static double
d_exponent (const LabJointLaw *law, gpointer data)
{
  return 1.0 - lab_joint_law_n_exponent (law);
}

static double
gain (const LabJointLaw *law, gpointer data)
{
  return lab_joint_law_gain (law);
}

/* Kaplan's own exponents: aN = power alpha, aD = power. */
static double
of_n (const LabJointLaw *law)
{
  double alpha = law->number[LAB_JOINT_ALPHA] * law->number[LAB_JOINT_POWER];
  return alpha > 0.0 ? alpha : NAN;
}

static double
of_d (const LabJointLaw *law)
{
  double beta = law->number[LAB_JOINT_BETA] * law->number[LAB_JOINT_POWER];
  return beta > 0.0 ? beta : NAN;
}

static double
expected_alpha (const LabJointLaw *law, gpointer data)
{
  double beta = of_d (law);
  return beta < 1.0 ? beta / (1.0 - beta) : NAN;
}

static double
dimension_n (const LabJointLaw *law, gpointer data)
{
  return 2.0 / of_n (law);
}

static double
dimension_d (const LabJointLaw *law, gpointer data)
{
  double beta = of_d (law);
  return beta < 1.0 ? 2.0 * (1.0 - beta) / beta : NAN;
}

void
lab_joint_read (const LabJointBootstrap *bootstrap, LabJointReading *reading)
{
  reading->n_exponent = tell (bootstrap, n_exponent, NULL, FALSE);
  reading->d_exponent = tell (bootstrap, d_exponent, NULL, FALSE);
  reading->gain = tell (bootstrap, gain, NULL, FALSE);
  reading->expected_alpha = tell (bootstrap, expected_alpha, NULL, FALSE);
  reading->dimension_n = tell (bootstrap, dimension_n, NULL, FALSE);
  reading->dimension_d = tell (bootstrap, dimension_d, NULL, FALSE);
}

static double
ln_reach (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  return log (lab_joint_law_reach (law, question->loss, question->flop));
}

static double
ln_reach_n (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  Question at = *question;

  at.compute = lab_joint_law_reach (law, question->loss, question->flop);
  return isinf (at.compute) ? INFINITY : ln_n (law, &at);
}

static double
ln_reach_d (const LabJointLaw *law, gpointer data)
{
  const Question *question = data;
  Question at = *question;

  at.compute = lab_joint_law_reach (law, question->loss, question->flop);
  return isinf (at.compute) ? INFINITY : ln_d (law, &at);
}

void
lab_joint_reach (const LabJointBootstrap *bootstrap,
                 double loss,
                 double flop,
                 LabJointTold *compute,
                 LabJointTold *n,
                 LabJointTold *d)
{
  Question question = {NAN, flop, loss};

  *compute = tell (bootstrap, ln_reach, &question, TRUE);
  *n = tell (bootstrap, ln_reach_n, &question, TRUE);
  *d = tell (bootstrap, ln_reach_d, &question, TRUE);
}
