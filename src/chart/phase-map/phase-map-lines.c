/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The boundaries on the phase map (theory notes 3.4), and where the phases' names go. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/content/compose.h"
#include "chart/phase-map/phase-map-private.h"
#include "theory/phase-boundary.h"
#include "words/words.h"

/* Of the style's palette. */
#define STOPPING_COLOUR  1
#define CONDITION_COLOUR 3

#define ACCOUNT_COLOUR 0

/* Of the upright that shows a place without an interval, as a factor. */
#define ACCOUNT_LEAST_HEIGHT 1.3

/* A phase is named where it rules at least this share of the map. */
#define LEAST_SHARE 0.03

/* Straight in steps; in compute it bends where n is smaller than a batch. */
#define ASYMPTOTE_VERTICES 33

/* The gap between upper and lower first-order bound: exp (-4 t / sqrt (kappa)). */
#define FAST_RATE 4.0

static double
y_at (const LabPhaseMap *map, double points, double time)
{
  return lab_phase_map_y (map, points, time / map->calibration.scale);
}

static LabChartLine *
add_line (LabPhaseMap *map, LabLineKind kind, const LabPhaseLine *line, gboolean with_band)
{
  LabChartLine *added = lab_chart_content_add_line (map->frame, line->count, with_band);

  added->kind = kind;
  for (guint i = 0; i < line->count; i++) {
    added->x[i] = line->points[i];
    added->y[i] = y_at (map, line->points[i], line->time[i]);
  }
  return added;
}

/* The vertex next to the largest n of the map: where the asymptote holds best. */
static guint
anchor_of (const LabPhaseMap *map, const LabPhaseLine *line)
{
  guint last = 0;

  for (guint i = 0; i < line->count; i++)
    if (line->points[i] <= map->range.x_maximum)
      last = i;
  return last;
}

/* Only its slope is known: it is drawn through the crossing at the largest n. */
static void
add_asymptote (LabPhaseMap *map, const LabPhaseLine *crossing)
{
  const LabPhaseSetting *setting = lab_phase_field_setting (map->field);
  double exponent =
      lab_boundary_exponent (setting->smoothness, setting->intrinsic_dimension, setting->nu);
  guint anchor = anchor_of (map, crossing);
  g_autofree char *slope = lab_words_exponent (exponent);
  LabChartLine *line = lab_chart_content_add_line (map->frame, ASYMPTOTE_VERTICES, FALSE);

  line->kind = LAB_LINE_REFERENCE;
  /* Translators: %s is a number: t ~ n^3/4 */
  line->label = g_strdup_printf (_ ("n^%s, its asymptote"), slope);
  for (guint i = 0; i < ASYMPTOTE_VERTICES; i++) {
    double points = map->range.x_minimum * pow (map->range.x_maximum / map->range.x_minimum,
                                                (double)i / (ASYMPTOTE_VERTICES - 1));
    line->x[i] = points;
    line->y[i] = y_at (map, points,
                       crossing->time[anchor] * pow (points / crossing->points[anchor], exponent));
  }
}

/* Until exp (-2 t / kappa) has fallen to the least risk; the band reaches to what no first-order
 * method can be faster than. */
static void
add_condition (LabPhaseMap *map, const LabPhaseLine *stopping, double condition_number)
{
  g_autofree char *kappa = lab_chart_number (condition_number);
  LabChartLine *line = add_line (map, LAB_LINE_FIT, stopping, TRUE);

  line->colour_index = CONDITION_COLOUR;
  /* Translators: %s is a number. */
  line->label = g_strdup_printf (_ ("end of an exponential phase, κ = %s (reconstruction)"), kappa);
  for (guint i = 0; i < stopping->count; i++) {
    double fall = fmin (stopping->excess_risk[i], 1.0);
    double time = lab_boundary_finite_condition (1.0, fall, 1.0, 1.0 / condition_number);
    double fast = -log (fall) * sqrt (condition_number) / FAST_RATE;
    line->y[i] = line->band_high[i] = y_at (map, stopping->points[i], time);
    line->band_low[i] = y_at (map, stopping->points[i], fmin (fast, time));
  }
}

typedef struct
{
  double x, y, count;
} Middle;

static void
place_name (const LabPhaseMap *map, const Middle *middle, LabPhasePlace *place)
{
  place->shown = middle->count >= LEAST_SHARE * LAB_PHASE_MAP_ROWS * LAB_PHASE_MAP_COLUMNS;
  if (!place->shown)
    return;
  place->x = map->range.x_minimum * pow (map->range.x_maximum / map->range.x_minimum,
                                         middle->x / middle->count / (LAB_PHASE_MAP_COLUMNS - 1));
  place->y = map->range.y_minimum * pow (map->range.y_maximum / map->range.y_minimum,
                                         middle->y / middle->count / (LAB_PHASE_MAP_ROWS - 1));
}

/* The middle of all grid points where bias, or variance, is the larger. */
static void
place_names (LabPhaseMap *map)
{
  Middle optimisation = {0}, statistical = {0};

  for (guint row = 0; row < LAB_PHASE_MAP_ROWS; row++)
    for (guint column = 0; column < LAB_PHASE_MAP_COLUMNS; column++) {
      double x = map->range.x_minimum * pow (map->range.x_maximum / map->range.x_minimum,
                                             (double)column / (LAB_PHASE_MAP_COLUMNS - 1));
      double y = map->range.y_minimum * pow (map->range.y_maximum / map->range.y_minimum,
                                             (double)row / (LAB_PHASE_MAP_ROWS - 1));
      LabPhase phase = lab_phase_map_phase (map, x, y);
      if (phase == LAB_PHASE_NONE)
        continue;
      Middle *middle = phase == LAB_PHASE_OPTIMISATION ? &optimisation : &statistical;
      middle->x += column;
      middle->y += row;
      middle->count++;
    }
  place_name (map, &optimisation, &map->optimisation);
  place_name (map, &statistical, &map->statistical);
}

void
lab_phase_map_add_account (LabPhaseMap *map, const LabPhaseMapInput *input)
{
  const LabAccount *drawn = lab_phases_drawn (input->phases);
  double low, high;
  LabChartLine *line;

  if (drawn == NULL || !(input->phases_points > 0.0))
    return;
  low = isfinite (drawn->low) ? drawn->low : drawn->place;
  high = isfinite (drawn->high) ? drawn->high : drawn->place;
  if (drawn->axis != LAB_PLACE_COMPUTE) {
    low = lab_phase_map_y (map, input->phases_points, low);
    high = lab_phase_map_y (map, input->phases_points, high);
  } else if (map->plane == LAB_PLANE_TIME) {
    low /= input->flop_per_label * fmin (input->batch, input->phases_points);
    high /= input->flop_per_label * fmin (input->batch, input->phases_points);
  }
  /* An upright at this n; without an interval a short one, which can be seen. */
  if (!(high > low * ACCOUNT_LEAST_HEIGHT)) {
    low /= sqrt (ACCOUNT_LEAST_HEIGHT);
    high *= sqrt (ACCOUNT_LEAST_HEIGHT);
  }
  line = lab_chart_content_add_line (map->frame, 2, FALSE);
  line->kind = LAB_LINE_FIT;
  line->colour_index = ACCOUNT_COLOUR;
  line->label = g_strdup (drawn->nature == LAB_ACCOUNT_IS_MEASURED
                              ? _ ("phase boundary, measured at this n")
                              : _ ("phase boundary, predicted at this n"));
  line->x[0] = line->x[1] = input->phases_points;
  line->y[0] = low;
  line->y[1] = high;
}

void
lab_phase_map_lines (LabPhaseMap *map, double condition_number)
{
  g_auto (LabPhaseLine) crossing = {0};
  g_auto (LabPhaseLine) stopping = {0};

  if (lab_phase_field_crossing (map->field, &crossing)) {
    add_line (map, LAB_LINE_PREDICTION, &crossing, FALSE)->label =
        g_strdup (_ ("noise = left to learn, at any n (level 1)"));
    add_asymptote (map, &crossing);
    place_names (map);
  }
  if (lab_phase_field_stopping (map->field, &stopping)) {
    LabChartLine *line = add_line (map, LAB_LINE_FIT, &stopping, FALSE);
    line->colour_index = STOPPING_COLOUR;
    line->label = g_strdup (_ ("best time to stop"));
    if (condition_number > 1.0)
      add_condition (map, &stopping, condition_number);
  }
}
