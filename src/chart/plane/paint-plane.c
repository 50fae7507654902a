/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a plane of dots: axes, dots, lines, the scale of the colours. */
#include "chart/plane/plane.h"

#include <math.h>

#include "chart/paint/paint.h"

/* In units of the font. */
#define RING   0.14
#define GAP    0.4
#define BAR    1.0
#define LABELS 3.4
#define NAME   1.6
#define EDGE   0.5

#define STOPS         24
#define LABELS_OF_BAR 3

static void
paint_dot (LabPaint *paint, const LabDotPlane *plane, const LabValueDot *dot)
{
  double font = paint->style->font_size, radius = plane->radius * font;
  double x = lab_chart_plot_x (&paint->plot, &paint->range, dot->x);
  double y = lab_chart_plot_y (&paint->plot, &paint->range, dot->y);
  LabColour colour = lab_dot_plane_colour (plane, lab_dot_plane_place (plane, dot->value));
  LabColour paper = lab_paint_background (paint);

  cairo_arc (paint->cr, x, y, radius + RING * font, 0.0, 2.0 * G_PI);
  lab_paint_set_colour (paint, &paper, 1.0);
  cairo_fill (paint->cr);
  cairo_arc (paint->cr, x, y, radius, 0.0, 2.0 * G_PI);
  if (isfinite (dot->value)) {
    lab_paint_set_colour (paint, &colour, 1.0);
    cairo_fill_preserve (paint->cr);
  }
  lab_paint_set_colour (paint, &paint->style->foreground, 0.8);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
  lab_occupancy_add_box (paint->map, &(LabLabelBox){x, y, 2.0 * radius, 2.0 * radius, 0.0},
                         LAB_COVER_DATA);
}

static void
paint_gradient (LabPaint *paint, const LabDotPlane *plane, double left)
{
  const LabChartPlot *plot = &paint->plot;
  cairo_pattern_t *gradient =
      cairo_pattern_create_linear (0.0, plot->y + plot->height, 0.0, plot->y);

  for (guint i = 0; i <= STOPS; i++) {
    LabColour colour = lab_dot_plane_colour (plane, (double)i / STOPS);
    cairo_pattern_add_color_stop_rgb (gradient, (double)i / STOPS, colour.red, colour.green,
                                      colour.blue);
  }
  cairo_rectangle (paint->cr, left, plot->y, BAR * paint->style->font_size, plot->height);
  cairo_set_source (paint->cr, gradient);
  cairo_fill (paint->cr);
  cairo_pattern_destroy (gradient);
}

/* The value at a place of the scale. */
static double
value_at (const LabDotPlane *plane, double place)
{
  if (plane->is_signed)
    return plane->high * (2.0 * place - 1.0);
  return plane->low * pow (plane->high / plane->low, place);
}

static void
paint_bar (LabPaint *paint, const LabDotPlane *plane, double left, double width)
{
  const LabChartPlot *plot = &paint->plot;
  double font = paint->style->font_size, bar = left + GAP * font;
  g_auto (LabText) name = {0};

  paint_gradient (paint, plane, bar);
  for (guint i = 0; i < LABELS_OF_BAR; i++) {
    double place = (double)i / (LABELS_OF_BAR - 1);
    g_autofree char *words = g_strdup_printf ("%.3g", value_at (plane, place));
    g_auto (LabText) text = {0};
    lab_text_init (&text, paint->pango, words, font, LABELS * font, 1);
    lab_paint_text (paint, &text, bar + (BAR + GAP) * font,
                    CLAMP (plot->y + plot->height * (1.0 - place), plot->y + 0.4 * text.height,
                           plot->y + plot->height - 0.4 * text.height),
                    (LabAnchor){0.0, 0.5}, 0.0, &paint->style->foreground, FALSE);
  }
  lab_text_init (&name, paint->pango, plane->scale_label, font, plot->height, 1);
  lab_paint_text (paint, &name, left + width - EDGE * font, plot->y + 0.5 * plot->height,
                  (LabAnchor){0.5, 1.0}, -0.5 * G_PI, &paint->style->foreground, FALSE);
}

static void
paint_inside (LabPaint *paint, const LabDotPlane *plane)
{
  cairo_save (paint->cr);
  cairo_rectangle (paint->cr, paint->plot.x, paint->plot.y, paint->plot.width, paint->plot.height);
  cairo_clip (paint->cr);
  for (guint i = 0; i < plane->count; i++)
    paint_dot (paint, plane, &plane->dots[i]);
  lab_paint_lines (paint);
  lab_paint_labels (paint);
  cairo_restore (paint->cr);
}

void
lab_dot_plane_paint (cairo_t *cr,
                     double width,
                     double height,
                     const LabDotPlane *plane,
                     const LabChartStyle *style)
{
  g_return_if_fail (cr != NULL && plane != NULL && style != NULL);
  g_return_if_fail (width > 0.0 && height > 0.0);

  double bar = (GAP + BAR + GAP + LABELS + NAME + EDGE) * style->font_size;
  LabPaint paint = {.cr = cr,
                    .content = plane->frame,
                    .style = style,
                    .width = fmax (width - bar, 1.0),
                    .height = height};
  LabPaintLayout layout = {0};

  cairo_save (cr);
  paint.range = (LabChartRange){plane->frame->x_low, plane->frame->x_high, plane->frame->y_low,
                                plane->frame->y_high};
  paint.pango = lab_text_context (cr, style);
  if (style->background.alpha > 0.0) {
    lab_paint_set_colour (&paint, &style->background, 1.0);
    cairo_paint (cr);
  }
  lab_paint_layout (&paint, &layout);
  paint.map = lab_occupancy_new (paint.plot.x, paint.plot.y, paint.plot.width, paint.plot.height,
                                 0.2 * style->font_size);
  lab_paint_axes (&paint, &layout);
  paint_inside (&paint, plane);
  paint_bar (&paint, plane, paint.width, bar);
  lab_occupancy_free (paint.map);
  lab_paint_layout_clear (&layout);
  g_object_unref (paint.pango);
  cairo_restore (cr);
}

static void
paint_content (cairo_t *cr,
               double width,
               double height,
               gconstpointer content,
               const LabChartStyle *style)
{
  lab_dot_plane_paint (cr, width, height, content, style);
}

LabPicture *
lab_dot_plane_picture (LabDotPlane *plane)
{
  g_return_val_if_fail (plane != NULL, NULL);

  LabPicture *picture = g_new0 (LabPicture, 1);
  picture->title = g_strdup (plane->title);
  picture->description = lab_dot_plane_describe (plane);
  picture->content = plane;
  picture->release = (GDestroyNotify)lab_dot_plane_free;
  picture->paint = paint_content;
  return picture;
}
