/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prediction beside the measured points: its one constant, its error, its slope where they are. */
#include "experiment/conclude/prediction.h"

#include <math.h>

#include "experiment/conclude/prediction-private.h"

#define SCANNED     141 /* shifts looked at: a twelfth of a decade apart */
#define REFINEMENTS 40
#define GOLDEN      0.6180339887498949

/* Fewer points calibrate nothing. */
#define FEWEST_POINTS 3

/* Points on which slopes over a range are taken. */
#define SLOPE_POINTS 16

static gboolean
is_compared (const LabCurve *curve, const LabCurveFit *fit, const LabCurvePoint *point)
{
  guint group = fit != NULL              ? fit->group
                : curve->point_count > 0 ? curve->points[curve->point_count - 1].group
                                         : 0;
  gboolean windowed = fit != NULL && fit->power.valid;
  if (point->group != group || point->warm_up || point->floor_limited || !(point->mean > 0.0))
    return FALSE;
  return !windowed || (point->x >= fit->power.x_minimum && point->x <= fit->power.x_maximum);
}

/* Sum and sum of squares of ln (measured / predicted) over the compared points. */
static guint
compare (const LabPrediction *prediction,
         const LabCurve *curve,
         const LabCurveFit *fit,
         double shift,
         double *sum,
         double *squares)
{
  LabCalibration calibration = {.shift = shift};
  guint count = 0;
  *sum = *squares = 0.0;
  for (guint i = 0; curve != NULL && i < curve->point_count; i++) {
    const LabCurvePoint *point = &curve->points[i];
    if (!is_compared (curve, fit, point))
      continue;
    double expected = lab_prediction_value (prediction, &calibration, point->x);
    if (!(expected > 0.0) || !isfinite (expected))
      continue;
    double difference = log (point->mean / expected);
    *sum += difference;
    *squares += difference * difference;
    count++;
  }
  return count;
}

static double
mean_square (const LabPrediction *prediction,
             const LabCurve *curve,
             const LabCurveFit *fit,
             double shift)
{
  double sum, squares;
  guint count = compare (prediction, curve, fit, shift, &sum, &squares);
  return count > 0 ? squares / count : INFINITY;
}

/* The shift in time with the least squares: a scan, then golden section around its best. */
static double
best_time_shift (const LabPrediction *prediction, const LabCurve *curve, const LabCurveFit *fit)
{
  double step = log (LAB_MOST_WORTH / LAB_LEAST_WORTH) / (SCANNED - 1);
  double best = 0.0, least = INFINITY;
  for (guint i = 0; i < SCANNED; i++) {
    double shift = log (LAB_LEAST_WORTH) + i * step;
    double square = mean_square (prediction, curve, fit, shift);
    if (square < least) {
      least = square;
      best = shift;
    }
  }
  double low = best - step, high = best + step;
  for (guint i = 0; i < REFINEMENTS; i++) {
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    if (mean_square (prediction, curve, fit, left) <= mean_square (prediction, curve, fit, right))
      high = right;
    else
      low = left;
  }
  return 0.5 * (low + high);
}

void
lab_prediction_calibrate (const LabPrediction *prediction,
                          const LabCurve *curve,
                          const LabCurveFit *fit,
                          LabCalibration *calibration)
{
  double sum, squares;
  g_return_if_fail (prediction != NULL && calibration != NULL);

  *calibration = (LabCalibration){.error = NAN};
  guint count = compare (prediction, curve, fit, 0.0, &sum, &squares);
  if (count < FEWEST_POINTS)
    return;
  calibration->shift = lab_axis (prediction->axis)->is_trajectory
                           ? best_time_shift (prediction, curve, fit)
                           : sum / count;
  calibration->points = count;
  calibration->fitted = TRUE;
  calibration->error = lab_prediction_error (prediction, curve, fit, calibration);
}

double
lab_prediction_error (const LabPrediction *prediction,
                      const LabCurve *curve,
                      const LabCurveFit *fit,
                      const LabCalibration *calibration)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);

  double square = mean_square (prediction, curve, fit, calibration->shift);
  return isfinite (square) ? sqrt (square) : NAN;
}

/* Least squares of ln risk on ln x. */
typedef struct
{
  double count, x, y, xx, xy;
} Line;

static void
add_to_line (Line *line, double x, double risk)
{
  if (!(risk > 0.0) || !isfinite (risk))
    return;
  line->count += 1.0;
  line->x += log (x);
  line->y += log (risk);
  line->xx += log (x) * log (x);
  line->xy += log (x) * log (risk);
}

static double
slope_of (const Line *line)
{
  double spread = line->xx - line->x * line->x / line->count;
  return line->count >= 2.0 && spread > 1e-12
             ? (line->xy - line->x * line->y / line->count) / spread
             : NAN;
}

double
lab_prediction_slope (const LabPrediction *prediction,
                      const LabCalibration *calibration,
                      const LabCurve *curve,
                      const LabCurveFit *fit,
                      double low,
                      double high)
{
  Line line = {0};
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);

  for (guint i = 0; curve != NULL && i < curve->point_count; i++)
    if (is_compared (curve, fit, &curve->points[i]))
      add_to_line (&line, curve->points[i].x,
                   lab_prediction_value (prediction, calibration, curve->points[i].x));
  if (isfinite (slope_of (&line)) || !(low > 0.0) || !(high > low))
    return slope_of (&line);
  line = (Line){0};
  for (guint i = 0; i < SLOPE_POINTS; i++) {
    double x = low * pow (high / low, (double)i / (SLOPE_POINTS - 1));
    add_to_line (&line, x, lab_prediction_value (prediction, calibration, x));
  }
  return slope_of (&line);
}
