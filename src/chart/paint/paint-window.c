/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit window that the user chose: what lies outside is veiled. */
#include <math.h>

#include "chart/paint/paint.h"

#define VEIL_OPACITY 0.07
#define EDGE_OPACITY 0.55

static void
paint_veil (LabPaint *paint, double from, double to)
{
  if (to - from < 0.5)
    return;
  cairo_rectangle (paint->cr, from, paint->plot.y, to - from, paint->plot.height);
  lab_paint_set_colour (paint, &paint->style->foreground, VEIL_OPACITY);
  cairo_fill (paint->cr);
}

static void
paint_edge (LabPaint *paint, double x)
{
  cairo_move_to (paint->cr, x, paint->plot.y);
  cairo_line_to (paint->cr, x, paint->plot.y + paint->plot.height);
  lab_paint_set_colour (paint, &paint->style->foreground, EDGE_OPACITY);
  cairo_set_line_width (paint->cr, lab_paint_hair (paint));
  cairo_stroke (paint->cr);
}

void
lab_paint_fit_window (LabPaint *paint)
{
  const LabChartContent *content = paint->content;
  double left = paint->plot.x, right = left + paint->plot.width;

  if (content->fit_low > 0.0) {
    double x = lab_chart_plot_x (&paint->plot, &paint->range, content->fit_low);
    paint_veil (paint, left, fmin (x, right));
    if (x >= left && x <= right)
      paint_edge (paint, x);
  }
  if (content->fit_high > 0.0) {
    double x = lab_chart_plot_x (&paint->plot, &paint->range, content->fit_high);
    paint_veil (paint, fmax (x, left), right);
    if (x >= left && x <= right)
      paint_edge (paint, x);
  }
}
