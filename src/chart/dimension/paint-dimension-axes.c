/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axes of one of dimension's small multiples: levels and their name, ticks, the true d. */
#include "chart/dimension/paint-dimension-axes.h"

#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/log-ticks.h"

/* In units of the font. */
#define TICK_SPACING  3.2
#define LEVEL_SPACING 2.6

void
lab_paint_dimension_colour (cairo_t *cr, const LabColour *colour, double opacity)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * opacity);
}

void
lab_paint_dimension_text (const LabDimensionFrame *frame,
                          const char *plain,
                          double x,
                          double y,
                          LabAnchor anchor,
                          gboolean bold)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, frame->pango, plain, frame->font, 0.0, 1);
  if (bold)
    lab_text_set_bold (&text);
  lab_text_draw (&text, frame->cr, x, y, anchor, 0.0, &frame->style->foreground, NULL);
}

/* 1, 2 or 5 times a power of ten, so that labels do not touch. */
static double
level_step (const LabDimensionFrame *frame, const LabDimensionAxes *axes)
{
  double least = LEVEL_SPACING * frame->font / axes->plot.height *
                 (frame->plot->y_maximum - frame->plot->y_minimum);
  double power = pow (10.0, floor (log10 (least)));

  for (guint i = 0; i < 3; i++) {
    static const double factors[] = {1.0, 2.0, 5.0};

    if (factors[i] * power >= least)
      return factors[i] * power;
  }
  return 10.0 * power;
}

void
lab_paint_dimension_levels (const LabDimensionFrame *frame, const LabDimensionAxes *axes)
{
  double step = level_step (frame, axes);

  for (double i = ceil (frame->plot->y_minimum / step); i * step <= frame->plot->y_maximum; i++) {
    double y = lab_dimension_place_y (frame, axes, i * step);
    g_autofree char *label = g_strdup_printf ("%g", i * step);

    cairo_move_to (frame->cr, axes->plot.x, round (y) + 0.5);
    cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
    lab_paint_dimension_text (frame, label, axes->plot.x - 0.5 * frame->font, y,
                              (LabAnchor){1.0, 0.5}, FALSE);
  }
  cairo_set_line_width (frame->cr, 1.0);
  lab_paint_dimension_colour (frame->cr, &frame->style->grid, 1.0);
  cairo_stroke (frame->cr);
}

void
lab_paint_dimension_name (const LabDimensionFrame *frame, const LabDimensionAxes *axes)
{
  g_auto (LabText) text = {0};

  lab_text_init (&text, frame->pango, _ ("dimension d"), frame->font, axes->plot.height, 1);
  lab_text_draw (&text, frame->cr, axes->plot.x - (LAB_DIMENSION_LEFT - 0.3) * frame->font,
                 axes->plot.y + 0.5 * axes->plot.height, (LabAnchor){0.5, 0.0}, -0.5 * G_PI,
                 &frame->style->foreground, NULL);
}

void
lab_paint_dimension_ticks (const LabDimensionFrame *frame, const LabDimensionAxes *axes)
{
  double bottom = axes->plot.y + axes->plot.height;
  g_autoptr (GArray) ticks =
      lab_log_ticks (axes->x_low, axes->x_high, axes->plot.width, TICK_SPACING * frame->font);

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double x = lab_dimension_place_x (axes, tick->value);
    g_auto (LabText) text = {0};

    cairo_move_to (frame->cr, round (x) + 0.5, bottom);
    cairo_rel_line_to (frame->cr, 0.0, 0.35 * frame->font);
    if (tick->markup == NULL)
      continue;
    lab_text_init_markup (&text, frame->pango, tick->markup, frame->font);
    lab_text_draw (&text, frame->cr, x, bottom + 0.45 * frame->font, (LabAnchor){0.5, 0.0}, 0.0,
                   &frame->style->foreground, NULL);
  }
  cairo_move_to (frame->cr, axes->plot.x, round (bottom) + 0.5);
  cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
  cairo_set_line_width (frame->cr, 1.0);
  lab_paint_dimension_colour (frame->cr, &frame->style->foreground, 0.55);
  cairo_stroke (frame->cr);
}

/* Whether most series end below the true d. */
static gboolean
ends_below (const LabDimensionPanel *panel, double truth)
{
  int below = 0;

  for (guint s = 0; s < panel->series->len; s++) {
    const GArray *points =
        ((const LabDimensionSeries *)g_ptr_array_index (panel->series, s))->points;

    /* A single point, at the left, is no end. */
    if (points->len > 1)
      below += g_array_index (points, LabDimensionPoint, points->len - 1).value < truth ? 1 : -1;
  }
  return below > 0;
}

void
lab_paint_dimension_truth (const LabDimensionFrame *frame,
                           const LabDimensionAxes *axes,
                           const LabDimensionPanel *panel,
                           gboolean named)
{
  double y = lab_dimension_place_y (frame, axes, frame->plot->truth);
  double dash[] = {0.5 * frame->font, 0.35 * frame->font};

  if (!isfinite (frame->plot->truth))
    return;
  cairo_move_to (frame->cr, axes->plot.x, y);
  cairo_rel_line_to (frame->cr, axes->plot.width, 0.0);
  cairo_set_dash (frame->cr, dash, G_N_ELEMENTS (dash), 0.0);
  cairo_set_line_width (frame->cr, 0.7 * frame->style->line_width);
  lab_paint_dimension_colour (frame->cr, &frame->style->foreground, 0.8);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0.0);
  if (named) {
    g_autofree char *label = g_strdup_printf (_ ("true d = %g"), frame->plot->truth);
    gboolean above = ends_below (panel, frame->plot->truth);

    g_auto (LabText) text = {0};

    lab_text_init (&text, frame->pango, label, frame->font, 0.0, 1);
    lab_text_draw (&text, frame->cr, axes->plot.x + axes->plot.width - 0.4 * frame->font,
                   above ? y - 0.3 * frame->font : y + 0.3 * frame->font,
                   (LabAnchor){1.0, above ? 1.0 : 0.0}, 0.0, &frame->style->foreground,
                   &frame->style->background);
  }
}
