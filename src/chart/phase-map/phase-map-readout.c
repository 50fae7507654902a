/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which place of the map is meant, and what it says. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/phase-map/phase-map-private.h"

/* Places where there are no dots: so many in each direction. */
#define STEPS 24.0

static double
pixel_distance (const LabPhaseMap *map,
                const LabChartPlot *plot,
                const LabPhaseMapDot *dot,
                double x,
                double y)
{
  return hypot (lab_chart_plot_x (plot, &map->range, dot->dot.points) - x,
                lab_chart_plot_y (plot, &map->range, dot->y) - y);
}

gboolean
lab_phase_map_pick (const LabPhaseMap *map,
                    const LabChartPlot *plot,
                    double x,
                    double y,
                    double reach,
                    LabPhaseCursor *cursor)
{
  double nearest = reach;

  g_return_val_if_fail (map != NULL && plot != NULL && cursor != NULL, FALSE);
  if (x < plot->x || x > plot->x + plot->width || y < plot->y || y > plot->y + plot->height)
    return FALSE;
  *cursor = (LabPhaseCursor){
      .x = lab_chart_value_x (plot, &map->range, x),
      .y = lab_chart_value_y (plot, &map->range, y),
      .dot = -1,
  };
  for (guint i = 0; i < map->dot_count; i++) {
    double distance = pixel_distance (map, plot, &map->dots[i], x, y);
    if (!(distance <= nearest))
      continue;
    nearest = distance;
    *cursor = (LabPhaseCursor){map->dots[i].dot.points, map->dots[i].y, (int)i};
  }
  return TRUE;
}

static gboolean
is_in_view (const LabPhaseMap *map, const LabPhaseMapDot *dot)
{
  const LabChartRange *range = &map->range;
  return dot->dot.points >= range->x_minimum && dot->dot.points <= range->x_maximum &&
         dot->y >= range->y_minimum && dot->y <= range->y_maximum;
}

/* Whether a dot lies in the direction of the move. */
static gboolean
is_ahead (const LabPhaseCursor *cursor, const LabPhaseMapDot *dot, LabCursorMove move)
{
  switch (move) {
  case LAB_CURSOR_NEXT:
    return dot->dot.points > cursor->x;
  case LAB_CURSOR_PREVIOUS:
    return dot->dot.points < cursor->x;
  case LAB_CURSOR_UP:
    return dot->dot.points == cursor->x && dot->y > cursor->y;
  case LAB_CURSOR_DOWN:
    return dot->dot.points == cursor->x && dot->y < cursor->y;
  case LAB_CURSOR_FIRST:
  case LAB_CURSOR_LAST:
  default:
    return TRUE;
  }
}

/* How far a dot is out of the way of the move: first the nearest n, then the nearest time. */
static double
detour (const LabPhaseCursor *cursor, const LabPhaseMapDot *dot, LabCursorMove move)
{
  double across = log (dot->dot.points / cursor->x), along = log (dot->y / cursor->y);

  if (move == LAB_CURSOR_FIRST || move == LAB_CURSOR_LAST)
    return (move == LAB_CURSOR_FIRST ? 1.0 : -1.0) * (1e3 * log (dot->dot.points) + log (dot->y));
  return 1e3 * fabs (across) + fabs (along);
}

static void
move_to_dot (const LabPhaseMap *map, LabCursorMove move, LabPhaseCursor *cursor)
{
  double least = INFINITY;
  int best = -1;

  for (guint i = 0; i < map->dot_count; i++) {
    const LabPhaseMapDot *dot = &map->dots[i];
    if (!is_in_view (map, dot) || !is_ahead (cursor, dot, move))
      continue;
    double way = detour (cursor, dot, move);
    if (way < least) {
      least = way;
      best = (int)i;
    }
  }
  if (best >= 0)
    *cursor = (LabPhaseCursor){map->dots[best].dot.points, map->dots[best].y, best};
}

static void
move_freely (const LabPhaseMap *map, LabCursorMove move, LabPhaseCursor *cursor)
{
  const LabChartRange *range = &map->range;
  double across = pow (range->x_maximum / range->x_minimum, 1.0 / STEPS);
  double along = pow (range->y_maximum / range->y_minimum, 1.0 / STEPS);

  cursor->dot = -1;
  cursor->x *= move == LAB_CURSOR_NEXT ? across : move == LAB_CURSOR_PREVIOUS ? 1.0 / across : 1.0;
  cursor->y *= move == LAB_CURSOR_UP ? along : move == LAB_CURSOR_DOWN ? 1.0 / along : 1.0;
  if (move == LAB_CURSOR_FIRST)
    cursor->x = range->x_minimum;
  if (move == LAB_CURSOR_LAST)
    cursor->x = range->x_maximum;
  cursor->x = CLAMP (cursor->x, range->x_minimum, range->x_maximum);
  cursor->y = CLAMP (cursor->y, range->y_minimum, range->y_maximum);
}

void
lab_phase_map_move (const LabPhaseMap *map, LabCursorMove move, LabPhaseCursor *cursor)
{
  gboolean begins, any = FALSE;

  g_return_if_fail (map != NULL && cursor != NULL);
  begins = !(cursor->x > 0.0) || !(cursor->y > 0.0);
  if (begins)
    *cursor = (LabPhaseCursor){sqrt (map->range.x_minimum * map->range.x_maximum),
                               sqrt (map->range.y_minimum * map->range.y_maximum), -1};
  for (guint i = 0; i < map->dot_count && !any; i++)
    any = is_in_view (map, &map->dots[i]);
  if (any)
    move_to_dot (map, begins ? LAB_CURSOR_FIRST : move, cursor);
  else if (!begins)
    move_freely (map, move, cursor);
}

static char *
measured_words (const LabPhaseMapDot *dot)
{
  g_autofree char *value = lab_chart_number (dot->dot.excess_risk);

  if (dot->dot.provisional)
    /* Translators: %s is an error. */
    return g_strdup_printf (_ ("measured so far %s, in training"), value);
  if (dot->dot.runs == 1)
    return g_strdup_printf (_ ("measured %s (1 run)"), value);
  return g_strdup_printf (
      ngettext ("measured %s (mean of %u run)", "measured %s (mean of %u runs)", dot->dot.runs),
      value, dot->dot.runs);
}

static const char *
phase_words (const LabPhaseMap *map, const LabPhaseCursor *cursor)
{
  switch (lab_phase_map_phase (map, cursor->x, cursor->y)) {
  case LAB_PHASE_OPTIMISATION:
    return _ ("optimisation phase");
  case LAB_PHASE_STATISTICAL:
    return _ ("statistical phase");
  case LAB_PHASE_NONE:
  default:
    return NULL;
  }
}

char *
lab_phase_map_readout (const LabPhaseMap *map, const LabPhaseCursor *cursor)
{
  double predicted;
  const char *phase;
  g_autofree char *n = NULL;
  g_autofree char *y = NULL;
  g_autofree char *expected = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (map != NULL && cursor != NULL, NULL);
  predicted = lab_phase_map_predict (map, cursor->x, cursor->y);
  n = lab_chart_number (cursor->dot >= 0 ? cursor->x : round (cursor->x));
  y = lab_chart_number (cursor->y);
  g_string_printf (text, "n = %s, %s = %s: ", n, map->frame->y_name, y);
  if (isfinite (predicted)) {
    expected = lab_chart_number (predicted);
    /* Translators: %s is an error that theory predicts. */
    g_string_append_printf (
        text, map->noise_unknown ? _ ("expected %s without noise") : _ ("expected %s"), expected);
  } else
    g_string_append (text, _ ("no prediction here"));
  if (cursor->dot >= 0 && cursor->dot < (int)map->dot_count) {
    g_autofree char *measured = measured_words (&map->dots[cursor->dot]);
    g_string_append_printf (text, ", %s", measured);
  }
  phase = phase_words (map, cursor);
  if (phase != NULL)
    g_string_append_printf (text, "; %s", phase);
  return g_string_free (text, FALSE);
}
