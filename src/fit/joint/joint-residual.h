/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals of a joint law at a table's points, with derivatives by the logarithms of its numbers.
 * Internal to the room. */
#pragma once

#include "fit/joint/joint-solver.h"

G_BEGIN_DECLS

typedef struct
{
  const LabJointTable *table;
  const double *weight;
  double bend;
  /* Added to ln N and ln D of the table: 0 in its units, its centres where A and B are to be in units of
   * their own. */
  double shift_n, shift_d;
  LabJointSolution at;   /* numbers that are not free */
  guint free_count;
  LabJointNumber free[LAB_JOINT_NUMBER_COUNT];
} LabJointResidual;

/* All numbers of the form that are there (coefficients of 0 stay out), but not `held`
 * (LAB_JOINT_NUMBER_COUNT: none). */
void   lab_joint_residual_init  (LabJointResidual    *residual,
                                 const LabJointTable *table,
                                 const LabJointSolution *at,
                                 LabJointNumber       held);

/* Logarithms of the free numbers of `at`, and back. */
void   lab_joint_residual_get   (const LabJointResidual *residual,
                                 double              *logarithm);
void   lab_joint_residual_set   (LabJointResidual    *residual,
                                 const double        *logarithm);

/* For Levenberg and Marquardt's method: root of weight times (curve - ln L); data is a LabJointResidual. */
void   lab_joint_residual_fill  (const double        *logarithm,
                                 double              *residual,
                                 double              *derivative,
                                 gpointer             data);

/* Sum of weight times squares (no bend) or Huber's loss, and its gradient (nullable). */
double lab_joint_residual_loss  (LabJointResidual    *residual,
                                 const double        *logarithm,
                                 double              *gradient);

/* Huber's loss as a sum over residuals: r^2 / 2 inside, linear beyond. */
double lab_joint_huber          (double               residual,
                                 double               bend);

/* Improves logarithm (free numbers) by a quasi-Newton method (BFGS with a weak Wolfe search, which also
 * serves losses with corners: Lewis & Overton 2013). Returns the loss. */
double lab_joint_minimise       (LabJointResidual    *residual,
                                 double              *logarithm);

G_END_DECLS
