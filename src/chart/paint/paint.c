/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the painter share: sizes, colours, words and clipping. */
#include "chart/paint/paint.h"

#include <math.h>

/* Markers, in units of the font. */
#define MARKER_RADIUS 0.31

/* Guide lines, in units of the font; never thinner than a device pixel looks. */
#define HAIR_WIDTH 0.07

/* Contrast of words with their background (WCAG 2.1, 1.4.3). */
#define TEXT_CONTRAST 4.5

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
