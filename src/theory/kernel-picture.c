/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks, units, and the choice of the level. */
#include "theory/kernel-picture-private.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <math.h>

static gboolean
refuse (const char *what, double value, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               /* Translators: %s is a symbol, %g its value. */
               _ ("The finite-size prediction cannot be computed for %s = %g: n and N must be at "
                  "least 2, times positive and ascending, sigma not negative."),
               what, value);
  return FALSE;
}

static gboolean
check (const LabKernelCurveTask *task, GError **error)
{
  const LabKernelPicture *setting = task->setting;
  if (!(setting->noise >= 0.0) || isinf (setting->noise))
    return refuse ("σ", setting->noise, error);
  for (guint i = 0; i < task->count; i++) {
    double points = lab_kernel_picture_points (task, i);
    double features = lab_kernel_picture_features (task, i);
    double end = lab_kernel_picture_end (task, i);
    if (!(points >= 2.0) || isinf (points))
      return refuse ("n", points, error);
    if (!(features >= 2.0))
      return refuse ("N", features, error);
    if (!(end > 0.0) || isinf (end))
      return refuse ("T", end, error);
    if (i > 0 && !(task->x[i] > task->x[i - 1]))
      return refuse ("x", task->x[i], error);
  }
  return TRUE;
}

static void
scale (double *values, guint count, double factor)
{
  for (guint i = 0; values != NULL && i < count; i++)
    values[i] *= factor;
}

gboolean
lab_kernel_picture_compute (const LabKernelPicture *setting,
                            guint level,
                            guint count,
                            const double *x,
                            double *excess_risk,
                            double *train_risk,
                            LabKernelPictureStale stale,
                            gpointer user_data,
                            GError **error)
{
  g_return_val_if_fail (setting != NULL && x != NULL && excess_risk != NULL, FALSE);
  g_return_val_if_fail (setting->axis < LAB_THEORY_COMPUTE, FALSE);
  g_return_val_if_fail (count > 0 && (level == 1 || level == 2), FALSE);

  const LabSpectrum *spectrum = setting->spectrum;
  g_autoptr (LabSpectrum) made = NULL;

  if (spectrum == NULL)
    spectrum = made =
        lab_spectrum_new (setting->smoothness, setting->intrinsic_dimension, setting->nu, 0, error);
  if (spectrum == NULL)
    return FALSE;
  LabKernelCurveTask task = {
      .setting = setting,
      .spectrum = spectrum,
      .noise = setting->noise * sqrt (spectrum->variance),
      .count = count,
      .x = x,
      .stale = stale,
      .user_data = user_data,
  };
  if (!check (&task, error))
    return FALSE;
  g_autofree double *time = g_new (double, count);
  lab_kernel_picture_first (&task, excess_risk, time);
  for (guint i = 0; train_risk != NULL && i < count; i++)
    train_risk[i] = NAN;
  if (level == 2 && !lab_kernel_picture_second (&task, time, excess_risk, train_risk, error))
    return FALSE;
  scale (excess_risk, count, 1.0 / spectrum->variance);
  scale (train_risk, count, 1.0 / spectrum->variance);
  return TRUE;
}
