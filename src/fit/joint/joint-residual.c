/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals and their derivatives; the header says of what. */
#include "fit/joint/joint-residual.h"

#include <math.h>

/* What a law's numbers are as coefficients and exponents of a solution. */
static double *
number_of (LabJointSolution *solution, LabJointNumber number)
{
  switch (number) {
  case LAB_JOINT_ALPHA:
    return &solution->alpha;
  case LAB_JOINT_BETA:
    return &solution->beta;
  case LAB_JOINT_POWER:
    return &solution->power;
  default:
    return &solution->coefficient[number];
  }
}

static gboolean
is_free (const LabJointSolution *at, LabJointNumber number)
{
  switch (number) {
  case LAB_JOINT_ALPHA:
    return at->coefficient[LAB_JOINT_A] > 0.0 ||
           (at->form == LAB_JOINT_SHARED && at->coefficient[LAB_JOINT_B] > 0.0);
  case LAB_JOINT_BETA:
    return at->coefficient[LAB_JOINT_B] > 0.0 &&
           (at->form == LAB_JOINT_FULL || at->form == LAB_JOINT_D_FLOOR);
  case LAB_JOINT_POWER:
    return at->form == LAB_JOINT_KAPLAN;
  default:
    return at->coefficient[number] > 0.0;
  }
}

void
lab_joint_residual_init (LabJointResidual *residual,
                         const LabJointTable *table,
                         const LabJointSolution *at,
                         LabJointNumber held)
{
  *residual =
      (LabJointResidual){.table = table, .weight = table->weight, .bend = INFINITY, .at = *at};
  for (LabJointNumber number = 0; number < LAB_JOINT_NUMBER_COUNT; number++)
    if (number != held && is_free (at, number))
      residual->free[residual->free_count++] = number;
}

void
lab_joint_residual_get (const LabJointResidual *residual, double *logarithm)
{
  LabJointSolution at = residual->at;

  for (guint j = 0; j < residual->free_count; j++)
    logarithm[j] = log (*number_of (&at, residual->free[j]));
}

void
lab_joint_residual_set (LabJointResidual *residual, const double *logarithm)
{
  for (guint j = 0; j < residual->free_count; j++)
    *number_of (&residual->at, residual->free[j]) = exp (logarithm[j]);
  if (residual->at.form == LAB_JOINT_SHARED)
    residual->at.beta = residual->at.alpha;
}

/* Curve less ln L at point i, and its derivatives by the logarithms of all numbers. */
static double
evaluate (const LabJointResidual *residual, guint i, double *by)
{
  const LabJointSolution *at = &residual->at;
  const LabJointTable *table = residual->table;
  double ln_n = table->ln_n[i] + residual->shift_n, ln_d = table->ln_d[i] + residual->shift_d;
  double part[3] = {at->coefficient[LAB_JOINT_E], 0.0, 0.0};

  if (at->coefficient[LAB_JOINT_A] > 0.0)
    part[LAB_JOINT_A] = at->coefficient[LAB_JOINT_A] * exp (-at->alpha * ln_n);
  if (at->coefficient[LAB_JOINT_B] > 0.0)
    part[LAB_JOINT_B] = at->coefficient[LAB_JOINT_B] * exp (-at->beta * ln_d);
  double sum = part[0] + part[1] + part[2], ln_sum = log (sum);
  for (guint k = 0; k < 3; k++)
    by[k] = at->power * part[k] / sum;
  by[LAB_JOINT_ALPHA] = -by[LAB_JOINT_A] * at->alpha * ln_n;
  by[LAB_JOINT_BETA] = -by[LAB_JOINT_B] * at->beta * ln_d;
  if (at->form == LAB_JOINT_SHARED)
    by[LAB_JOINT_ALPHA] += by[LAB_JOINT_BETA];
  by[LAB_JOINT_POWER] = at->power * ln_sum;
  return at->power * ln_sum - table->ln_y[i];
}

void
lab_joint_residual_fill (const double *logarithm, double *values, double *derivative, gpointer data)
{
  LabJointResidual *residual = data;
  guint p = residual->free_count;
  double by[LAB_JOINT_NUMBER_COUNT];

  lab_joint_residual_set (residual, logarithm);
  for (guint i = 0; i < residual->table->count; i++) {
    double root = sqrt (residual->weight[i]);
    values[i] = root * evaluate (residual, i, by);
    for (guint j = 0; j < p; j++)
      derivative[(gsize)i * p + j] = root * by[residual->free[j]];
  }
}

double
lab_joint_huber (double residual, double bend)
{
  double distance = fabs (residual);

  return distance <= bend ? 0.5 * residual * residual : bend * (distance - 0.5 * bend);
}

double
lab_joint_residual_loss (LabJointResidual *residual, const double *logarithm, double *gradient)
{
  double by[LAB_JOINT_NUMBER_COUNT], sum = 0.0;
  gboolean squares = !isfinite (residual->bend);

  lab_joint_residual_set (residual, logarithm);
  for (guint j = 0; gradient != NULL && j < residual->free_count; j++)
    gradient[j] = 0.0;
  for (guint i = 0; i < residual->table->count; i++) {
    double weight = residual->weight[i], r;

    if (weight == 0.0)
      continue;
    r = evaluate (residual, i, by);
    sum += weight * (squares ? r * r : lab_joint_huber (r, residual->bend));
    if (gradient == NULL)
      continue;
    double slope = squares ? 2.0 * r : CLAMP (r, -residual->bend, residual->bend);
    for (guint j = 0; j < residual->free_count; j++)
      gradient[j] += weight * slope * by[residual->free[j]];
  }
  return isfinite (sum) ? sum : INFINITY;
}
