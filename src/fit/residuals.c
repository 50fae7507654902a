/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals about a fitted curve, and slopes without one. */
#include "fit/residuals.h"
#include "fit/residuals-testing.h"

#include "fit/sample/table.h"
#include "fit/sample/trajectory.h"

#include <math.h>

static gboolean
is_inside (const LabModelFit *fit, double x)
{
  return x >= fit->x_minimum && x <= fit->x_maximum;
}

LabResiduals *
lab_residuals_new (const LabFitSample *samples, guint count, const LabModelFit *fit)
{
  g_return_val_if_fail (samples != NULL || count == 0, NULL);
  g_return_val_if_fail (fit != NULL && fit->valid, NULL);

  LabResiduals *residuals = g_new0 (LabResiduals, 1);
  g_autofree LabFitSample *inside = g_new (LabFitSample, MAX (count, 1));
  guint inside_count = 0;

  for (guint i = 0; i < count; i++)
    if (is_inside (fit, samples[i].x))
      inside[inside_count++] = samples[i];
  g_autoptr (LabFitTable) table = lab_fit_table_new (inside, inside_count);
  residuals->scatter = fit->scatter;
  residuals->count = table->count;
  residuals->points = g_new (LabResidual, table->count);
  for (guint i = 0; i < table->count; i++) {
    double x = table->x[table->abscissa[i]], fitted = lab_law_value (&fit->curve, x);
    double distance = table->ln_y[i] - log (fitted);
    residuals->points[i] = (LabResidual){
        .x = x,
        .y = exp (table->ln_y[i]),
        .cluster = table->cluster_number[table->cluster[i]],
        .fitted = fitted,
        .log = distance,
        .standard = fit->scatter > 0.0 ? distance / fit->scatter : 0.0,
    };
  }
  return residuals;
}

void
lab_residuals_free (LabResiduals *residuals)
{
  if (residuals == NULL)
    return;
  g_free (residuals->points);
  g_free (residuals);
}

/* Least squares over points first .. first + width - 1 of the trajectory. */
static LabLocalSlope
fit_piece (const LabTrajectory *trajectory, guint first, guint width)
{
  double x = 0.0, y = 0.0, xx = 0.0, xy = 0.0, squares = 0.0;

  for (guint i = first; i < first + width; i++) {
    x += trajectory->ln_x[i] / width;
    y += trajectory->ln_y[i] / width;
  }
  for (guint i = first; i < first + width; i++) {
    xx += (trajectory->ln_x[i] - x) * (trajectory->ln_x[i] - x);
    xy += (trajectory->ln_x[i] - x) * (trajectory->ln_y[i] - y);
  }
  double slope = xy / xx;
  for (guint i = first; i < first + width; i++)
    squares += pow (trajectory->ln_y[i] - y - slope * (trajectory->ln_x[i] - x), 2.0);
  double error = width > 2 ? sqrt (squares / (width - 2) / xx) : INFINITY;
  return (LabLocalSlope){exp (x), slope, slope - error, slope + error};
}

guint
lab_local_slopes (const LabFitSample *samples, guint count, guint width, LabLocalSlope *slopes)
{
  g_return_val_if_fail (samples != NULL || count == 0, 0);
  g_return_val_if_fail (width >= 2 && slopes != NULL, 0);

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  guint written = 0;

  for (guint first = 0; first + width <= trajectory->count; first++)
    slopes[written++] = fit_piece (trajectory, first, width);
  return written;
}
