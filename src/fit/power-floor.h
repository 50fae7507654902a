/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power law above a floor, y = A x^p + E with p < 0, A > 0 and E >= 0, fitted in ln y.
 *
 * Variable projection: for each exponent the best A and E are found, so that the search is over one
 * number, from many starts. Repeats are averaged first, one value of ln y per distinct x. The 95 %
 * interval of the exponent is where the profile of the loss stays under Student's threshold, widened
 * where neighbouring residuals hang together: unlike a bootstrap it stays honest where floor and
 * exponent can hardly be told apart. It covers the scatter about the curve, not another form of
 * curve. Simulated coverage: tests/fit/test-power-floor.c. */
#pragma once

#include "fit/power-law.h"

G_BEGIN_DECLS

/* One more than the parameters, the variance of the noise included, and one to compare by. */
#define LAB_POWER_FLOOR_MINIMUM_ABSCISSAS 6

/* The steepest exponent that is looked for. */
#define LAB_POWER_FLOOR_STEEPEST -8.0

typedef struct
{
  gboolean valid;
  double exponent;    /* p < 0 */
  double low, high;   /* 95 % interval; -INFINITY and 0 where the data set no limit */
  double prefactor;   /* ln A */
  double floor;       /* E; 0 where the data want none */
  double floor_low, floor_high;         /* at the ends of the exponent's interval: 0 and INFINITY where it has */
  double prefactor_low, prefactor_high; /* none; likewise, ln A */
  double aicc;        /* information.h, 4 parameters */
  double power_aicc;  /* of one power law on the same means with the same loss, 3 parameters */
  double residual;       /* sum of squares in ln y (or twice Huber's loss) */
  double power_residual; /* of one power law */
  double inflation;   /* residuals that count as one */
  guint points_used;  /* distinct x */
  guint points_left_out; /* samples not positive or not finite */
  guint duplicates;   /* exact repetitions, counted once */
} LabPowerFloorFit;

/* Fits samples (count) by least squares in ln y, or with Huber's loss when robust (squares up to
 * 1.345 times the scatter, told by the median, linear beyond): then single outliers hardly count.
 * Deterministic; about 3 ms for 40 distinct x. On too little data, or values that do not fall,
 * returns FALSE, sets fit->valid FALSE and error (LAB_ERROR_NOT_ENOUGH_DATA); points_used,
 * points_left_out and duplicates are set all the same. */
gboolean lab_power_floor_fit (const LabFitSample  *samples,
                              guint                count,
                              gboolean             robust,
                              LabPowerFloorFit    *fit,
                              GError             **error);

G_END_DECLS
