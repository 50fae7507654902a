/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scale of the colours: a bar right of the plot, as tall as it, with ticks of its own. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/log-ticks.h"
#include "chart/phase-map/paint-phase-map.h"

/* In units of the font. */
#define GAP           0.4
#define BAR           1.0
#define TICK          0.3
#define LABELS        2.6
#define NAME          1.5
#define EDGE          0.5
#define LABEL_SPACING 2.6

/* Narrower pictures have no room for the bar's name. */
#define WIDTH_FOR_NAME 34.0

#define STOPS 24

static gboolean
has_name (const LabPaint *paint, double width)
{
  return width >= WIDTH_FOR_NAME * paint->style->font_size;
}

double
lab_paint_bar_width (const LabPaint *paint, double width)
{
  double font = paint->style->font_size;

  return (GAP + BAR + TICK + LABELS + EDGE + (has_name (paint, width) ? NAME : 0.0)) * font;
}

static void
paint_bar (LabPaint *paint, double left)
{
  const LabChartPlot *plot = &paint->plot;
  double width = BAR * paint->style->font_size;
  cairo_pattern_t *gradient =
      cairo_pattern_create_linear (0.0, plot->y + plot->height, 0.0, plot->y);

  for (guint i = 0; i <= STOPS; i++) {
    LabColour colour = lab_ramp_colour ((double)i / STOPS);
    cairo_pattern_add_color_stop_rgb (gradient, (double)i / STOPS, colour.red, colour.green,
                                      colour.blue);
  }
  cairo_rectangle (paint->cr, left, plot->y, width, plot->height);
  cairo_set_source (paint->cr, gradient);
  cairo_fill (paint->cr);
  cairo_pattern_destroy (gradient);
}

static void
paint_ticks (LabPaint *paint, const LabPhaseMap *map, double left)
{
  const LabChartPlot *plot = &paint->plot;
  double font = paint->style->font_size, right = left + BAR * font;
  g_autoptr (GArray) ticks =
      lab_log_ticks (map->scale_low, map->scale_high, plot->height, LABEL_SPACING * font);

  for (guint i = 0; i < ticks->len; i++) {
    const LabTick *tick = &g_array_index (ticks, LabTick, i);
    double y = plot->y + plot->height * (1.0 - lab_phase_map_place (map, tick->value));
    g_auto (LabText) text = {0};

    cairo_move_to (paint->cr, right, y);
    cairo_line_to (paint->cr, right + (tick->major ? TICK : 0.6 * TICK) * font, y);
    if (tick->markup == NULL)
      continue;
    lab_text_init_markup (&text, paint->pango, tick->markup, font);
    lab_paint_text (
        paint, &text, right + 1.6 * TICK * font,
        CLAMP (y, plot->y + 0.3 * text.height, plot->y + plot->height - 0.3 * text.height),
        (LabAnchor){0.0, 0.5}, 0.0, &paint->style->foreground, FALSE);
  }
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  lab_paint_set_colour (paint, &paint->style->foreground, 0.55);
  cairo_stroke (paint->cr);
}

void
lab_paint_colour_bar (LabPaint *paint, const LabPhaseMap *map, double left, double width)
{
  const LabChartPlot *plot = &paint->plot;
  double font = paint->style->font_size, bar = left + GAP * font;
  g_auto (LabText) text = {0};

  paint_bar (paint, bar);
  paint_ticks (paint, map, bar);
  if (!has_name (paint, left + width))
    return;
  lab_text_init (&text, paint->pango,
                 map->noise_unknown ? _ ("error (fraction of the labels’ variance)")
                                    : _ ("excess risk (fraction of the target’s variance)"),
                 font, plot->height, 1);
  lab_paint_text (paint, &text, left + width - EDGE * font, plot->y + 0.5 * plot->height,
                  (LabAnchor){0.5, 1.0}, -0.5 * G_PI, &paint->style->foreground, FALSE);
}
