/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an optimiser step is worth in kernel time, from measurements. */
#include "theory/phase-field.h"

#include <math.h>

#define FEWEST_POINTS 4

/* Errors that differ by less than this factor tell nothing about time. */
#define LEAST_SPREAD 1.5

/* A factor of ten between measured and expected (in logarithm, root mean square): no fit. */
#define LARGEST_MISFIT 2.3

/* Overfitted noise can look like what is not yet learnt: of two scales whose mean squares differ by no
 * more than this factor the smaller is taken, under which training is not long past its best. */
#define ABOUT_AS_WELL 1.7

/* Scales looked at: a fifth of a decade apart; then golden section. */
#define SCANNED     26
#define REFINEMENTS 24
#define GOLDEN      0.6180339887498949

typedef struct
{
  const LabPhaseField *field;
  guint count;
  const double *points, *steps, *excess_risk;
} Measured;

/* Infinite where the field does not reach a point: else fewer points would look like a better fit. */
static double
mean_square (const Measured *measured, double ln_scale)
{
  double sum = 0.0;

  for (guint i = 0; i < measured->count; i++) {
    double expected = lab_phase_field_risk (measured->field, measured->points[i],
                                            measured->steps[i] * exp (ln_scale));
    if (!(expected > 0.0) || !isfinite (expected))
      return INFINITY;
    double difference = log (measured->excess_risk[i] / expected);
    sum += difference * difference;
  }
  return sum / measured->count;
}

static gboolean
tells_time (const Measured *measured)
{
  double least = INFINITY, most = 0.0;

  for (guint i = 0; i < measured->count; i++) {
    least = fmin (least, measured->excess_risk[i]);
    most = fmax (most, measured->excess_risk[i]);
  }
  return measured->count >= FEWEST_POINTS && least > 0.0 && most >= LEAST_SPREAD * least;
}

/* The smallest scale that is a minimum of the scan and fits about as well as the best; FALSE where
 * there is none but at the ends. */
static gboolean
scan (const Measured *measured, double *low, double *high)
{
  double first = log (LAB_PHASE_SCALE_LEAST);
  double step = log (LAB_PHASE_SCALE_MOST / LAB_PHASE_SCALE_LEAST) / (SCANNED - 1);
  double square[SCANNED], least = INFINITY;

  for (guint i = 0; i < SCANNED; i++) {
    square[i] = mean_square (measured, first + i * step);
    least = fmin (least, square[i]);
  }
  for (guint i = 1; i + 1 < SCANNED; i++)
    if (square[i] <= square[i - 1] && square[i] < square[i + 1] && isfinite (square[i - 1]) &&
        isfinite (square[i + 1]) && square[i] <= ABOUT_AS_WELL * least) {
      *low = first + (i - 1) * step;
      *high = first + (i + 1) * step;
      return TRUE;
    }
  return FALSE;
}

gboolean
lab_phase_field_fit_scale (const LabPhaseField *field,
                           guint count,
                           const double *points,
                           const double *steps,
                           const double *excess_risk,
                           double *scale,
                           double *misfit)
{
  Measured measured = {field, count, points, steps, excess_risk};
  double low, high;

  g_return_val_if_fail (field != NULL && scale != NULL && misfit != NULL, FALSE);
  g_return_val_if_fail (count == 0 || (points != NULL && steps != NULL && excess_risk != NULL),
                        FALSE);
  if (!tells_time (&measured) || !scan (&measured, &low, &high))
    return FALSE;
  for (guint i = 0; i < REFINEMENTS; i++) {
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    if (mean_square (&measured, left) <= mean_square (&measured, right))
      high = right;
    else
      low = left;
  }
  *scale = exp (0.5 * (low + high));
  *misfit = sqrt (mean_square (&measured, 0.5 * (low + high)));
  return *misfit < LARGEST_MISFIT;
}
