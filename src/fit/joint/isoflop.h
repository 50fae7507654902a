/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IsoFLOP: for each compute budget the model size of least loss, by a parabola in ln N, and the laws through
 * these minima (Hoffmann et al. 2022, approach 2).
 *
 * The parabola is biased even without noise where the true curve is not symmetric about its minimum
 * (alpha not equal to beta) and the sizes lie off-centre: lab_isoflop_bias() says by how much for a joint
 * law on the very points. */
#pragma once

#include "fit/joint/joint-law.h"

G_BEGIN_DECLS

/* A parabola needs this many points with three different sizes. */
#define LAB_ISOFLOP_LEAST_POINTS 4

/* Budgets of points nearer than this in ln C are the same. */
#define LAB_ISOFLOP_SAME_BUDGET 0.02

/* Points of one budget in the middle of which the minimum does not lie: its distance from their centre in
 * ln N, in parts of half their span. */
#define LAB_ISOFLOP_OFF_CENTRE 0.5

typedef struct
{
  double compute, n, loss; /* positive */
} LabIsoflopPoint;

typedef struct
{
  double compute;   /* geometric mean of the budget's points */
  guint points;
  double n, n_low, n_high; /* of least loss, with a 95 % interval */
  double loss;      /* there */
  double curvature; /* of the parabola: loss = least + curvature (ln N - ln n)^2 */
  double centre;    /* distance of the minimum from the middle of the sizes, in parts of half their span:
                       beyond 1 it is extrapolated */
} LabIsoflopMinimum;

typedef struct
{
  guint count;
  LabIsoflopMinimum *minima; /* (count), ascending in compute */
  guint passed_over;         /* budgets with too few points or sizes, or a parabola that opens downward */
  guint left_out;            /* points that are zero, negative or not finite */
  double exponent, low, high;                /* N ~ C^exponent, 95 % interval */
  double loss_exponent, loss_low, loss_high; /* least loss ~ C^loss_exponent: negative */
  guint off_centre;          /* minima that are (LAB_ISOFLOP_OFF_CENTRE) */
  guint extrapolated;        /* minima outside their points */
  LabIsoflopPoint *points;   /* (point_count): as used, by budget */
  guint point_count;
} LabIsoflop;

/* Intervals from refits of resampled residuals (seed). NULL with LAB_ERROR_NOT_ENOUGH_DATA where fewer than
 * two budgets have a minimum. Free with lab_isoflop_free(). */
LabIsoflop *lab_isoflop_new  (const LabIsoflopPoint *points,
                              guint                  count,
                              guint64                seed,
                              GError               **error);
void        lab_isoflop_free (LabIsoflop            *isoflop);

/* The exponent that these parabolas read from the law itself, without noise, at the points' own budgets
 * and sizes; less lab_joint_law_n_exponent() it is their bias. NaN where they have no minima. */
double      lab_isoflop_read_law (const LabIsoflop  *isoflop,
                                  const LabJointLaw *law,
                                  double             flop);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabIsoflop, lab_isoflop_free)

G_END_DECLS
