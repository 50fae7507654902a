/* The painter: the order in which a chart comes into being, and what its parts share. */
#include <math.h>

#include "chart/paint.h"

/* Markers, in units of the font. */
#define MARKER_RADIUS 0.31

/* Guide lines, in units of the font; never thinner than a device pixel looks. */
#define HAIR_WIDTH 0.07

/* Contrast of words with their background (WCAG 2.1, 1.4.3). */
#define TEXT_CONTRAST 4.5

/* Cells of the label map, in units of the font. */
#define MAP_CELL 0.2

double
lab_paint_marker_radius (const LabPaint *paint)
{
  return MARKER_RADIUS * paint->style->font_size;
}

double
lab_paint_hair (const LabPaint *paint)
{
  return fmax (0.8, HAIR_WIDTH * paint->style->font_size);
}

void
lab_paint_set_colour (const LabPaint *paint, const LabColour *colour, double opacity)
{
  cairo_set_source_rgba (paint->cr, colour->red, colour->green, colour->blue,
                         colour->alpha * opacity);
}

LabColour
lab_paint_background (const LabPaint *paint)
{
  LabColour background = paint->style->background;

  background.alpha = 1.0;
  return background;
}

LabColour
lab_paint_line_colour (const LabPaint *paint, guint colour_index)
{
  return colour_index >= LAB_CHART_REFERENCE
             ? paint->style->foreground
             : paint->style->palette[colour_index % LAB_PALETTE_SIZE];
}

LabColour
lab_paint_text_colour (const LabPaint *paint, guint colour_index)
{
  if (colour_index >= LAB_CHART_REFERENCE)
    return paint->style->foreground;
  return lab_colour_with_contrast (&paint->style->palette[colour_index % LAB_PALETTE_SIZE],
                                   &paint->style->background, TEXT_CONTRAST);
}

LabLabelBox
lab_paint_text_box (const LabText *text, double x, double y, LabAnchor anchor, double angle)
{
  double dx = (0.5 - anchor.x) * text->width, dy = (0.5 - anchor.y) * text->height;

  return (LabLabelBox){
      .x = x + dx * cos (angle) - dy * sin (angle),
      .y = y + dx * sin (angle) + dy * cos (angle),
      .width = text->width,
      .height = text->height,
      .angle = angle,
  };
}

void
lab_paint_text (LabPaint *paint,
                const LabText *text,
                double x,
                double y,
                LabAnchor anchor,
                double angle,
                const LabColour *colour,
                gboolean halo)
{
  LabLabelBox box = lab_paint_text_box (text, x, y, anchor, angle);
  LabColour background = lab_paint_background (paint);

  lab_text_draw (text, paint->cr, x, y, anchor, angle, colour, halo ? &background : NULL);
  if (paint->map != NULL)
    lab_occupancy_add_box (paint->map, &box, LAB_COVER_LABEL);
  if (paint->labels != NULL)
    g_array_append_val (paint->labels, box);
}

/* Liang and Barsky's parametric clipping against one side. */
static gboolean
clip_side (double p, double q, double *enter, double *leave)
{
  if (p == 0.0)
    return q >= 0.0;
  if (p < 0.0)
    *enter = fmax (*enter, q / p);
  else
    *leave = fmin (*leave, q / p);
  return *enter <= *leave;
}

gboolean
lab_paint_clip_segment (const LabPaint *paint,
                        double margin,
                        double *x0,
                        double *y0,
                        double *x1,
                        double *y1)
{
  double left = paint->plot.x - margin, right = paint->plot.x + paint->plot.width + margin;
  double top = paint->plot.y - margin, bottom = paint->plot.y + paint->plot.height + margin;
  double dx = *x1 - *x0, dy = *y1 - *y0, ax = *x0, ay = *y0, enter = 0.0, leave = 1.0;

  if (!isfinite (dx) || !isfinite (dy))
    return FALSE;
  if (!clip_side (-dx, ax - left, &enter, &leave) || !clip_side (dx, right - ax, &enter, &leave) ||
      !clip_side (-dy, ay - top, &enter, &leave) || !clip_side (dy, bottom - ay, &enter, &leave))
    return FALSE;
  *x0 = ax + enter * dx;
  *y0 = ay + enter * dy;
  *x1 = ax + leave * dx;
  *y1 = ay + leave * dy;
  return TRUE;
}

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
