/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of the data a chart shows by itself: everything, out to half decades. */
#include <math.h>

#include "chart/paint/painter.h"

/* Limits lie on multiples of half a decade, so that growing data moves them rarely. */
#define STEPS_PER_DECADE 2.0

/* Nothing sits closer to an edge than this many decades. */
#define CLEARANCE 0.04

/* The end of an error bar may pass the edge by this many decades: the margin shows it. */
#define BAR_OVERHANG 0.02

/* A single point still gets a decade around it, or local slopes look like cliffs. */
#define SHORTEST_SPAN 1.0

/* Error bars longer than this factor, and hairlines farther than it from the data, do not decide
 * about the limits. */
#define REACH 10.0

/* A band with few points opens like a trumpet: only this much of it decides (half a decade). */
#define BAND_REACH 3.1622776601683795

/* An axis of whole numbers begins and ends by this factor beyond the first and last. */
#define WHOLE_MARGIN 1.15

/* Keeps powers of ten normal numbers. */
#define LOWEST_DECADE  (-306.0)
#define HIGHEST_DECADE 307.0

typedef struct
{
  double low;
  double high;
} Span;

static void
span_add (Span *span, double value)
{
  if (!(value > 0.0) || !isfinite (value))
    return;
  span->low = value < span->low ? value : span->low;
  span->high = value > span->high ? value : span->high;
}

static gboolean
span_is_empty (const Span *span)
{
  return span->low > span->high;
}

static void
span_add_bar (Span *span, const LabChartPoint *point)
{
  const double inwards = 1.1481536214968828; /* 10 to the power of CLEARANCE + BAR_OVERHANG */
  double lowest = point->y / REACH, highest = point->y * REACH;

  span_add (span, point->y);
  lowest = (point->low > lowest ? point->low : lowest) * inwards;
  highest = (point->high < highest ? point->high : highest) / inwards;
  if (point->low > 0.0 && lowest < span->low)
    span->low = lowest;
  if (highest > span->high)
    span->high = highest;
}

static void
add_series (const LabChartContent *content, Span *x, Span *y)
{
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    for (guint j = 0; j < series->point_count; j++) {
      const LabChartPoint *point = &series->points[j];

      if (!(point->x > 0.0) || !(point->y > 0.0) || !isfinite (point->x) || !isfinite (point->y))
        continue;
      span_add (x, point->x);
      span_add_bar (y, point);
    }
  }
}

/* What of a fitted line has to be in view: the line within REACH of the points, its band within
 * BAND_REACH. */
static void
add_fitted (const LabChartLine *line, const Span *points, Span *y)
{
  const double clearance = pow (10.0, CLEARANCE + 1e-9); /* the edge of a band may lie on an edge */

  for (guint j = 0; j < line->vertex_count; j++) {
    span_add (y, CLAMP (line->y[j], points->low / REACH, points->high * REACH));
    if (line->band_low != NULL)
      span_add (y, clearance * fmax (line->band_low[j], points->low / BAND_REACH));
    if (line->band_high != NULL)
      span_add (y, fmin (line->band_high[j], points->high * BAND_REACH) / clearance);
  }
}

/* Fitted lines belong to the data; theory goes on for ever and decides only where there is nothing
 * else. */
static void
add_lines (const LabChartContent *content, Span *x, Span *y)
{
  gboolean alone = span_is_empty (x);
  const Span points = *y;

  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind == LAB_LINE_HAIRLINE || (line->kind != LAB_LINE_FIT && !alone))
      continue;
    if (line->kind == LAB_LINE_FIT && !span_is_empty (&points))
      add_fitted (line, &points, y);
    for (guint j = 0; j < line->vertex_count; j++) {
      span_add (x, line->x[j]);
      if (alone)
        span_add (y, line->y[j]);
    }
  }
}

/* Unlike points, hairlines may lie on the very edge. */
static void
add_hairlines (const LabChartContent *content, Span *y)
{
  const double clearance = pow (10.0, CLEARANCE + 1e-9);
  Span reachable = {y->low / REACH, y->high * REACH};
  gboolean alone = span_is_empty (y);

  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);
    double level = line->vertex_count > 0 ? line->y[0] : 0.0;

    if (line->kind != LAB_LINE_HAIRLINE || !(level > 0.0) || !isfinite (level))
      continue;
    if (!alone && (level < reachable.low || level > reachable.high))
      continue;
    y->low = fmin (y->low, level * clearance);
    y->high = fmax (y->high, level / clearance);
  }
}

static void
span_round (const Span *span, double *minimum, double *maximum)
{
  double low = 0.0, high = SHORTEST_SPAN;

  if (isfinite (span->low) && span->high > 0.0) {
    low = floor ((log10 (span->low) - CLEARANCE) * STEPS_PER_DECADE) / STEPS_PER_DECADE;
    high = ceil ((log10 (span->high) + CLEARANCE) * STEPS_PER_DECADE) / STEPS_PER_DECADE;
  }
  while (high - low < SHORTEST_SPAN) {
    high += 1.0 / STEPS_PER_DECADE;
    if (high - low < SHORTEST_SPAN)
      low -= 1.0 / STEPS_PER_DECADE;
  }
  low = CLAMP (low, LOWEST_DECADE, HIGHEST_DECADE - SHORTEST_SPAN);
  high = CLAMP (high, low + SHORTEST_SPAN, HIGHEST_DECADE);
  *minimum = pow (10.0, low);
  *maximum = pow (10.0, high);
}

void
lab_chart_range_fit (const LabChartContent *content, LabChartRange *range)
{
  Span x = {INFINITY, 0.0}, y = {INFINITY, 0.0};

  g_return_if_fail (content != NULL);
  g_return_if_fail (range != NULL);

  add_series (content, &x, &y);
  span_add (&x, content->x_low);
  span_add (&x, content->x_high);
  span_add (&y, content->y_low);
  span_add (&y, content->y_high);
  add_lines (content, &x, &y);
  add_hairlines (content, &y);
  for (guint i = 0; i < content->divergences->len; i++)
    span_add (&x, ((LabChartDivergence *)g_ptr_array_index (content->divergences, i))->x);
  for (guint i = 0; i < content->boundaries->len; i++)
    span_add (&x, ((LabChartBoundary *)g_ptr_array_index (content->boundaries, i))->x);
  if (content->x_whole && !span_is_empty (&x)) {
    range->x_minimum = x.low / WHOLE_MARGIN;
    range->x_maximum = x.high * WHOLE_MARGIN;
  } else {
    span_round (&x, &range->x_minimum, &range->x_maximum);
  }
  span_round (&y, &range->y_minimum, &range->y_maximum);
}
