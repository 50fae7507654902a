/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues of small symmetric matrices by Jacobi's rotations. */
#include "fit/joint/joint-condition.h"

#include "fit/law/levenberg.h"

#include <math.h>
#include <string.h>

#define P      LAB_JOINT_NUMBER_COUNT
#define SWEEPS 40

static void
rotate (double *matrix, guint size, guint p, guint q)
{
  double off = matrix[p * size + q];
  double theta = (matrix[q * size + q] - matrix[p * size + p]) / (2.0 * off);
  double t = copysign (1.0, theta) / (fabs (theta) + hypot (theta, 1.0));
  double c = 1.0 / hypot (t, 1.0), s = t * c;

  for (guint k = 0; k < size; k++) {
    double kp = matrix[k * size + p], kq = matrix[k * size + q];
    matrix[k * size + p] = c * kp - s * kq;
    matrix[k * size + q] = s * kp + c * kq;
  }
  for (guint k = 0; k < size; k++) {
    double pk = matrix[p * size + k], qk = matrix[q * size + k];
    matrix[p * size + k] = c * pk - s * qk;
    matrix[q * size + k] = s * pk + c * qk;
  }
}

static double
condition_of (double *matrix, guint size)
{
  double least = INFINITY, most = 0.0;

  for (guint sweep = 0; sweep < SWEEPS; sweep++)
    for (guint p = 0; p + 1 < size; p++)
      for (guint q = p + 1; q < size; q++)
        if (fabs (matrix[p * size + q]) > 1e-300)
          rotate (matrix, size, p, q);
  for (guint j = 0; j < size; j++) {
    least = fmin (least, matrix[j * size + j]);
    most = fmax (most, matrix[j * size + j]);
  }
  return least > 0.0 ? most / least : INFINITY;
}

/* From units of the table to the law's own: ln A = ln A' + alpha ln N0, and alpha's share of it moves
 * from the derivative by alpha; the coefficients' derivatives stay. */
static void
to_own_units (const LabJointTable *table,
              const LabJointSolution *solution,
              const LabJointNumber *which,
              guint size,
              double *matrix)
{
  double shift[P * P] = {0}, half[P * P] = {0};

  for (guint j = 0; j < size; j++) {
    shift[j * size + j] = 1.0;
    for (guint k = 0; k < size; k++) {
      gboolean shared = solution->form == LAB_JOINT_SHARED;
      if (which[j] == LAB_JOINT_A && which[k] == LAB_JOINT_ALPHA)
        shift[j * size + k] = -solution->alpha * table->centre_n;
      if (which[j] == LAB_JOINT_B &&
          (which[k] == LAB_JOINT_BETA || (shared && which[k] == LAB_JOINT_ALPHA)))
        shift[j * size + k] = -solution->beta * table->centre_d;
    }
  }
  /* shift^T matrix shift */
  for (guint j = 0; j < size; j++)
    for (guint k = 0; k < size; k++)
      for (guint l = 0; l < size; l++)
        half[j * size + k] += matrix[j * size + l] * shift[l * size + k];
  memset (matrix, 0, sizeof *matrix * size * size);
  for (guint j = 0; j < size; j++)
    for (guint k = 0; k < size; k++)
      for (guint l = 0; l < size; l++)
        matrix[j * size + k] += shift[l * size + j] * half[l * size + k];
}

/* Schur's complement of the coefficients (which come first); returns the size that is left. */
static guint
project_out (const double *matrix, const LabJointNumber *which, guint size, double *left)
{
  double block[P * P], column[P];
  guint linear = 0;

  while (linear < size && which[linear] <= LAB_JOINT_B)
    linear++;
  for (guint j = linear; j < size; j++)
    for (guint k = linear; k < size; k++) {
      double value = matrix[j * size + k];
      for (guint r = 0; r < linear; r++) {
        column[r] = matrix[r * size + k];
        for (guint c = 0; c < linear; c++)
          block[r * linear + c] = matrix[r * size + c];
      }
      if (linear > 0 && lab_solve_positive (block, column, linear))
        for (guint r = 0; r < linear; r++)
          value -= matrix[j * size + r] * column[r];
      left[(j - linear) * (size - linear) + k - linear] = value;
    }
  return size - linear;
}

void
lab_joint_condition (LabJointSolver *solver,
                     const LabJointSolution *solution,
                     double *all,
                     double *projected)
{
  double matrix[P * P], left[P * P];
  LabJointNumber which[P];
  guint size = lab_joint_solver_normal (solver, solution, matrix, which);

  guint remaining = project_out (matrix, which, size, left);
  *projected = condition_of (left, remaining);
  to_own_units (lab_joint_solver_table (solver), solution, which, size, matrix);
  *all = condition_of (matrix, size);
}
