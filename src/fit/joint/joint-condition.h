/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a fit's numbers can be told apart. Internal to the room. */
#pragma once

#include "fit/joint/joint-solver.h"

G_BEGIN_DECLS

/* Largest over smallest eigenvalue of J^T J, J the derivatives of ln L by the logarithms of the free
 * numbers of the law in its own units (all); and of what is left for the exponents when the coefficients
 * are projected out. INFINITY where it is singular. */
void lab_joint_condition (LabJointSolver         *solver,
                          const LabJointSolution *solution,
                          double                 *all,
                          double                 *projected);

G_END_DECLS
