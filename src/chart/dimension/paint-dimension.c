/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints the small multiples of dimension: what stands in each panel, its legend, the picture. */
#include "chart/dimension/dimension-plot.h"

#include <math.h>

#include <glib/gi18n.h>

#include "chart/dimension/paint-dimension-axes.h"

/* In units of the font. */
#define MARKER       0.27
#define RING         0.75
#define LEGEND_LINE  1.35
#define LEGEND_SPACE 1.6 /* between names in a row */

/* A legend that would fill more of a panel's height stands in a row. */
#define TALLEST_LEGEND 0.3

static void
paint_series (const LabDimensionFrame *frame,
              const LabDimensionAxes *axes,
              const LabDimensionSeries *series)
{
  const LabColour *colour = &frame->style->palette[series->colour_index % LAB_PALETTE_SIZE];
  cairo_t *cr = frame->cr;

  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);
    double x = lab_dimension_place_x (axes, point->x);

    cairo_move_to (cr, x, lab_dimension_place_y (frame, axes, point->low));
    cairo_line_to (cr, x, lab_dimension_place_y (frame, axes, point->high));
  }
  cairo_set_line_width (cr, 0.6 * frame->style->line_width);
  lab_paint_dimension_colour (cr, colour, 0.75);
  cairo_stroke (cr);
  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);

    cairo_line_to (cr, lab_dimension_place_x (axes, point->x),
                   lab_dimension_place_y (frame, axes, point->value));
  }
  cairo_set_line_width (cr, 0.6 * frame->style->line_width);
  cairo_stroke (cr);
  lab_paint_dimension_colour (cr, colour, 1.0);
  for (guint i = 0; i < series->points->len; i++) {
    const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);

    cairo_new_sub_path (cr);
    cairo_arc (cr, lab_dimension_place_x (axes, point->x),
               lab_dimension_place_y (frame, axes, point->value), MARKER * frame->font, 0.0,
               2.0 * G_PI);
  }
  cairo_fill (cr);
}

/* Returns the width of the name. */
static double
paint_legend_entry (const LabDimensionFrame *frame,
                    const LabDimensionSeries *series,
                    double x,
                    double y)
{
  g_auto (LabText) text = {0};

  lab_paint_dimension_colour (frame->cr,
                              &frame->style->palette[series->colour_index % LAB_PALETTE_SIZE], 1.0);
  cairo_arc (frame->cr, x, y, MARKER * frame->font, 0.0, 2.0 * G_PI);
  cairo_fill (frame->cr);
  lab_text_init (&text, frame->pango, series->label, frame->font, 0.0, 1);
  lab_text_draw (&text, frame->cr, x + 0.7 * frame->font, y, (LabAnchor){0.0, 0.5}, 0.0,
                 &frame->style->foreground, &frame->style->background);
  return text.width;
}

/* At the bottom, where the axis leaves room: below each other, or in a row. */
static void
paint_legend (const LabDimensionFrame *frame,
              const LabDimensionAxes *axes,
              const LabDimensionPanel *panel)
{
  double line = LEGEND_LINE * frame->font;
  guint count = panel->series->len;
  gboolean row = count * line > TALLEST_LEGEND * axes->plot.height;
  double x = axes->plot.x + 0.8 * frame->font;
  double y =
      axes->plot.y + axes->plot.height - 0.4 * frame->font - (row ? 0.5 : count - 0.5) * line;

  if (count < 2)
    return;
  for (guint s = 0; s < count && x < axes->plot.x + 0.9 * axes->plot.width; s++) {
    double width = paint_legend_entry (frame, g_ptr_array_index (panel->series, s), x, y);

    x += row ? width + LEGEND_SPACE * frame->font : 0.0;
    y += row ? 0.0 : line;
  }
}

static void
paint_panel (const LabDimensionFrame *frame, guint index, const LabDimensionPlace *place)
{
  const LabDimensionPanel *panel = g_ptr_array_index (frame->plot->panels, index);
  LabDimensionAxes axes = lab_dimension_axes (frame, index);
  double middle = axes.plot.x + 0.5 * axes.plot.width;

  if (!(axes.plot.width > frame->font) || !(axes.plot.height > frame->font))
    return;
  lab_paint_dimension_text (frame, panel->title, axes.plot.x, axes.plot.y - 0.4 * frame->font,
                            (LabAnchor){0.0, 1.0}, TRUE);
  lab_paint_dimension_levels (frame, &axes);
  lab_paint_dimension_ticks (frame, &axes);
  lab_paint_dimension_text (frame, panel->x_name, middle,
                            axes.plot.y + axes.plot.height +
                                (LAB_DIMENSION_BOTTOM - 0.2) * frame->font,
                            (LabAnchor){0.5, 1.0}, FALSE);
  lab_paint_dimension_name (frame, &axes);
  for (guint s = 0; s < panel->series->len; s++)
    paint_series (frame, &axes, g_ptr_array_index (panel->series, s));
  lab_paint_dimension_truth (frame, &axes, panel, index == 0);
  paint_legend (frame, &axes, panel);
  if (place != NULL && place->panel == (int)index) {
    const LabDimensionSeries *series = g_ptr_array_index (panel->series, place->series);
    const LabDimensionPoint *point =
        &g_array_index (series->points, LabDimensionPoint, place->point);

    cairo_arc (frame->cr, lab_dimension_place_x (&axes, point->x),
               lab_dimension_place_y (frame, &axes, point->value), RING * frame->font, 0.0,
               2.0 * G_PI);
    cairo_set_line_width (frame->cr, frame->style->line_width);
    lab_paint_dimension_colour (frame->cr, &frame->style->foreground, 1.0);
    cairo_stroke (frame->cr);
  }
}

void
lab_dimension_plot_paint (cairo_t *cr,
                          double width,
                          double height,
                          const LabDimensionPlot *plot,
                          const LabChartStyle *style,
                          const LabDimensionPlace *place)
{
  PangoContext *pango = lab_text_context (cr, style);
  LabDimensionFrame frame = {.cr = cr,
                             .plot = plot,
                             .style = style,
                             .pango = pango,
                             .font = style->font_size,
                             .width = width,
                             .height = height};
  g_auto (LabText) note = {0};

  g_return_if_fail (plot != NULL && style != NULL);

  lab_paint_dimension_colour (cr, &style->background, 1.0);
  cairo_paint (cr);
  lab_dimension_frame_init (&frame, &note);
  for (guint p = 0; p < plot->panels->len; p++)
    paint_panel (&frame, p, place);
  lab_text_draw (&note, cr, LAB_DIMENSION_EDGE * frame.font,
                 height - LAB_DIMENSION_NOTE_GAP * frame.font, (LabAnchor){0.0, 1.0}, 0.0,
                 &style->foreground, NULL);
  g_object_unref (pango);
}

static void
paint_content (cairo_t *cr,
               double width,
               double height,
               gconstpointer content,
               const LabChartStyle *style)
{
  lab_dimension_plot_paint (cr, width, height, content, style, NULL);
}

LabPicture *
lab_dimension_plot_picture (LabDimensionPlot *plot)
{
  LabPicture *picture = g_new0 (LabPicture, 1);

  g_return_val_if_fail (plot != NULL, NULL);

  picture->title = g_strdup (_ ("Intrinsic dimension"));
  picture->description = lab_dimension_plot_describe (plot);
  picture->content = lab_dimension_plot_ref (plot);
  picture->release = (GDestroyNotify)lab_dimension_plot_unref;
  picture->paint = paint_content;
  return picture;
}
