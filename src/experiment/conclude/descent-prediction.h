/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 3 beside a measured trajectory of plain SGD: one pass of stochastic gradient descent under the
 * run's own schedule and batch, in the kernel picture's spectrum for the experiment's d and beta.
 *
 * What the network's largest eigenvalue is, the picture does not say: so one constant is fitted, the unit
 * of the rate. The recursion takes rates in units of 1 / largest eigenvalue (stochastic-descent.h); a
 * learning rate of 1 is worth `unit` of them. The rest has no freedom: height, noise and the schedule are
 * the experiment's. Fresh points at each step are assumed; a run that meets its points again overfits as
 * well. */
#pragma once

#include "experiment/conclude/curve.h"

G_BEGIN_DECLS

#define LAB_DESCENT_PREDICTION_POINTS 64

typedef struct
{
  guint count; /* 0: there is none */
  double x[LAB_DESCENT_PREDICTION_POINTS]; /* on the experiment's axis, ascending */
  double excess_risk[LAB_DESCENT_PREDICTION_POINTS];
  double unit;          /* the fitted constant */
  double error;         /* root mean square of ln (measured / predicted) over the points fitted */
  guint points;         /* that it was fitted to */
  double passes;        /* how often a run meets each of its points */
  double end;           /* excess risk after the last step, */
  double without_decay; /* and with the largest rate to the end; NaN where the rate does not fall */
} LabDescentPrediction;

/* To the points of group, all that can be shown on a logarithmic axis, those of the warm-up too; at
 * least three. count is 0 where it cannot be made (see descent-prediction.c) or no unit follows the points. */
void     lab_descent_prediction_init     (LabDescentPrediction       *prediction,
                                          const LabCurve             *curve,
                                          guint                       group);

/* What it says, with its constant, its error and what the decay buys; translated, free with g_free().
 * NULL where there is none. */
char    *lab_descent_prediction_describe (const LabDescentPrediction *prediction);

G_END_DECLS
