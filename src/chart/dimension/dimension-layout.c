/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the small multiples of dimension lie: panels of equal size above the note. */
#include "chart/dimension/dimension-layout.h"

#include <math.h>

/* A panel is nicest when it is so much wider than high. */
#define ASPECT 1.1

/* Of the panel's axis, beyond its first and last point: factors. */
#define MARGIN 1.25

static void
choose_grid (LabDimensionFrame *frame)
{
  double best = -1.0;

  frame->columns = frame->rows = 1;
  for (guint columns = 1; columns <= frame->plot->panels->len; columns++) {
    guint rows = (frame->plot->panels->len + columns - 1) / columns;
    double size = fmin (frame->width / columns / ASPECT, frame->panels_height / rows);

    if (size <= best)
      continue;
    best = size;
    frame->columns = columns;
    frame->rows = rows;
  }
}

LabDimensionAxes
lab_dimension_axes (const LabDimensionFrame *frame, guint index)
{
  const LabDimensionPanel *panel = g_ptr_array_index (frame->plot->panels, index);
  double cell_width = (frame->width - LAB_DIMENSION_EDGE * frame->font) / frame->columns;
  double cell_height = frame->panels_height / frame->rows;
  LabDimensionAxes axes = {.x_low = INFINITY, .x_high = 0.0};

  for (guint s = 0; s < panel->series->len; s++) {
    const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);

    for (guint i = 0; i < series->points->len; i++) {
      double x = g_array_index (series->points, LabDimensionPoint, i).x;

      axes.x_low = fmin (axes.x_low, x);
      axes.x_high = fmax (axes.x_high, x);
    }
  }
  if (!(axes.x_high > 0.0))
    axes.x_low = axes.x_high = 1.0;
  axes.x_low /= MARGIN;
  axes.x_high *= MARGIN;
  axes.plot = (LabChartPlot){
      .x = (index % frame->columns) * cell_width +
           (LAB_DIMENSION_EDGE + LAB_DIMENSION_LEFT) * frame->font,
      .y = (double)(index / frame->columns) * cell_height + LAB_DIMENSION_TITLE * frame->font,
      .width = cell_width - (LAB_DIMENSION_EDGE + LAB_DIMENSION_LEFT) * frame->font,
      .height = cell_height - (LAB_DIMENSION_TITLE + LAB_DIMENSION_BOTTOM) * frame->font,
  };
  return axes;
}

double
lab_dimension_place_x (const LabDimensionAxes *axes, double x)
{
  return axes->plot.x + axes->plot.width * log (x / axes->x_low) / log (axes->x_high / axes->x_low);
}

double
lab_dimension_place_y (const LabDimensionFrame *frame, const LabDimensionAxes *axes, double value)
{
  return axes->plot.y + axes->plot.height * (frame->plot->y_maximum - value) /
                            (frame->plot->y_maximum - frame->plot->y_minimum);
}

void
lab_dimension_frame_init (LabDimensionFrame *frame, LabText *note)
{
  const double edge = LAB_DIMENSION_EDGE * frame->font;

  lab_text_init (note, frame->pango, frame->plot->note, frame->font, frame->width - 2.0 * edge, 4);
  frame->panels_height = frame->height - note->height - 2.0 * LAB_DIMENSION_NOTE_GAP * frame->font;
  choose_grid (frame);
}

gboolean
lab_dimension_plot_pick (const LabDimensionPlot *plot,
                         double width,
                         double height,
                         const LabChartStyle *style,
                         double x,
                         double y,
                         double reach,
                         LabDimensionPlace *place)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  PangoContext *pango = lab_text_context (cr, style);
  LabDimensionFrame frame = {.plot = plot,
                             .style = style,
                             .pango = pango,
                             .font = style->font_size,
                             .width = width,
                             .height = height};
  g_auto (LabText) note = {0};
  double nearest = reach;

  lab_dimension_frame_init (&frame, &note);
  *place = (LabDimensionPlace){.panel = -1};
  for (guint p = 0; p < plot->panels->len; p++) {
    const LabDimensionPanel *panel = g_ptr_array_index (plot->panels, p);
    LabDimensionAxes axes = lab_dimension_axes (&frame, p);

    for (guint s = 0; s < panel->series->len; s++) {
      const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);

      for (guint i = 0; i < series->points->len; i++) {
        const LabDimensionPoint *point = &g_array_index (series->points, LabDimensionPoint, i);
        double distance = hypot (lab_dimension_place_x (&axes, point->x) - x,
                                 lab_dimension_place_y (&frame, &axes, point->value) - y);

        if (distance > nearest)
          continue;
        nearest = distance;
        *place = (LabDimensionPlace){.panel = (int)p, .series = (int)s, .point = (int)i};
      }
    }
  }
  g_object_unref (pango);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return place->panel >= 0;
}
