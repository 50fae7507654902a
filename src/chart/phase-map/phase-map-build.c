/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a phase map: field, scale of colours, dots, axes. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/phase-map/phase-map-private.h"
#include "config.h"

/* The scale of the colours spans at least this factor, and never more than reaches from the least
 * risk by these decades. */
#define LEAST_SPAN    10.0
#define SCALE_HIGHEST 10.0
#define SCALE_DECADES 6.0

/* Half decades that may stick out: a first error is a little above 1. */
#define SCALE_SLACK 0.3

static double
between (double low, double high, guint i, guint count)
{
  return low * pow (high / low, (double)i / (count - 1));
}

static void
fill_field (LabPhaseMap *map)
{
  double x[LAB_PHASE_MAP_COLUMNS];

  map->risk = g_new (double, LAB_PHASE_MAP_ROWS *LAB_PHASE_MAP_COLUMNS);
  for (guint column = 0; column < LAB_PHASE_MAP_COLUMNS; column++)
    x[column] = between (map->range.x_minimum, map->range.x_maximum, column, LAB_PHASE_MAP_COLUMNS);
  for (guint row = 0; row < LAB_PHASE_MAP_ROWS; row++) {
    double y = between (map->range.y_minimum, map->range.y_maximum, row, LAB_PHASE_MAP_ROWS);
    for (guint column = 0; column < LAB_PHASE_MAP_COLUMNS; column++)
      map->risk[row * LAB_PHASE_MAP_COLUMNS + column] = lab_phase_map_predict (map, x[column], y);
  }
}

static void
add_dots (LabPhaseMap *map, const LabPhaseMapInput *input)
{
  map->dots = g_new (LabPhaseMapDot, MAX (input->dot_count, 1));
  for (guint i = 0; i < input->dot_count; i++) {
    const LabPhaseDot *dot = &input->dots[i];
    double y = map->plane == LAB_PLANE_COMPUTE ? dot->compute : dot->steps;
    map->dots[map->dot_count++] = (LabPhaseMapDot){
        .dot = *dot,
        .y = y,
        .predicted =
            lab_phase_field_risk (map->field, dot->points, map->calibration.scale * dot->steps),
    };
  }
}

/* For the legend, which keeps off points: the dots as a series without a name. */
static void
tell_frame (LabPhaseMap *map)
{
  LabChartSeries *series = lab_chart_content_add_series (map->frame, map->dot_count);

  for (guint i = 0; i < map->dot_count; i++) {
    double y = map->dots[i].y;
    series->points[i] = (LabChartPoint){.x = map->dots[i].dot.points, .y = y, .low = y, .high = y};
  }
}

static void
include (double value, double *least, double *most)
{
  if (!(value > 0.0) || !isfinite (value))
    return;
  *least = fmin (*least, value);
  *most = fmax (*most, value);
}

/* Half decades that hold field and dots, so that colours stay when numbers move a little. */
static void
choose_scale (LabPhaseMap *map)
{
  double least = INFINITY, most = 0.0;

  for (guint i = 0; i < LAB_PHASE_MAP_ROWS * LAB_PHASE_MAP_COLUMNS; i++)
    include (map->risk[i], &least, &most);
  for (guint i = 0; i < map->dot_count; i++)
    include (map->dots[i].dot.excess_risk, &least, &most);
  if (!(most > 0.0))
    least = most = 1.0;
  most = fmin (most, SCALE_HIGHEST);
  least = fmax (least, most * pow (10.0, -SCALE_DECADES));
  map->scale_high = pow (10.0, ceil (2.0 * log10 (most) - SCALE_SLACK) / 2.0);
  map->scale_low = pow (10.0, floor (2.0 * log10 (least) + SCALE_SLACK) / 2.0);
  map->scale_low = fmin (map->scale_low, map->scale_high / LEAST_SPAN);
}

static void
name_axes (LabPhaseMap *map)
{
  map->frame = lab_chart_content_new ();
  map->frame->x_label = g_strdup (_ ("training points n"));
  map->frame->y_label =
      g_strdup (map->plane == LAB_PLANE_COMPUTE ? _ ("compute C (FLOP)") : _ ("optimiser steps T"));
  map->frame->x_name = g_strdup ("n");
  map->frame->y_name = g_strdup (map->plane == LAB_PLANE_COMPUTE ? "C" : "T");
}

LabPhaseMap *
lab_phase_map_new (const LabPhaseMapInput *input)
{
  LabPhaseMap *map;

  g_return_val_if_fail (input != NULL && input->field != NULL, NULL);
  g_return_val_if_fail (input->range.x_minimum > 0.0 && input->range.y_minimum > 0.0, NULL);
  g_return_val_if_fail (input->range.x_maximum > input->range.x_minimum, NULL);
  g_return_val_if_fail (input->range.y_maximum > input->range.y_minimum, NULL);
  g_return_val_if_fail (!input->noise_unknown || !input->calibration.fitted, NULL);
  g_return_val_if_fail (input->calibration.scale > 0.0 && input->flop_per_label > 0.0, NULL);

  map = g_new0 (LabPhaseMap, 1);
  map->reference_count = 1;
  map->plane = input->plane;
  map->range = input->range;
  map->field = lab_phase_field_ref ((LabPhaseField *)input->field);
  map->calibration = input->calibration;
  map->flop_per_label = input->flop_per_label;
  map->batch = input->batch;
  map->noise_unknown = input->noise_unknown;
  name_axes (map);
  fill_field (map);
  add_dots (map, input);
  tell_frame (map);
  choose_scale (map);
  lab_phase_map_trace (map);
  lab_phase_map_lines (map, input->condition_number);
  lab_phase_map_add_account (map, input);
  map->note = lab_phase_map_note (map, input->phases);
  map->line_words = lab_phase_map_line_words (map);
  return map;
}
