/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two curves against each other: the difference of their exponents, and of their levels at one x, each with
 * a 95 % interval.
 *
 * The differences themselves are those of the two fits. Where both were measured at the same x in the same
 * repeats of one seed (which then share points, and a target where it is the same), their interval comes from
 * the ratios of the paired values, fitted as a power law (fit/power-law.h): what both share then cancels.
 * Where less than half of either fit's values have a partner, or too few for a slope, the two intervals are
 * taken as independent and added in squares; shared data then make that too wide rather than too narrow. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean valid;     /* both fits are */
  gboolean is_paired; /* how the intervals were made */
  guint pairs;        /* values of the one fit with a partner in the other */
  double exponent;    /* now minus before: negative where now falls faster */
  double low, high;   /* its 95 % interval */
  double x;           /* where levels are compared: the smaller of the two largest x */
  double level;       /* error of now over that of before, both on their lines at x */
  double level_low, level_high; /* its 95 % interval */
} LabCurveDifference;

/* Both curves are of one axis, each with its fit. Returns difference->valid. Deterministic; 2 ms. */
gboolean lab_curve_difference (const LabCurve     *before,
                               const LabCurveFit  *before_fit,
                               const LabCurve     *now,
                               const LabCurveFit  *now_fit,
                               LabCurveDifference *difference);

/* Whether two curves over time under gradient descent differ in head_scale, and theory says something of
 * both: then lazy and rich training stand side by side. */
gboolean lab_curve_difference_is_of_laziness (const LabExperiment *before,
                                              const LabExperiment *now);

/* The entry of the theory catalogue for training that learns features. */
#define LAB_FEATURE_LEARNING "feature-learning-time"

/* curve-difference-words.c: translated, free with g_free(). */

/* Both differences with their intervals, and whether slopes differ; of a valid difference. */
char    *lab_curve_difference_describe     (const LabCurveDifference *difference);

/* Of two such curves: what theory says of lazy and of rich training, r = 2 beta/(d + 2 nu) with nu = 1/2 and 2 r/(1 + r) (Bordelon, Atanasov & Pehlevan 2024,
 * arXiv 2409.17858). NULL elsewhere. */
char    *lab_curve_difference_lazy_or_rich (const LabExperiment      *before,
                                            const LabExperiment      *now);

G_END_DECLS
