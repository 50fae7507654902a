/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a fitted curve is known: many refits of resampled data, and what follows from them.
 *
 * Residuals of the mean over repeats are drawn anew about the curve and the same law is fitted
 * again, its break and floor free; repeats that differ in level shift a refit as a whole. Deviations
 * are widened for the few degrees of freedom (Student) and where neighbouring residuals hang
 * together. Two bands follow: where the mean curve lies, and where one new measurement would fall.
 * Both assume that the law is the right one, also beyond the points: an extrapolation by a wrong law
 * is not covered. Simulated coverage: tests/fit/test-curve-bootstrap.c. */
#pragma once

#include "fit/model-fit.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double value;             /* of the fitted curve */
  double low, high;         /* 95 % band of the mean curve: of the average of many repeats */
  double new_low, new_high; /* 95 % band of one new measurement (one more repeat) at x */
} LabBandPoint;

typedef struct _LabCurveBootstrap LabCurveBootstrap;

/* Refits for a valid fit of samples (count) with options: 10 ms for a power law of 40 distinct x,
 * up to about 0.3 s for a law with break and floor: off the main thread. Drawn from the stream
 * (options->seed, 1, LAB_STREAM_BOOTSTRAP). */
LabCurveBootstrap *lab_curve_bootstrap_new   (const LabFitSample       *samples,
                                              guint                     count,
                                              const LabFitOptions      *options,
                                              const LabModelFit        *fit);
void               lab_curve_bootstrap_free  (LabCurveBootstrap        *bootstrap);

/* The bands at x (count), each positive; points has room for count. Cheap. */
void               lab_curve_bootstrap_band  (const LabCurveBootstrap  *bootstrap,
                                              const double             *x,
                                              guint                     count,
                                              LabBandPoint             *points);

/* 95 % interval of a number that a curve determines: quantity is asked of every refit (data is
 * handed through); it is positive (the widening is
 * by ratios); refits where it is not finite count as beyond the upper end, so that high is
 * INFINITY where more than 2.5 % of them say so. */
typedef double (*LabCurveQuantity) (const LabLawFit *curve,
                                    gpointer         data);
void               lab_curve_bootstrap_interval (const LabCurveBootstrap *bootstrap,
                                                 LabCurveQuantity         quantity,
                                                 gpointer                 data,
                                                 double                  *low,
                                                 double                  *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCurveBootstrap, lab_curve_bootstrap_free)

G_END_DECLS
