/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint law fitted to losses measured over (N, D). */
#pragma once

#include "fit/joint/joint-table.h"

G_BEGIN_DECLS

/* How to fit. */
typedef struct
{
  LabJointForm form;
  gboolean robust; /* Huber's loss on ln L, bent at 1e-3 (Hoffmann et al. 2022); else least squares */
} LabJointOptions;

typedef struct
{
  LabJointLaw law;
  gboolean robust;
  double objective; /* sum of weight times Huber's loss (robust) or times squares, of ln L */
  double scatter;   /* standard deviation of ln L about the law */
  double aicc;      /* comparable between forms of the same points and loss (information.h); robust: of
                       Laplace's distribution, whose likelihood Huber's loss is */
  guint at_bound;   /* bit 1 << number: E, A or B at 0, an exponent or power at the end of its range */
  double condition; /* of the least squares problem in the logarithms of all free numbers of the law */
  double projected_condition; /* the same in the exponents alone, E, A and B projected out */
  guint points_used, points_left_out;
  guint n_count, d_count; /* distinct N and D */
} LabJointFit;

/* Least points for a form: two more than what it determines, the variance of the noise included. */
guint    lab_joint_least_points (LabJointForm           form);

/* FALSE with a sentence (LAB_ERROR_NOT_ENOUGH_DATA) where there are too few points, or fewer than three
 * different N or D that the form speaks of. */
gboolean lab_joint_fit          (const LabJointPoint   *points,
                                 guint                  count,
                                 const LabJointOptions *options,
                                 LabJointFit           *fit,
                                 GError               **error);

/* The same for a table that is made already. */
gboolean lab_joint_fit_table    (const LabJointTable   *table,
                                 const LabJointOptions *options,
                                 LabJointFit           *fit,
                                 GError               **error);

/* Fits every form; fits and fitted have room for LAB_JOINT_FORM_COUNT, fitted says which could be fitted.
 * Returns how many AICc does not exclude (within 4 of the least), the best first in order, or 0 where
 * none could be fitted. */
guint    lab_joint_choose       (const LabJointTable   *table,
                                 gboolean               robust,
                                 LabJointFit           *fits,
                                 gboolean              *fitted,
                                 LabJointForm          *order);

G_END_DECLS
