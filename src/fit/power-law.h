/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power law y = A x^p by weighted least squares in log-log, with a bootstrap interval.
 *
 * Weights: one over the variance of ln y at each abscissa. A few repeats tell a variance badly, so
 * each is shrunk toward the pooled one, which counts as eight degrees of freedom more. Repeats
 * (clusters) have a level of their own: what a repeat shares at all x moves the level, not the
 * exponent, also where a repeat lacks some x.
 *
 * What the interval covers: the exponent that many repeats of the same experiment would give on
 * average over the same abscissas. Runs are resampled about the line (bootstrap); the width is
 * corrected for the few degrees of freedom and for neighbouring errors of a repeat that hang
 * together (as on a training trajectory), and moderated by how far the exponents of the repeats lie
 * apart. With one repeat it covers the scatter about the line only. It does not cover a curve that is not a power law: bending is
 * averaged over the window. */
#pragma once

#include "fit/sample/sample.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean valid;
  double exponent;  /* p: negative when y falls */
  double prefactor; /* A, as ln A */
  double low;       /* 95 % interval of the exponent */
  double high;
  double centre;    /* weighted mean of ln x: where the line is best known */
  double level;     /* ln y of the line there */
  double level_error; /* standard error of level */
  double x_minimum; /* the fitted window */
  double x_maximum;
  guint points_used;     /* distinct abscissas */
  guint points_left_out; /* samples not positive or not finite */
  guint duplicates;      /* exact repetitions of a sample (x, y, cluster), counted once */
  guint repeats;         /* distinct clusters */
  double level_critical; /* Student's quantile: level_error times this is its 95 % half width */
} LabPowerLawFit;

/* Fits samples (count). Bootstrap resamples are drawn from the stream
 * (seed, 0, LAB_STREAM_BOOTSTRAP); the order of samples does not matter. On too little data, or
 * values that are all the same, returns FALSE, sets fit->valid FALSE and error
 * (LAB_ERROR_NOT_ENOUGH_DATA) with what is missing; points_used, points_left_out, duplicates and
 * repeats are set all the same. About 1 ms for 40 samples. */
gboolean lab_power_law_fit (const LabFitSample  *samples,
                            guint                count,
                            guint64              seed,
                            LabPowerLawFit      *fit,
                            GError             **error);

/* The same with Huber's loss on ln y: squares up to 1.345 times the scatter (told by the median
 * distance), linear beyond, so that single outliers hardly count. The interval comes from the bounded
 * residuals (pseudo-values, Huber 1981, 7.6), by the same bootstrap. */
gboolean lab_power_law_fit_robust (const LabFitSample  *samples,
                                   guint                count,
                                   guint64              seed,
                                   LabPowerLawFit      *fit,
                                   GError             **error);

/* y of the line at x, and the 95 % band of the line there (not of single measurements); for a
 * valid fit and x > 0. */
double   lab_power_law_value (const LabPowerLawFit *fit, double x);
void     lab_power_law_band  (const LabPowerLawFit *fit, double x, double *low, double *high);

G_END_DECLS
