/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a fitted curve goes through its points: bad fits are called bad. */
#pragma once

#include "fit/model-fit.h"
#include "fit/sample/trajectory.h"

G_BEGIN_DECLS

/* A chance of less than this is none. */
#define LAB_GOODNESS_CHANCE 0.01

typedef struct
{
  guint points;    /* distinct x */
  guint runs;      /* stretches of residuals of one sign, along x */
  double expected; /* of so many signs in any order */
  double chance;   /* of as few runs or fewer, were the signs in any order; NaN with less than 8 points */
  double spread;   /* standard deviation of ln y of repeats about their mean; NaN without repeats */
  double lack;     /* scatter of the means about the curve over what the spread of repeats would give;
                      NaN without */
  double lack_chance; /* of as much or more; NaN without */
  gboolean is_bad; /* one of the two chances is less than LAB_GOODNESS_CHANCE, and the curve misses the points
                      by more than a part in a thousand */
} LabGoodness;

/* Wald and Wolfowitz's runs test (1940, exact) on the residuals of the means, and the test of lack of fit against the
 * spread of repeats (F). fit is valid. */
void     lab_goodness_judge      (const LabFitSample  *samples,
                                  guint                count,
                                  const LabModelFit   *fit,
                                  LabGoodness         *goodness);

/* For few points (6 or more): whether a parabola in ln x scatters three times less (LAB_LAW_MOST_SCATTER) than the
 * law, and bends by more than its 99 % interval. */
gboolean lab_goodness_bends_away (const LabTrajectory *trajectory,
                                  const LabLawFit     *curve);

G_END_DECLS
