/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painter: the order in which a chart comes into being. */
#include "chart/paint/paint.h"
#include "chart/paint/painter-testing.h"

#include <math.h>

/* Cells of the label map, in units of the font. */
#define MAP_CELL 0.2

/* A range that a scale can use, whatever was asked for. */
static LabChartRange
sane_range (const LabChartContent *content, const LabChartRange *range)
{
  LabChartRange sane;

  if (range != NULL && range->x_minimum > 0.0 && range->x_maximum > range->x_minimum &&
      range->y_minimum > 0.0 && range->y_maximum > range->y_minimum &&
      isfinite (range->x_maximum) && isfinite (range->y_maximum))
    return *range;
  lab_chart_range_fit (content, &sane);
  return sane;
}

static void
paint_background (LabPaint *paint)
{
  if (paint->style->background.alpha <= 0.0)
    return;
  lab_paint_set_colour (paint, &paint->style->background, 1.0);
  cairo_rectangle (paint->cr, 0.0, 0.0, paint->width, paint->height);
  cairo_fill (paint->cr);
}

static void
clip_to_plot (LabPaint *paint, double margin)
{
  cairo_rectangle (paint->cr, paint->plot.x - margin, paint->plot.y - margin,
                   paint->plot.width + 2.0 * margin, paint->plot.height + 2.0 * margin);
  cairo_clip (paint->cr);
}

/* From the ground up: guides, bands, lines, points, and words last, where there is room. */
static void
paint_everything (LabPaint *paint, const LabPaintLayout *layout)
{
  lab_paint_axes (paint, layout);
  lab_paint_fit_window (paint);
  lab_paint_boundaries (paint, layout);
  cairo_save (paint->cr);
  clip_to_plot (paint, 0.0);
  lab_paint_bands (paint);
  lab_paint_lines (paint);
  cairo_restore (paint->cr);
  cairo_save (paint->cr);
  clip_to_plot (paint, 1.5 * lab_paint_marker_radius (paint));
  lab_paint_series (paint);
  cairo_restore (paint->cr);
  lab_paint_divergences (paint);
  lab_paint_labels (paint);
}

void
lab_chart_paint_noting (cairo_t *cr,
                        double width,
                        double height,
                        const LabChartContent *content,
                        const LabChartRange *range,
                        const LabChartStyle *style,
                        LabChartPlot *plot,
                        GArray *labels)
{
  LabPaint paint = {
      .cr = cr,
      .content = content,
      .style = style,
      .width = width,
      .height = height,
      .labels = labels,
  };
  LabPaintLayout layout = {0};

  paint.range = sane_range (content, range);
  cairo_save (cr);
  paint.pango = lab_text_context (cr, style);
  paint_background (&paint);
  lab_paint_layout (&paint, &layout);
  paint.map = lab_occupancy_new (paint.plot.x, paint.plot.y, paint.plot.width, paint.plot.height,
                                 MAP_CELL * style->font_size);
  paint_everything (&paint, &layout);
  lab_occupancy_free (paint.map);
  lab_paint_layout_clear (&layout);
  g_object_unref (paint.pango);
  cairo_restore (cr);
  if (plot != NULL)
    *plot = paint.plot;
}

void
lab_chart_paint (cairo_t *cr,
                 double width,
                 double height,
                 const LabChartContent *content,
                 const LabChartRange *range,
                 const LabChartStyle *style,
                 LabChartPlot *plot)
{
  g_return_if_fail (cr != NULL && content != NULL && style != NULL);
  g_return_if_fail (width > 0.0 && height > 0.0 && style->font_size > 0.0);

  lab_chart_paint_noting (cr, width, height, content, range, style, plot, NULL);
}
