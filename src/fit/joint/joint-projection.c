/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear part of the joint laws. */
#include "fit/joint/joint-projection.h"

#include "fit/law/levenberg.h"

#include <math.h>
#include <string.h>

#define TERMS   3
#define SETTLED 1e-14

/* Least 1/2 c^T matrix c - right c over c >= 0 by trying every set of positive terms: exact, and with
 * three terms the quickest. allowed: bits of the terms that the form has. */
static void
solve_non_negative (const double *matrix, const double *right, guint allowed, double *solution)
{
  double best = 0.0;

  memset (solution, 0, sizeof *solution * TERMS);
  for (guint set = 1; set < 1u << TERMS; set++) {
    double block[TERMS * TERMS], value[TERMS], gain = 0.0;
    guint term[TERMS], size = 0;
    gboolean positive = TRUE;

    if ((set & ~allowed) != 0)
      continue;
    for (guint k = 0; k < TERMS; k++)
      if ((set & 1u << k) != 0)
        term[size++] = k;
    for (guint j = 0; j < size; j++) {
      value[j] = right[term[j]];
      for (guint k = 0; k < size; k++)
        block[j * size + k] = matrix[term[j] * TERMS + term[k]];
    }
    if (!lab_solve_positive (block, value, size))
      continue;
    for (guint j = 0; j < size; j++) {
      positive = positive && value[j] > 0.0;
      gain += value[j] * right[term[j]];
    }
    if (!positive || gain <= best)
      continue;
    best = gain;
    memset (solution, 0, sizeof *solution * TERMS);
    for (guint j = 0; j < size; j++)
      solution[term[j]] = value[j];
  }
}

static guint
terms_of (LabJointForm form)
{
  static const guint terms[] = {
      [LAB_JOINT_FULL] = 7,    [LAB_JOINT_SHARED] = 7,  [LAB_JOINT_KAPLAN] = 6,
      [LAB_JOINT_N_FLOOR] = 3, [LAB_JOINT_D_FLOOR] = 5,
  };
  return terms[form];
}

static double
curve_at (const LabJointProjection *projection, const double *coefficient, guint i)
{
  return coefficient[0] + coefficient[1] * projection->basis_n[i] +
         coefficient[2] * projection->basis_d[i];
}

/* Linearised about what coefficient says (NULL: about the measured losses). */
static void
solve_linearised (const LabJointProjection *projection,
                  const double *weight,
                  const double *about,
                  LabJointSolution *solution)
{
  const LabJointTable *table = projection->table;
  double matrix[TERMS * TERMS] = {0}, right[TERMS] = {0};

  for (guint i = 0; i < table->count; i++) {
    double measured = exp (table->ln_y[i] / solution->power), scale = measured, target = 1.0;
    if (about != NULL) {
      scale = curve_at (projection, about, i);
      target = 1.0 + table->ln_y[i] / solution->power - log (scale);
    }
    const double row[TERMS] = {1.0 / scale, projection->basis_n[i] / scale,
                               projection->basis_d[i] / scale};
    for (guint j = 0; j < TERMS; j++) {
      right[j] += weight[i] * row[j] * target;
      for (guint k = 0; k <= j; k++)
        matrix[j * TERMS + k] += weight[i] * row[j] * row[k];
    }
  }
  for (guint j = 0; j < TERMS; j++)
    for (guint k = j + 1; k < TERMS; k++)
      matrix[j * TERMS + k] = matrix[k * TERMS + j];
  solve_non_negative (matrix, right, terms_of (solution->form), solution->coefficient);
}

static double
loss_of (const LabJointProjection *projection, const double *weight, const LabJointSolution *at)
{
  const LabJointTable *table = projection->table;
  double sum = 0.0;

  for (guint i = 0; i < table->count; i++) {
    double r = at->power * log (curve_at (projection, at->coefficient, i)) - table->ln_y[i];
    sum += weight[i] * r * r;
  }
  return isfinite (sum) ? sum : INFINITY;
}

void
lab_joint_project (const LabJointProjection *projection,
                   const double *weight,
                   guint rounds,
                   LabJointSolution *solution)
{
  const LabJointTable *table = projection->table;

  for (guint i = 0; i < table->count; i++) {
    projection->basis_n[i] = exp (-solution->alpha * table->ln_n[i]);
    projection->basis_d[i] = exp (-solution->beta * table->ln_d[i]);
  }
  solve_linearised (projection, weight, NULL, solution);
  solution->loss = loss_of (projection, weight, solution);
  for (guint round = 0; round < rounds && isfinite (solution->loss); round++) {
    LabJointSolution next = *solution;
    solve_linearised (projection, weight, solution->coefficient, &next);
    next.loss = loss_of (projection, weight, &next);
    gboolean settled = !(next.loss < solution->loss * (1.0 - SETTLED));
    if (next.loss < solution->loss)
      *solution = next;
    if (settled)
      break;
  }
}
