/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finite-size prediction on an experiment's axis: computed, and read between its points. */
#include "experiment/conclude/prediction.h"

#include <math.h>

/* Points of a curve. */
#define POINTS_FIRST  60
#define POINTS_SECOND 48

/* The curve that is asked for, on the spectrum that is asked for; *made is to be freed. */
static gboolean
lay_spectrum (const LabPredictionRequest *request,
              LabKernelPicture *size,
              LabSpectrum **made,
              GError **error)
{
  *size = request->size;
  if (request->spectrum == LAB_PREDICTION_MATERN)
    return TRUE;
  *made = lab_spectrum_new_torus (size->smoothness, (guint)lround (size->intrinsic_dimension),
                                  LAB_PREDICTION_SHELLS_NU, error);
  size->spectrum = *made;
  return *made != NULL;
}

gboolean
lab_prediction_compute (const LabPredictionRequest *request,
                        guint level,
                        LabKernelPictureStale stale,
                        gpointer user_data,
                        LabPrediction *prediction,
                        GError **error)
{
  g_return_val_if_fail (request != NULL && prediction != NULL, FALSE);
  g_return_val_if_fail (level == 1 || level == 2, FALSE);

  LabKernelPicture size;
  g_autoptr (LabSpectrum) made = NULL;

  /* A grid of one value has no curve around it. */
  gboolean alone = !(request->high > request->low);
  guint count = level == 1 ? POINTS_FIRST : POINTS_SECOND;
  count = alone ? 1 : count;
  *prediction = (LabPrediction){.axis = request->axis};
  /* The kernel picture needs the noise and a smoothness. */
  if (lab_axis (request->axis)->theory == LAB_THEORY_NONE || request->is_unknown)
    return TRUE;
  for (guint i = 0; i < count; i++)
    prediction->x[i] =
        alone ? request->low
              : request->low * pow (request->high / request->low, (double)i / (count - 1));
  if (!lay_spectrum (request, &size, &made, error) ||
      !lab_kernel_picture_compute (&size, level, count, prediction->x, prediction->excess_risk,
                                   prediction->train_risk, stale, user_data, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    prediction->x[i] *= request->unit;
  if (level == 2 && lab_axis (request->axis)->is_trajectory &&
      request->spectrum == LAB_PREDICTION_MATERN)
    lab_level_two_compute (request->size.smoothness, request->size.intrinsic_dimension,
                           request->size.nu, request->size.noise, request->size.points,
                           request->size.features, &prediction->level_two);
  prediction->spectrum = request->spectrum;
  prediction->level = level;
  prediction->count = count;
  return TRUE;
}

/* Cubic through the logarithms of four neighbours; linear at the ends. NaN outside. */
static double
interpolate (const LabPrediction *prediction, const double *risk, double x)
{
  guint last = prediction->count - 1;
  if (prediction->count < 2 || !(x >= prediction->x[0] * (1.0 - 1e-9)) ||
      !(x <= prediction->x[last] * (1.0 + 1e-9)))
    return NAN;
  double step = log (prediction->x[last] / prediction->x[0]) / last;
  double place = CLAMP (log (x / prediction->x[0]) / step, 0.0, last);
  guint i = MIN ((guint)place, last - 1);
  double t = place - i;
  double left = log (risk[i]), right = log (risk[i + 1]);
  double before = i > 0 ? log (risk[i - 1]) : 2.0 * left - right;
  double after = i + 2 <= last ? log (risk[i + 2]) : 2.0 * right - left;
  double left_slope = 0.5 * (right - before), right_slope = 0.5 * (after - left);
  double u = 1.0 - t;
  double value = left * (1.0 + 2.0 * t) * u * u + left_slope * t * u * u +
                 right * (3.0 - 2.0 * t) * t * t - right_slope * t * t * u;
  return exp (isfinite (value) ? value : u * left + t * right);
}

static double
shifted (const LabPrediction *prediction, const double *risk, double shift, double x)
{
  if (lab_axis (prediction->axis)->is_trajectory)
    return interpolate (prediction, risk, x * exp (shift));
  return exp (shift) * interpolate (prediction, risk, x);
}

double
lab_prediction_value (const LabPrediction *prediction, const LabCalibration *calibration, double x)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);
  return shifted (prediction, prediction->excess_risk, calibration->shift, x);
}

double
lab_prediction_train_value (const LabPrediction *prediction,
                            const LabCalibration *calibration,
                            double x)
{
  g_return_val_if_fail (prediction != NULL && calibration != NULL, NAN);
  /* The height belongs to the excess risk; the training error is told as it is. */
  return shifted (prediction, prediction->train_risk,
                  lab_axis (prediction->axis)->is_trajectory ? calibration->shift : 0.0, x);
}
