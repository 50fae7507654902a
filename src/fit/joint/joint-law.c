/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the joint laws, and what follows from them in closed form. */
#include "fit/joint/joint-law.h"

#include <math.h>

#define BISECTIONS 60

/* No model is that much larger or smaller than the best one: ln N looked at on either side. */
#define MOST_DISTANCE 60.0

static const struct
{
  const char *name;
  const char *formula;
  guint parameters;
} FORMS[LAB_JOINT_FORM_COUNT] = {
    [LAB_JOINT_FULL] = {"joint", "L = E + A N^-alpha + B D^-beta", 5},
    [LAB_JOINT_SHARED] = {"shared", "L = E + A N^-alpha + B D^-alpha", 4},
    [LAB_JOINT_KAPLAN] = {"kaplan", "L = (A N^-alpha + B/D)^power", 4},
    [LAB_JOINT_N_FLOOR] = {"n-floor", "L = E + A N^-alpha", 3},
    [LAB_JOINT_D_FLOOR] = {"d-floor", "L = E + B D^-beta", 3},
};

const char *
lab_joint_form_name (LabJointForm form)
{
  g_return_val_if_fail (form < LAB_JOINT_FORM_COUNT, NULL);
  return FORMS[form].name;
}

const char *
lab_joint_form_formula (LabJointForm form)
{
  g_return_val_if_fail (form < LAB_JOINT_FORM_COUNT, NULL);
  return FORMS[form].formula;
}

guint
lab_joint_form_parameters (LabJointForm form)
{
  g_return_val_if_fail (form < LAB_JOINT_FORM_COUNT, 0);
  return FORMS[form].parameters;
}

const char *
lab_joint_number_name (LabJointNumber number)
{
  static const char *const names[] = {"E", "A", "B", "alpha", "beta", "power"};

  g_return_val_if_fail (number < LAB_JOINT_NUMBER_COUNT, NULL);
  return names[number];
}

double
lab_joint_law_value (const LabJointLaw *law, double n, double d)
{
  const double *number = law->number;
  double sum = number[LAB_JOINT_E];

  if (number[LAB_JOINT_A] > 0.0)
    sum += number[LAB_JOINT_A] * pow (n, -number[LAB_JOINT_ALPHA]);
  if (number[LAB_JOINT_B] > 0.0)
    sum += number[LAB_JOINT_B] * pow (d, -number[LAB_JOINT_BETA]);
  return number[LAB_JOINT_POWER] == 1.0 ? sum : pow (sum, number[LAB_JOINT_POWER]);
}

static gboolean
has_optimum (const LabJointLaw *law)
{
  return law->number[LAB_JOINT_A] > 0.0 && law->number[LAB_JOINT_B] > 0.0 &&
         law->number[LAB_JOINT_ALPHA] > 0.0 && law->number[LAB_JOINT_BETA] > 0.0;
}

/* alpha A N^-alpha = beta B D^-beta at the least sum: N = G (C/flop)^(beta/(alpha+beta)). */
gboolean
lab_joint_law_optimum (const LabJointLaw *law, double compute, double flop, double *n, double *d)
{
  double alpha = law->number[LAB_JOINT_ALPHA], beta = law->number[LAB_JOINT_BETA];

  *n = *d = NAN;
  if (!has_optimum (law))
    return FALSE;
  double ratio = alpha * law->number[LAB_JOINT_A] / (beta * law->number[LAB_JOINT_B]);
  double ln_product = log (compute / flop);
  *n = exp ((log (ratio) + beta * ln_product) / (alpha + beta));
  *d = compute / flop / *n;
  return TRUE;
}

double
lab_joint_law_frontier (const LabJointLaw *law, double compute, double flop)
{
  double n, d;

  return lab_joint_law_optimum (law, compute, flop, &n, &d) ? lab_joint_law_value (law, n, d) : NAN;
}

double
lab_joint_law_n_exponent (const LabJointLaw *law)
{
  double alpha = law->number[LAB_JOINT_ALPHA], beta = law->number[LAB_JOINT_BETA];

  return has_optimum (law) ? beta / (alpha + beta) : NAN;
}

double
lab_joint_law_gain (const LabJointLaw *law)
{
  return lab_joint_law_n_exponent (law) * law->number[LAB_JOINT_ALPHA] *
         law->number[LAB_JOINT_POWER];
}

double
lab_joint_law_reach (const LabJointLaw *law, double loss, double flop)
{
  if (!has_optimum (law))
    return NAN;
  /* Above the floor L^(1/power) - E is one power law of C: its value at C = flop tells the constant. */
  double above = pow (loss, 1.0 / law->number[LAB_JOINT_POWER]) - law->number[LAB_JOINT_E];
  double unit = pow (lab_joint_law_frontier (law, flop, flop), 1.0 / law->number[LAB_JOINT_POWER]) -
                law->number[LAB_JOINT_E];
  double exponent = lab_joint_law_n_exponent (law) * law->number[LAB_JOINT_ALPHA];

  return above > 0.0 ? flop * pow (unit / above, 1.0 / exponent) : INFINITY;
}

/* Where the loss at fixed compute crosses limit, looking from the best ln N in one direction. */
static double
find_end (const LabJointLaw *law, double product, double best, double direction, double limit)
{
  double inside = 0.0, outside = MOST_DISTANCE;

  for (guint i = 0; i < BISECTIONS; i++) {
    double middle = 0.5 * (inside + outside), n = exp (best + direction * middle);
    if (lab_joint_law_value (law, n, product / n) <= limit)
      inside = middle;
    else
      outside = middle;
  }
  return exp (best + direction * inside);
}

gboolean
lab_joint_law_flat (const LabJointLaw *law,
                    double compute,
                    double flop,
                    double share,
                    double *low,
                    double *high)
{
  double n, d;

  *low = *high = NAN;
  if (!lab_joint_law_optimum (law, compute, flop, &n, &d))
    return FALSE;
  double limit = (1.0 + share) * lab_joint_law_value (law, n, d);
  *low = find_end (law, compute / flop, log (n), -1.0, limit);
  *high = find_end (law, compute / flop, log (n), 1.0, limit);
  return TRUE;
}
