/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map as data: field, scale, dots. */
#include <math.h>

#include "chart/phase-map/phase-map-private.h"

static double
flop_per_step (const LabPhaseMap *map, double points)
{
  return map->plane == LAB_PLANE_COMPUTE ? map->flop_per_label * fmin (map->batch, points) : 1.0;
}

/* Optimiser steps at a place of the map. */
static double
phase_map_steps (const LabPhaseMap *map, double x, double y)
{
  return y / flop_per_step (map, x);
}

double
lab_phase_map_y (const LabPhaseMap *map, double x, double steps)
{
  return steps * flop_per_step (map, x);
}

double
lab_phase_map_predict (const LabPhaseMap *map, double x, double y)
{
  g_return_val_if_fail (map != NULL, NAN);
  return lab_phase_field_risk (map->field, x, map->calibration.scale * phase_map_steps (map, x, y));
}

void
lab_phase_map_calibrate (const LabPhaseField *field,
                         const LabPhaseDot *dots,
                         guint dot_count,
                         LabPhaseCalibration *calibration)
{
  g_autofree double *room = g_new (double, 3 * MAX (dot_count, 1));
  double *points = room, *steps = points + dot_count, *risk = steps + dot_count;
  guint count = 0;

  g_return_if_fail (field != NULL && calibration != NULL && (dot_count == 0 || dots != NULL));
  for (guint i = 0; i < dot_count; i++) {
    if (dots[i].provisional || dots[i].points < 2.0)
      continue;
    points[count] = dots[i].points;
    steps[count] = dots[i].steps;
    risk[count++] = dots[i].excess_risk;
  }
  *calibration = (LabPhaseCalibration){.points = count};
  calibration->fitted = lab_phase_field_fit_scale (field, count, points, steps, risk,
                                                   &calibration->scale, &calibration->misfit);
  if (!calibration->fitted) {
    calibration->scale = 1.0;
    calibration->misfit = NAN;
  }
}

LabPhase
lab_phase_map_phase (const LabPhaseMap *map, double x, double y)
{
  double bias, variance;

  g_return_val_if_fail (map != NULL, LAB_PHASE_NONE);
  lab_phase_field_terms (map->field, map->calibration.scale * phase_map_steps (map, x, y), &bias,
                         &variance);
  if (isnan (bias) || !(lab_phase_field_setting (map->field)->noise > 0.0))
    return LAB_PHASE_NONE;
  return bias >= variance / x ? LAB_PHASE_OPTIMISATION : LAB_PHASE_STATISTICAL;
}

double
lab_phase_map_place (const LabPhaseMap *map, double excess_risk)
{
  g_return_val_if_fail (map != NULL, 0.0);
  return log (excess_risk / map->scale_low) / log (map->scale_high / map->scale_low);
}

LabPhaseMap *
lab_phase_map_ref (LabPhaseMap *map)
{
  g_return_val_if_fail (map != NULL, NULL);
  g_atomic_int_inc (&map->reference_count);
  return map;
}

void
lab_phase_map_unref (LabPhaseMap *map)
{
  if (map == NULL || !g_atomic_int_dec_and_test (&map->reference_count))
    return;
  lab_chart_content_unref (map->frame);
  lab_phase_field_unref (map->field);
  g_array_unref (map->contours);
  g_free (map->note);
  g_free (map->line_words);
  g_free (map->risk);
  g_free (map->dots);
  g_free (map);
}
