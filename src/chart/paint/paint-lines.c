/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits with their bands, predictions, dashed references, hairlines. */
#include <math.h>

#include "chart/paint/paint.h"

#define BAND_OPACITY 0.16

/* Dashes and gaps of references, in units of the font: the first, the second, the third, all
 * others. */
static const double dashes[][4] = {
    {0.55, 0.40, 0.55, 0.40},
    {0.12, 0.35, 0.12, 0.35},
    {0.55, 0.30, 0.12, 0.30},
    {1.10, 0.35, 1.10, 0.35},
};

/* Dots and gaps of predicted training errors, in units of the font. */
static const double dots[] = {0.08, 0.24};

/* Reference and prediction lines against fitted ones. */
#define THIN 0.62

/* An envelope likewise. */
#define STRONG 1.7

/* Vertices farther away than this (pixels) would overflow Cairo's coordinates. */
#define FARTHEST 1e5

static double
bounded (double pixel)
{
  return CLAMP (pixel, -FARTHEST, FARTHEST);
}

static gboolean
is_visible (double x, double y)
{
  return x > 0.0 && y > 0.0 && isfinite (x) && isfinite (y);
}

/* Tells the map what the band covers, in strokes of a cell's width or less. */
static void
note_band (LabPaint *paint, const LabChartLine *line)
{
  const LabChartPlot *plot = &paint->plot;
  double step = lab_paint_marker_radius (paint) / 2.0;

  for (guint i = 1; i < line->vertex_count; i++) {
    double x[2], low[2], high[2];

    for (guint end = 0; end < 2; end++) {
      x[end] = lab_chart_plot_x (plot, &paint->range, line->x[i - 1 + end]);
      low[end] = lab_chart_plot_y (plot, &paint->range, line->band_low[i - 1 + end]);
      high[end] = lab_chart_plot_y (plot, &paint->range, line->band_high[i - 1 + end]);
    }
    for (double at = fmax (x[0], plot->x); at <= fmin (x[1], plot->x + plot->width); at += step) {
      double t = x[1] > x[0] ? (at - x[0]) / (x[1] - x[0]) : 0.0;

      lab_occupancy_add_stroke (paint->map, at, bounded (low[0] + t * (low[1] - low[0])),
                                bounded (high[0] + t * (high[1] - high[0])), LAB_COVER_AREA);
    }
  }
}

static void
paint_band (LabPaint *paint, const LabChartLine *line)
{
  const LabChartPlot *plot = &paint->plot;
  gboolean started = FALSE;
  LabColour colour = lab_paint_line_colour (paint, line->colour_index);

  for (guint i = 0; i < line->vertex_count; i++)
    if (is_visible (line->x[i], line->band_low[i]) && is_visible (line->x[i], line->band_high[i])) {
      double x = bounded (lab_chart_plot_x (plot, &paint->range, line->x[i]));
      double y = bounded (lab_chart_plot_y (plot, &paint->range, line->band_high[i]));

      if (started)
        cairo_line_to (paint->cr, x, y);
      else
        cairo_move_to (paint->cr, x, y);
      started = TRUE;
    }
  for (guint i = line->vertex_count; i-- > 0 && started;)
    if (is_visible (line->x[i], line->band_low[i]) && is_visible (line->x[i], line->band_high[i]))
      cairo_line_to (paint->cr, bounded (lab_chart_plot_x (plot, &paint->range, line->x[i])),
                     bounded (lab_chart_plot_y (plot, &paint->range, line->band_low[i])));
  if (!started)
    return;
  note_band (paint, line);
  cairo_close_path (paint->cr);
  lab_paint_set_colour (paint, &colour, BAND_OPACITY * (line->ghost ? LAB_GHOST_OPACITY : 1.0));
  cairo_fill (paint->cr);
}

void
lab_paint_bands (LabPaint *paint)
{
  for (guint i = 0; i < paint->content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (paint->content->lines, i);

    if (line->kind != LAB_LINE_BAND && line->band_low != NULL && line->band_high != NULL)
      paint_band (paint, line);
  }
}

/* How many references come before this one. */
static guint
reference_index (const LabPaint *paint, const LabChartLine *line)
{
  guint before = 0;

  for (guint i = 0; i < paint->content->lines->len; i++) {
    const LabChartLine *other = g_ptr_array_index (paint->content->lines, i);

    if (other == line)
      break;
    before += other->kind == LAB_LINE_REFERENCE;
  }
  return before;
}

static void
set_dashes (LabPaint *paint, const double *pattern, int count)
{
  double scaled[4];

  for (int i = 0; i < count; i++)
    scaled[i] = pattern[i] * paint->style->font_size;
  cairo_set_dash (paint->cr, scaled, count, 0.0);
}

/* References of the series kind begin with the second pattern: the first is that of slopes. */
void
lab_paint_set_reference_pen (LabPaint *paint, guint colour_index)
{
  const guint index = colour_index - LAB_CHART_REFERENCE + 1;

  set_dashes (paint, dashes[MIN (index, G_N_ELEMENTS (dashes) - 1)], G_N_ELEMENTS (dashes[0]));
  cairo_set_line_width (paint->cr, THIN * paint->style->line_width);
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
  lab_paint_set_colour (paint, &paint->style->foreground, 1.0);
}

gboolean
lab_paint_line_is_coloured (const LabChartLine *line)
{
  return line->kind == LAB_LINE_FIT || line->kind == LAB_LINE_BAND || line->kind == LAB_LINE_LAW;
}

static void
set_pen (LabPaint *paint, const LabChartLine *line)
{
  const LabChartStyle *style = paint->style;
  double opacity = line->ghost ? LAB_GHOST_OPACITY : 1.0;
  gboolean coloured = lab_paint_line_is_coloured (line);
  LabColour colour =
      coloured ? lab_paint_line_colour (paint, line->colour_index) : style->foreground;

  if (line->kind == LAB_LINE_REFERENCE)
    set_dashes (paint, dashes[MIN (reference_index (paint, line), G_N_ELEMENTS (dashes) - 1)],
                G_N_ELEMENTS (dashes[0]));
  else if (line->kind == LAB_LINE_TRAINING || line->kind == LAB_LINE_BAND)
    set_dashes (paint, dots, G_N_ELEMENTS (dots));
  else
    cairo_set_dash (paint->cr, NULL, 0, 0.0);
  cairo_set_line_width (paint->cr, line->kind == LAB_LINE_FIT        ? style->line_width
                                   : line->kind == LAB_LINE_ENVELOPE ? STRONG * style->line_width
                                   : line->kind == LAB_LINE_HAIRLINE ? lab_paint_hair (paint)
                                                                     : THIN * style->line_width);
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
  lab_paint_set_colour (paint, &colour,
                        opacity * (line->kind == LAB_LINE_HAIRLINE    ? 0.5
                                   : line->kind == LAB_LINE_REFERENCE ? 0.75
                                                                      : 1.0));
}

/* Segments join while they are in view, so that dashes run on and corners are round. */
static void
add_polyline (LabPaint *paint, const LabChartLine *line, const double *y)
{
  double last_x = NAN, last_y = NAN;

  for (guint i = 1; i < line->vertex_count; i++) {
    double x0 = lab_chart_plot_x (&paint->plot, &paint->range, line->x[i - 1]);
    double y0 = lab_chart_plot_y (&paint->plot, &paint->range, y[i - 1]);
    double x1 = lab_chart_plot_x (&paint->plot, &paint->range, line->x[i]);
    double y1 = lab_chart_plot_y (&paint->plot, &paint->range, y[i]);

    if (!lab_paint_clip_segment (paint, paint->style->line_width, &x0, &y0, &x1, &y1))
      continue;
    if (x0 != last_x || y0 != last_y)
      cairo_move_to (paint->cr, x0, y0);
    cairo_line_to (paint->cr, x1, y1);
    lab_occupancy_add_segment (paint->map, x0, y0, x1, y1, 1.0, LAB_COVER_DATA);
    last_x = x1;
    last_y = y1;
  }
}

static void
add_hairline (LabPaint *paint, const LabChartLine *line)
{
  const LabChartPlot *plot = &paint->plot;
  double y;

  if (line->vertex_count == 0)
    return;
  y = lab_chart_plot_y (plot, &paint->range, line->y[0]);
  if (!(y >= plot->y && y <= plot->y + plot->height))
    return;
  cairo_move_to (paint->cr, plot->x, y);
  cairo_line_to (paint->cr, plot->x + plot->width, y);
  lab_occupancy_add_segment (paint->map, plot->x, y, plot->x + plot->width, y, 1.0, LAB_COVER_DATA);
}

/* Theory first, so that measurements lie over it. */
void
lab_paint_lines (LabPaint *paint)
{
  static const LabLineKind order[] = {LAB_LINE_HAIRLINE, LAB_LINE_REFERENCE,  LAB_LINE_BAND,
                                      LAB_LINE_TRAINING, LAB_LINE_PREDICTION, LAB_LINE_LAW,
                                      LAB_LINE_FIT,      LAB_LINE_ENVELOPE};

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < paint->content->lines->len; i++) {
      const LabChartLine *line = g_ptr_array_index (paint->content->lines, i);

      if (line->kind != order[k])
        continue;
      set_pen (paint, line);
      if (line->kind == LAB_LINE_HAIRLINE)
        add_hairline (paint, line);
      else
        add_polyline (paint, line, line->y);
      if (line->kind == LAB_LINE_BAND)
        add_polyline (paint, line, line->band_low);
      cairo_stroke (paint->cr);
    }
  cairo_set_dash (paint->cr, NULL, 0, 0.0);
}

void
lab_paint_line_sample (LabPaint *paint, const LabChartLine *line, double x, double y, double length)
{
  set_pen (paint, line);
  cairo_move_to (paint->cr, x, y);
  cairo_line_to (paint->cr, x + length, y);
  cairo_stroke (paint->cr);
  cairo_set_dash (paint->cr, NULL, 0, 0.0);
}
