/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured losses over (N, D), prepared for fits. */
#pragma once

#include "fit/joint/joint-law.h"

G_BEGIN_DECLS

/* More points are refused: a fit with its bootstrap ends within seconds. */
#define LAB_JOINT_MOST_POINTS 20000

typedef struct
{
  double n, d; /* positive: parameters and training data */
  double loss; /* positive */
  double error; /* standard error of the loss; 0: not known, as all others' */
} LabJointPoint;

/* Logarithms, N and D in units of their geometric means. */
typedef struct
{
  guint count;
  guint left_out;    /* values that were zero, negative or not finite */
  guint n_count, d_count; /* distinct N and D */
  double centre_n, centre_d; /* ln of the units */
  double *ln_n, *ln_d, *ln_y; /* (count) */
  double *weight; /* (count): 1, or the inverse of the squared relative error, mean 1 */
} LabJointTable;

/* Weights by their errors are taken where every usable point has one. Free with
 * lab_joint_table_free(). */
LabJointTable *lab_joint_table_new  (const LabJointPoint *points,
                                     guint                count);
void           lab_joint_table_free (LabJointTable       *table);

/* Ascending, in place. */
void           lab_joint_sort_values (double           *values,
                                      guint             count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabJointTable, lab_joint_table_free)

G_END_DECLS
