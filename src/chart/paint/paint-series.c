/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measurements: markers with error bars, and trajectories. */
#include <math.h>

#include "chart/paint/decimate.h"
#include "chart/paint/paint.h"
#include "chart/paint/raster.h"
#include "chart/paint/scale.h"

/* Error bars: cap and ink against the marker and the fitted line. */
#define CAP_WIDTH 0.75
#define BAR_WIDTH 0.6

/* Trajectories against fitted lines; the envelope of their error bars. */
#define TRAJECTORY_WIDTH 0.75

/* Of a trajectory that an envelope stands for, against others. */
#define THIN_WIDTH       0.6
#define ENVELOPE_OPACITY 0.13

/* Points of a trajectory are dotted while they are at least this far apart (units of the font). */
#define DOT_SPACING 0.75

#define FARTHEST 1e5

static gboolean
is_drawable (const LabChartPoint *point)
{
  return point->x > 0.0 && point->y > 0.0 && isfinite (point->x) && isfinite (point->y);
}

static double
pixel_y (const LabPaint *paint, double y)
{
  return CLAMP (lab_chart_plot_y (&paint->plot, &paint->range, y), -FARTHEST, FARTHEST);
}

/* A lower end at or below zero runs off the axis. */
static void
paint_error_bar (LabPaint *paint, const LabChartPoint *point, double x)
{
  double cap = CAP_WIDTH * lab_paint_marker_radius (paint);
  double top = pixel_y (paint, point->high);
  double bottom =
      point->low > 0.0 ? pixel_y (paint, point->low) : paint->plot.y + paint->plot.height;

  if (!isfinite (point->high) || !(point->high > point->low) || bottom - top < 1.0)
    return;
  cairo_move_to (paint->cr, x, top);
  cairo_line_to (paint->cr, x, bottom);
  cairo_move_to (paint->cr, x - cap, top);
  cairo_line_to (paint->cr, x + cap, top);
  if (point->low > 0.0) {
    cairo_move_to (paint->cr, x - cap, bottom);
    cairo_line_to (paint->cr, x + cap, bottom);
  }
  lab_occupancy_add_segment (paint->map, x, fmax (top, paint->plot.y), x,
                             fmin (bottom, paint->plot.y + paint->plot.height), 1.0,
                             LAB_COVER_DATA);
}

static gboolean
is_near_plot (const LabPaint *paint, double x, double y, double margin)
{
  const LabChartPlot *plot = &paint->plot;

  return x >= plot->x - margin && x <= plot->x + plot->width + margin && y >= plot->y - margin &&
         y <= plot->y + plot->height + margin;
}

static void
paint_points (LabPaint *paint, const LabChartSeries *series)
{
  double radius = lab_paint_marker_radius (paint);
  double opacity = series->ghost ? LAB_GHOST_OPACITY : 1.0;
  LabColour colour = lab_paint_line_colour (paint, series->colour_index);

  for (guint i = 0; i < series->point_count; i++) {
    double x = lab_chart_plot_x (&paint->plot, &paint->range, series->points[i].x);

    if (is_drawable (&series->points[i]) && is_near_plot (paint, x, paint->plot.y, radius))
      paint_error_bar (paint, &series->points[i], x);
  }
  lab_paint_set_colour (paint, &colour, opacity);
  cairo_set_line_width (paint->cr, fmax (0.8, BAR_WIDTH * paint->style->line_width));
  cairo_stroke (paint->cr);
  for (guint i = 0; i < series->point_count; i++) {
    const LabChartPoint *point = &series->points[i];
    double x = lab_chart_plot_x (&paint->plot, &paint->range, point->x);
    double y = lab_chart_plot_y (&paint->plot, &paint->range, point->y);
    LabLabelBox box = {x, y, 2.4 * radius, 2.4 * radius, 0.0};

    if (!is_drawable (point) || !is_near_plot (paint, x, y, radius))
      continue;
    lab_paint_marker (paint, series->colour_index, x, y, radius,
                      point->provisional || point->outside,
                      point->left_out ? LAB_GHOST_OPACITY : opacity);
    lab_occupancy_add_box (paint->map, &box, LAB_COVER_DATA);
  }
}

/* The drawable points in pixels, those far outside left out save for one neighbour on each side. */
static guint
collect_pixels (LabPaint *paint, const LabChartSeries *series, LabPixel *pixels)
{
  double left = paint->plot.x - 2.0, right = paint->plot.x + paint->plot.width + 2.0;
  LabScale scale_x = lab_scale_x (&paint->plot, &paint->range);
  LabScale scale_y = lab_scale_y (&paint->plot, &paint->range);
  guint count = 0;

  for (guint i = 0; i < series->point_count; i++)
    pixels[i] = (LabPixel){series->points[i].x, series->points[i].y};
  lab_scale_log10_all (&pixels[0].x, 2 * (gsize)series->point_count);
  for (guint i = 0; i < series->point_count; i++) {
    double x = scale_x.origin + scale_x.factor * pixels[i].x;
    double y = scale_y.origin + scale_y.factor * pixels[i].y;
    LabPixel pixel = {CLAMP (x, -FARTHEST, FARTHEST), CLAMP (y, -FARTHEST, FARTHEST)};

    if (isnan (x) || isnan (y))
      continue;
    if (count > 1 && pixel.x < left && pixels[count - 1].x < left)
      count--;
    pixels[count++] = pixel;
    if (pixel.x > right)
      break;
  }
  return count;
}

static void
paint_envelope (LabPaint *paint, const LabChartSeries *series)
{
  LabColour colour = lab_paint_line_colour (paint, series->colour_index);
  gboolean started = FALSE;

  for (int side = 0; side < 2; side++)
    for (guint j = 0; j < series->point_count; j++) {
      const LabChartPoint *point = &series->points[side == 0 ? j : series->point_count - 1 - j];

      if (!is_drawable (point) || !(point->low > 0.0) || !isfinite (point->high))
        continue;
      cairo_line_to (
          paint->cr,
          CLAMP (lab_chart_plot_x (&paint->plot, &paint->range, point->x), -FARTHEST, FARTHEST),
          pixel_y (paint, side == 0 ? point->high : point->low));
      started = TRUE;
    }
  if (!started)
    return;
  cairo_close_path (paint->cr);
  lab_paint_set_colour (paint, &colour,
                        ENVELOPE_OPACITY * (series->ghost ? LAB_GHOST_OPACITY : 1.0));
  cairo_fill (paint->cr);
}

static gboolean
has_envelope (const LabChartSeries *series)
{
  for (guint i = 0; i < series->point_count; i++)
    if (series->points[i].high > series->points[i].low)
      return TRUE;
  return FALSE;
}

/* One stroke for the whole curve; dashes tell apart what shares a colour. */
static void
stroke_pixels (LabPaint *paint, const LabPixel *pixels, guint count, double width)
{
  for (guint i = 0; i < count; i++)
    cairo_line_to (paint->cr, pixels[i].x, pixels[i].y);
  cairo_set_line_width (paint->cr, width);
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (paint->cr);
}

static void
note_pixels (LabPaint *paint, const LabPixel *pixels, guint count)
{
  for (guint i = 1; i < count; i++) {
    double x0 = pixels[i - 1].x, y0 = pixels[i - 1].y, x1 = pixels[i].x, y1 = pixels[i].y;

    if (lab_paint_clip_segment (paint, 0.0, &x0, &y0, &x1, &y1))
      lab_occupancy_add_segment (paint->map, x0, y0, x1, y1, 1.0, LAB_COVER_DATA);
  }
}

/* A curve of many points is for the map a row of strokes, one in each of its columns. */
static void
note_dense (LabPaint *paint, const LabPixel *pixels, guint count)
{
  double step = lab_paint_marker_radius (paint) / 2.0;
  double end = pixels[0].x + step, low = pixels[0].y, high = low;

  for (guint i = 1; i < count; i++) {
    low = pixels[i].y < low ? pixels[i].y : low;
    high = pixels[i].y > high ? pixels[i].y : high;
    if (pixels[i].x < end && i + 1 < count)
      continue;
    lab_occupancy_add_stroke (paint->map, pixels[i].x, low, high, LAB_COVER_DATA);
    end = pixels[i].x + step;
    low = high = pixels[i].y;
  }
}

/* Joins its points in the order they have. */
static void
paint_reference (LabPaint *paint, const LabChartSeries *series, LabPixel *pixels)
{
  guint count = collect_pixels (paint, series, pixels);

  lab_paint_set_reference_pen (paint, series->colour_index);
  for (guint i = 0; i < count; i++)
    cairo_line_to (paint->cr, pixels[i].x, pixels[i].y);
  cairo_stroke (paint->cr);
  cairo_set_dash (paint->cr, NULL, 0, 0.0);
  note_pixels (paint, pixels, count);
}

/* Small dots on the measured steps, where they are far enough apart to be told. */
static void
paint_dots (LabPaint *paint, const LabChartSeries *series, double opacity)
{
  double radius = 0.5 * lab_paint_marker_radius (paint);
  double last = -FARTHEST;

  for (guint i = 0; i < series->point_count; i++) {
    const LabChartPoint *point = &series->points[i];
    double x = lab_chart_plot_x (&paint->plot, &paint->range, point->x);
    double y = lab_chart_plot_y (&paint->plot, &paint->range, point->y);

    if (!is_drawable (point) || !is_near_plot (paint, x, y, radius) ||
        fabs (x - last) < DOT_SPACING * paint->style->font_size)
      continue;
    lab_paint_marker (paint, series->colour_index, x, y, point->provisional ? 1.3 * radius : radius,
                      point->provisional || point->outside, opacity);
    last = x;
  }
}

/* pixels has room for all points. */
static void
paint_trajectory (LabPaint *paint, const LabChartSeries *series, LabPixel *pixels)
{
  LabColour colour = lab_paint_line_colour (paint, series->colour_index);
  double width = (series->thin ? THIN_WIDTH : 1.0) * TRAJECTORY_WIDTH * paint->style->line_width;
  double opacity = series->ghost ? LAB_GHOST_OPACITY : 1.0;
  guint count = collect_pixels (paint, series, pixels);

  if (count < paint->plot.width && !series->thin && has_envelope (series))
    paint_envelope (paint, series);
  colour.alpha *= opacity;
  if (count < paint->plot.width / 2.0 ||
      !lab_raster_polyline (paint->cr, &paint->plot, pixels, count, width, &colour)) {
    count = lab_decimate (pixels, count, 1.0, pixels);
    lab_paint_set_colour (paint, &colour, 1.0);
    stroke_pixels (paint, pixels, count, width);
    note_pixels (paint, pixels, count);
  } else {
    note_dense (paint, pixels, count);
  }
  if (count < paint->plot.width / (DOT_SPACING * paint->style->font_size))
    paint_dots (paint, series, opacity);
}

static guint
most_points (const LabChartContent *content)
{
  guint most = 1;

  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    most = MAX (most, series->point_count);
  }
  return most;
}

/* Ghosts lie below what is current. */
void
lab_paint_series (LabPaint *paint)
{
  /* One for all: memory fresh from the system costs as much as the drawing. */
  g_autofree LabPixel *pixels = g_new (LabPixel, most_points (paint->content));

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < paint->content->series->len; i++) {
      const LabChartSeries *series = g_ptr_array_index (paint->content->series, i);

      if (series->ghost != (pass == 0))
        continue;
      if (lab_chart_series_is_reference (series))
        paint_reference (paint, series, pixels);
      else if (series->kind == LAB_SERIES_TRAJECTORY)
        paint_trajectory (paint, series, pixels);
      if (series->kind == LAB_SERIES_POINTS)
        paint_points (paint, series);
    }
}
