/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals: how far the measurements lie from the fitted line, in a strip that shares the chart's x
 * axis. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/paint.h"

/* The strip, in units of the font; and how many standard deviations it shows each way. */
#define HEIGHT    8.0
#define CAPTION   1.7
#define PADDING   0.5
#define REACH     3.5
#define USUAL     2.0 /* 95 of 100 lie within */
#define TEXT_SIZE 0.88
#define BAND      0.06
#define RADIUS    0.7 /* of the chart's markers */

double
lab_chart_residuals_height (const LabChartStyle *style)
{
  g_return_val_if_fail (style != NULL, 0.0);
  return HEIGHT * style->font_size;
}

static double
place_of (const LabChartPlot *strip, double standard)
{
  return strip->y + strip->height * (0.5 - 0.5 * CLAMP (standard, -REACH, REACH) / REACH);
}

static void
paint_level (LabPaint *paint, const LabChartPlot *strip, double standard, const char *words)
{
  double y = floor (place_of (strip, standard)) + 0.5;
  g_auto (LabText) text = {0};

  cairo_move_to (paint->cr, strip->x, y);
  cairo_line_to (paint->cr, strip->x + strip->width, y);
  lab_paint_set_colour (paint, &paint->style->foreground, standard == 0.0 ? 0.6 : 0.25);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
  lab_text_init (&text, paint->pango, words, TEXT_SIZE * paint->style->font_size, 0.0, 1);
  lab_paint_text (paint, &text, strip->x - PADDING * paint->style->font_size, y,
                  (LabAnchor){1.0, 0.5}, 0.0, &paint->style->foreground, FALSE);
}

static void
paint_ground (LabPaint *paint, const LabChartPlot *strip)
{
  double top = place_of (strip, USUAL), bottom = place_of (strip, -USUAL);

  cairo_rectangle (paint->cr, strip->x, top, strip->width, bottom - top);
  lab_paint_set_colour (paint, &paint->style->foreground, BAND);
  cairo_fill (paint->cr);
  paint_level (paint, strip, USUAL, "+2");
  paint_level (paint, strip, 0.0, "0");
  paint_level (paint, strip, -USUAL, "\u22122");
}

/* Farther out than the strip reaches: hollow, at its edge. */
static void
paint_points (LabPaint *paint, const LabChartPlot *strip)
{
  double radius = RADIUS * lab_paint_marker_radius (paint);

  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, strip->x - radius, strip->y - radius, strip->width + 2.0 * radius,
                   strip->height + 2.0 * radius);
  cairo_clip (paint->cr);
  for (guint i = 0; i < paint->content->residual_count; i++) {
    const LabChartResidual *residual = &paint->content->residuals[i];
    double x = lab_chart_plot_x (strip, &paint->range, residual->x);

    if (x >= strip->x - radius && x <= strip->x + strip->width + radius)
      lab_paint_marker (paint, residual->colour_index, x, place_of (strip, residual->standard),
                        radius, fabs (residual->standard) > REACH, 1.0);
  }
  cairo_restore (paint->cr);
}

void
lab_chart_paint_residuals (cairo_t *cr,
                           double width,
                           const LabChartContent *content,
                           const LabChartRange *range,
                           const LabChartStyle *style,
                           const LabChartPlot *plot)
{
  g_return_if_fail (cr != NULL && content != NULL && range != NULL);
  g_return_if_fail (style != NULL && plot != NULL);

  double font = style->font_size;
  LabPaint paint = {.cr = cr, .content = content, .style = style, .range = *range, .width = width};
  LabChartPlot strip = {plot->x, CAPTION * font, plot->width,
                        (HEIGHT - CAPTION - 2.0 * PADDING) * font};
  LabColour background = lab_paint_background (&paint);
  g_auto (LabText) caption = {0};

  cairo_save (cr);
  lab_paint_set_colour (&paint, &background, 1.0);
  cairo_rectangle (cr, 0.0, 0.0, width, HEIGHT * font);
  cairo_fill (cr);
  paint.pango = lab_text_context (cr, style);
  lab_text_init (&caption, paint.pango,
                 content->residual_count > 0 ? _ ("distance from the fit, in standard deviations")
                                             : _ ("distance from the fit: nothing is fitted yet"),
                 TEXT_SIZE * font, width - 2.0 * PADDING * font, 1);
  lab_paint_text (&paint, &caption, PADDING * font, 0.0, (LabAnchor){0.0, 0.0}, 0.0,
                  &style->foreground, FALSE);
  paint_ground (&paint, &strip);
  paint_points (&paint, &strip);
  g_object_unref (paint.pango);
  cairo_restore (cr);
}
