/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which point is meant, and what it says. */
#include "chart/paint/readout.h"
#include "chart/paint/readout-testing.h"

#include <math.h>

#include <glib/gi18n.h>

static const LabChartSeries *
series_at (const LabChartContent *content, guint index)
{
  return g_ptr_array_index (content->series, index);
}

static gboolean
is_drawn (const LabChartPoint *point)
{
  return point->x > 0.0 && point->y > 0.0 && isfinite (point->x) && isfinite (point->y);
}

/* The next drawn point of a series after `from` in steps of +1 or -1; -1 when there is none. */
static int
next_drawn (const LabChartSeries *series, int from, int step)
{
  for (int i = from + step; i >= 0 && i < (int)series->point_count; i += step)
    if (is_drawn (&series->points[i]))
      return i;
  return -1;
}

gboolean
lab_chart_nearest (const LabChartContent *content,
                   const LabChartPlot *plot,
                   const LabChartRange *range,
                   double x,
                   double y,
                   double reach,
                   LabChartCursor *cursor)
{
  double best = reach;

  g_return_val_if_fail (content != NULL && plot != NULL && range != NULL && cursor != NULL, FALSE);
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = series_at (content, i);

    for (guint j = 0; j < series->point_count; j++) {
      double distance = hypot (lab_chart_plot_x (plot, range, series->points[j].x) - x,
                               lab_chart_plot_y (plot, range, series->points[j].y) - y);

      if (distance <= best) {
        best = distance;
        *cursor = (LabChartCursor){i, j};
      }
    }
  }
  return best < reach;
}

gboolean
lab_chart_cursor_init (const LabChartContent *content, LabChartCursor *cursor)
{
  g_return_val_if_fail (content != NULL && cursor != NULL, FALSE);
  for (int ghosts = 0; ghosts < 2; ghosts++)
    for (guint i = content->series->len; i-- > 0;) {
      int first = next_drawn (series_at (content, i), -1, 1);

      if (series_at (content, i)->ghost != (ghosts == 1) || first < 0)
        continue;
      *cursor = (LabChartCursor){i, (guint)first};
      return TRUE;
    }
  return FALSE;
}

gboolean
lab_chart_cursor_valid (const LabChartContent *content, const LabChartCursor *cursor)
{
  return cursor->series < content->series->len &&
         cursor->point < series_at (content, cursor->series)->point_count &&
         is_drawn (&series_at (content, cursor->series)->points[cursor->point]);
}

/* The point of a series nearest in x, by ratio; -1 when nothing of it is drawn. */
static int
nearest_in_x (const LabChartSeries *series, double x)
{
  double best = INFINITY;
  int found = -1;

  for (int i = next_drawn (series, -1, 1); i >= 0; i = next_drawn (series, i, 1)) {
    double distance = fabs (log (series->points[i].x / x));

    if (distance < best) {
      best = distance;
      found = i;
    }
  }
  return found;
}

/* Among the other curves, the one whose point nearest in x lies next above (or below). */
static gboolean
move_across (const LabChartContent *content, LabChartCursor *cursor, gboolean up)
{
  const LabChartPoint *here = &series_at (content, cursor->series)->points[cursor->point];
  LabChartCursor found = *cursor;
  double best = INFINITY;

  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = series_at (content, i);
    int point = i == cursor->series ? -1 : nearest_in_x (series, here->x);
    double rise = point < 0 ? NAN : log (series->points[point].y / here->y) * (up ? 1.0 : -1.0);

    if (rise > 0.0 && rise < best) {
      best = rise;
      found = (LabChartCursor){i, (guint)point};
    }
  }
  *cursor = found;
  return isfinite (best);
}

gboolean
lab_chart_cursor_move (const LabChartContent *content, LabChartCursor *cursor, LabCursorMove move)
{
  const LabChartSeries *series;
  int target = -1;

  g_return_val_if_fail (content != NULL && cursor != NULL, FALSE);
  g_return_val_if_fail (lab_chart_cursor_valid (content, cursor), FALSE);

  series = series_at (content, cursor->series);
  switch (move) {
  case LAB_CURSOR_NEXT:
    target = next_drawn (series, (int)cursor->point, 1);
    break;
  case LAB_CURSOR_PREVIOUS:
    target = next_drawn (series, (int)cursor->point, -1);
    break;
  case LAB_CURSOR_FIRST:
    target = next_drawn (series, -1, 1);
    break;
  case LAB_CURSOR_LAST:
    target = next_drawn (series, (int)series->point_count, -1);
    break;
  case LAB_CURSOR_UP:
  case LAB_CURSOR_DOWN:
    return move_across (content, cursor, move == LAB_CURSOR_UP);
  default:
    g_return_val_if_reached (FALSE);
  }
  if (target < 0 || (guint)target == cursor->point)
    return FALSE;
  cursor->point = (guint)target;
  return TRUE;
}

double
lab_chart_local_slope (const LabChartContent *content, const LabChartCursor *cursor)
{
  const LabChartSeries *series;
  int before, after;

  g_return_val_if_fail (lab_chart_cursor_valid (content, cursor), NAN);
  series = series_at (content, cursor->series);
  before = next_drawn (series, (int)cursor->point, -1);
  after = next_drawn (series, (int)cursor->point, 1);
  before = before < 0 ? (int)cursor->point : before;
  after = after < 0 ? (int)cursor->point : after;
  if (!(series->points[after].x > series->points[before].x))
    return NAN;
  return log (series->points[after].y / series->points[before].y) /
         log (series->points[after].x / series->points[before].x);
}

char *
lab_chart_number (double value)
{
  static const char *const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  g_autofree char *digits = NULL;
  GString *out;
  int exponent;

  if (value < 1e6 && fabs (value - round (value)) < 1e-9 * value)
    return g_strdup_printf ("%.0f", value);
  if (!(value > 0.0) || (value < 1e6 && value >= 1e-4))
    return g_strdup_printf ("%.3g", value);
  exponent = (int)floor (log10 (value * (1.0 + 5e-4)));
  digits = g_strdup_printf ("%d", ABS (exponent));
  out = g_string_new (NULL);
  g_string_printf (out, "%.3g\u00b710", value / pow (10.0, exponent));
  g_string_append (out, exponent < 0 ? "\u207b" : "");
  for (const char *digit = digits; *digit != '\0'; digit++)
    g_string_append (out, raised[*digit - '0']);
  return g_string_free (out, FALSE);
}

static void
append_state (GString *out, const LabChartPoint *point)
{
  if (point->provisional)
    g_string_append_printf (out, ", %s", _ ("still training"));
  if (point->outside)
    g_string_append_printf (out, ", %s", _ ("outside the fit window"));
  if (point->left_out)
    g_string_append_printf (out, ", %s", _ ("not fitted"));
}

char *
lab_chart_readout (const LabChartContent *content, const LabChartCursor *cursor)
{
  GString *out = g_string_new (NULL);
  const LabChartSeries *series;
  const LabChartPoint *point;
  double slope;

  g_return_val_if_fail (content != NULL && cursor != NULL, g_string_free (out, FALSE));
  g_return_val_if_fail (lab_chart_cursor_valid (content, cursor), g_string_free (out, FALSE));

  series = series_at (content, cursor->series);
  point = &series->points[cursor->point];
  slope = lab_chart_local_slope (content, cursor);

  g_autofree char *x = lab_chart_number (point->x);
  g_autofree char *y = lab_chart_number (point->y);

  if (series->label != NULL)
    g_string_append_printf (out, "%s: ", series->label);
  g_string_append_printf (out, "%s = %s, %s %s", content->x_name != NULL ? content->x_name : "x", x,
                          content->y_name != NULL ? content->y_name : "y", y);
  if (point->high > point->low) {
    g_autofree char *low = lab_chart_number (point->low);
    g_autofree char *high = lab_chart_number (point->high);

    /* Translators: the ends of an error bar. */
    g_string_append_printf (out, _ (" (%s to %s)"), low, high);
  }
  if (isfinite (slope))
    g_string_append_printf (out, _ (", local slope %s%.2f"), slope < 0.0 ? "\u2212" : "",
                            fabs (slope));
  append_state (out, point);
  return g_string_free (out, FALSE);
}
