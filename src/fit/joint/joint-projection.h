/* SPDX-License-Identifier: GPL-3.0-or-later */
/* E, A and B at given exponents: non-negative least squares in ln L. Internal to the room. */
#pragma once

#include "fit/joint/joint-solver.h"

G_BEGIN_DECLS

/* Room for the bases of one table. */
typedef struct
{
  const LabJointTable *table;
  double *basis_n, *basis_d; /* (count) */
} LabJointProjection;

/* Sets coefficients and loss (least squares under weight) of a solution whose form and exponents are set.
 * rounds: of linearising ln L again about what was found; 0 takes relative errors for those of ln L. */
void lab_joint_project (const LabJointProjection *projection,
                        const double             *weight,
                        guint                     rounds,
                        LabJointSolution         *solution);

G_END_DECLS
