/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least loss of one form of joint law on one table. Internal to the room.
 *
 * Variable projection (Golub & Pereyra 1973): for given exponents E, A and B are found by non-negative
 * least squares, so that the search is over two numbers. It starts from every local minimum of a grid,
 * and all parameters are improved together at the end: by Levenberg and Marquardt's method for least
 * squares in ln L, by a quasi-Newton method for Huber's loss. */
#pragma once

#include "fit/joint/joint-table.h"

G_BEGIN_DECLS

/* Least and largest exponent looked at; of the Kaplan form's power too. */
#define LAB_JOINT_LEAST_EXPONENT 0.005
#define LAB_JOINT_MOST_EXPONENT 6.0

/* Published practice of the field: Hoffmann et al. 2022, Besiroglu et al. 2024. */
#define LAB_JOINT_HUBER 1e-3

typedef struct
{
  LabJointForm form;
  /* Of (N/N0)^-alpha and (D/D0)^-beta, N0 and D0 the table's units; 0: not there. */
  double coefficient[3]; /* E, A, B */
  double alpha, beta, power;
  double loss; /* sum of weight times squares of ln L; or times Huber's loss */
} LabJointSolution;

typedef struct _LabJointSolver LabJointSolver;

/* bend: where Huber's loss becomes linear; INFINITY for least squares. table is borrowed. */
LabJointSolver *lab_joint_solver_new     (const LabJointTable    *table,
                                          LabJointForm            form,
                                          double                  bend);
void            lab_joint_solver_free    (LabJointSolver         *solver);

const LabJointTable *lab_joint_solver_table (const LabJointSolver *solver);

/* Weights (count) in place of the table's; borrowed. */
void            lab_joint_solver_weigh   (LabJointSolver         *solver,
                                          const double           *weight);

/* From all starts. FALSE where nothing fits. */
gboolean        lab_joint_solver_search  (LabJointSolver         *solver,
                                          LabJointSolution       *solution);

/* From the exponents of `from` alone: for refits of much the same points. */
gboolean        lab_joint_solver_near    (LabJointSolver         *solver,
                                          const LabJointSolution *from,
                                          LabJointSolution       *solution);

/* Least squares with one number of the law (in its own units, positive) held; *solution is the start and
 * receives the result. Returns its loss. */
double          lab_joint_solver_hold    (LabJointSolver         *solver,
                                          LabJointNumber          held,
                                          double                  value,
                                          LabJointSolution       *solution);

/* Derivatives of ln L by the logarithms of the law's free numbers at a solution: matrix J^T J
 * (size, size), coefficients in units of the table; which (size) are they. Returns size, at most
 * LAB_JOINT_NUMBER_COUNT. */
guint           lab_joint_solver_normal  (LabJointSolver         *solver,
                                          const LabJointSolution *solution,
                                          double                 *matrix,
                                          LabJointNumber         *which);

/* Sets to 0 the terms that are below 1e-7 of the loss at every point. */
void            lab_joint_solution_drop_faint (const LabJointTable *table,
                                               LabJointSolution    *solution);

void            lab_joint_solution_law   (const LabJointTable    *table,
                                          const LabJointSolution *solution,
                                          LabJointLaw            *law);
void            lab_joint_solution_from_law (const LabJointTable    *table,
                                             const LabJointLaw      *law,
                                             LabJointSolution       *solution);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabJointSolver, lab_joint_solver_free)

G_END_DECLS
