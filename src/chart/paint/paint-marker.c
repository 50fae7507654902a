/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markers: a shape for each colour, full or hollow, with a rim that keeps neighbours apart. */
#include <math.h>

#include "chart/paint/paint.h"

/* A line of background around full-sized markers keeps neighbours apart, in units of the radius. */
#define RIM 0.28

typedef enum
{
  SHAPE_CIRCLE,
  SHAPE_SQUARE,
  SHAPE_TRIANGLE,
  SHAPE_DIAMOND,
  SHAPE_TRIANGLE_DOWN,
  SHAPE_HEXAGON,
  SHAPE_COUNT,
} Shape;

/* Of references: unlike the circles of most first curves. */
static const Shape reference_shapes[] = {SHAPE_DIAMOND, SHAPE_SQUARE, SHAPE_TRIANGLE};

/* Shape goes with colour; when colours repeat, the pairing shifts. */
static Shape
shape_of (guint colour_index)
{
  if (colour_index >= LAB_CHART_REFERENCE)
    return reference_shapes[(colour_index - LAB_CHART_REFERENCE) % G_N_ELEMENTS (reference_shapes)];
  return (Shape)((colour_index + colour_index / LAB_PALETTE_SIZE) % SHAPE_COUNT);
}

static void
polygon (cairo_t *cr, double x, double y, double radius, int corners, double start)
{
  for (int i = 0; i < corners; i++)
    cairo_line_to (cr, x + radius * cos (start + 2.0 * G_PI * i / corners),
                   y + radius * sin (start + 2.0 * G_PI * i / corners));
  cairo_close_path (cr);
}

/* Radii give all shapes about the same area. */
static void
shape_path (cairo_t *cr, Shape shape, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  switch (shape) {
  case SHAPE_SQUARE:
    polygon (cr, x, y, 1.25 * radius, 4, G_PI_4);
    break;
  case SHAPE_TRIANGLE:
    polygon (cr, x, y + 0.15 * radius, 1.45 * radius, 3, -G_PI_2);
    break;
  case SHAPE_DIAMOND:
    polygon (cr, x, y, 1.38 * radius, 4, 0.0);
    break;
  case SHAPE_TRIANGLE_DOWN:
    polygon (cr, x, y - 0.15 * radius, 1.45 * radius, 3, G_PI_2);
    break;
  case SHAPE_HEXAGON:
    polygon (cr, x, y, 1.12 * radius, 6, 0.0);
    break;
  case SHAPE_CIRCLE:
  default:
    cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
    cairo_close_path (cr);
    break;
  }
}

void
lab_paint_marker (LabPaint *paint,
                  guint colour_index,
                  double x,
                  double y,
                  double radius,
                  gboolean hollow,
                  double opacity)
{
  LabColour colour = lab_paint_line_colour (paint, colour_index);
  LabColour background = lab_paint_background (paint);
  double outline = 0.45 * radius;

  shape_path (paint->cr, shape_of (colour_index), x, y, hollow ? radius - outline / 2.0 : radius);
  cairo_set_line_join (paint->cr, CAIRO_LINE_JOIN_ROUND);
  if (hollow) {
    lab_paint_set_colour (paint, &background, 1.0);
    cairo_fill_preserve (paint->cr);
    cairo_set_line_width (paint->cr, outline);
    lab_paint_set_colour (paint, &colour, opacity);
    cairo_stroke (paint->cr);
    return;
  }
  lab_paint_set_colour (paint, &background, 1.0);
  if (opacity >= 1.0 && radius >= lab_paint_marker_radius (paint)) {
    cairo_set_line_width (paint->cr, 2.0 * RIM * radius);
    cairo_stroke_preserve (paint->cr);
  } else if (opacity < 1.0) {
    cairo_fill_preserve (paint->cr);
  }
  lab_paint_set_colour (paint, &colour, opacity);
  cairo_fill (paint->cr);
}
