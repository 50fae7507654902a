/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boundaries between two phases, with the names of the phases above the plot. */
#include <math.h>

#include "chart/paint/paint.h"

/* In units of the font. */
#define NAME_SIZE 0.92
#define NAME_GAP  0.6
#define STRIP_GAP 0.35

/* Ink of the interval and of the line within it. */
#define INTERVAL_OPACITY 0.07
#define LINE_OPACITY     0.6

/* The names of a boundary's phases, laid out: side by side, or one above the other where the
 * boundary is too close to an edge. */
typedef struct
{
  LabText left;
  LabText right;
  double left_x; /* left edges */
  double right_x;
  double baseline; /* of both, where they share a row */
  double row_height;
  gboolean two_rows;
} Phases;

static gboolean
is_positive (double value)
{
  return value > 0.0 && isfinite (value);
}

static double
clamped_x (const LabPaint *paint, double value)
{
  double x = lab_chart_plot_x (&paint->plot, &paint->range, value);

  return CLAMP (x, paint->plot.x, paint->plot.x + paint->plot.width);
}

/* The boundary whose phases are named: the first that has names and is in view. */
static const LabChartBoundary *
named_boundary (const LabPaint *paint)
{
  for (guint i = 0; i < paint->content->boundaries->len; i++) {
    const LabChartBoundary *boundary = g_ptr_array_index (paint->content->boundaries, i);

    if (boundary->left_label != NULL && boundary->right_label != NULL &&
        boundary->x >= paint->range.x_minimum && boundary->x <= paint->range.x_maximum)
      return boundary;
  }
  return NULL;
}

static void
phase_text (LabPaint *paint, LabText *text, const char *plain)
{
  lab_text_init (text, paint->pango, plain, NAME_SIZE * paint->style->font_size, paint->plot.width,
                 1);
}

static void
arrange_phases (LabPaint *paint, const LabChartBoundary *boundary, Phases *phases)
{
  double at = clamped_x (paint, boundary->x), gap = NAME_GAP * paint->style->font_size;
  double left = paint->plot.x, right = left + paint->plot.width;
  g_autofree char *before = g_strdup_printf ("\u2190 %s", boundary->left_label);
  g_autofree char *after = g_strdup_printf ("%s \u2192", boundary->right_label);

  phase_text (paint, &phases->left, before);
  phase_text (paint, &phases->right, after);
  phases->baseline = fmax (phases->left.baseline, phases->right.baseline);
  phases->row_height = fmax (phases->left.height, phases->right.height);
  phases->left_x = fmax (left, at - gap - phases->left.width);
  phases->right_x = fmin (at + gap, right - phases->right.width);
  phases->two_rows = phases->left_x + phases->left.width > at || phases->right_x < at;
  if (phases->two_rows)
    phases->right_x = fmax (phases->right_x, left);
}

static void
phases_clear (Phases *phases)
{
  lab_text_clear (&phases->left);
  lab_text_clear (&phases->right);
}

double
lab_paint_phases_height (LabPaint *paint, double plot_x, double plot_width)
{
  const LabChartBoundary *boundary = named_boundary (paint);
  Phases phases = {0};
  double height;

  if (boundary == NULL)
    return 0.0;
  arrange_phases (paint, boundary, &phases);
  height = phases.row_height * (phases.two_rows ? 2.0 : 1.0) + STRIP_GAP * paint->style->font_size;
  phases_clear (&phases);
  return height;
}

static void
paint_phases (LabPaint *paint, const LabPaintLayout *layout, const LabChartBoundary *boundary)
{
  double top = paint->plot.y - layout->phase_height;
  double at = clamped_x (paint, boundary->x);
  Phases phases = {0};

  arrange_phases (paint, boundary, &phases);
  lab_paint_text (paint, &phases.left, phases.left_x,
                  top + (phases.two_rows ? 0.0 : phases.baseline - phases.left.baseline),
                  (LabAnchor){0.0, 0.0}, 0.0, &paint->style->foreground, FALSE);
  lab_paint_text (
      paint, &phases.right, phases.right_x,
      top + (phases.two_rows ? phases.row_height : phases.baseline - phases.right.baseline),
      (LabAnchor){0.0, 0.0}, 0.0, &paint->style->foreground, FALSE);
  if (!phases.two_rows) {
    cairo_move_to (paint->cr, at, top);
    cairo_line_to (paint->cr, at, paint->plot.y);
    lab_paint_set_colour (paint, &paint->style->foreground, LINE_OPACITY);
    cairo_set_line_width (paint->cr, lab_paint_hair (paint));
    cairo_stroke (paint->cr);
  }
  phases_clear (&phases);
}

static void
paint_interval (LabPaint *paint, const LabChartBoundary *boundary)
{
  const LabChartPlot *plot = &paint->plot;
  double low = clamped_x (paint, boundary->low), high = clamped_x (paint, boundary->high);

  if (high - low < 1.0)
    return;
  lab_occupancy_add_box (paint->map,
                         &(LabLabelBox){(low + high) / 2.0, plot->y + plot->height / 2.0,
                                        high - low, plot->height, 0.0},
                         LAB_COVER_AREA);
  cairo_rectangle (paint->cr, low, plot->y, high - low, plot->height);
  lab_paint_set_colour (paint, &paint->style->foreground, INTERVAL_OPACITY);
  cairo_fill (paint->cr);
}

void
lab_paint_boundaries (LabPaint *paint, const LabPaintLayout *layout)
{
  const LabChartPlot *plot = &paint->plot;
  const LabChartBoundary *named = named_boundary (paint);

  for (guint i = 0; i < paint->content->boundaries->len; i++) {
    const LabChartBoundary *boundary = g_ptr_array_index (paint->content->boundaries, i);
    double at = lab_chart_plot_x (plot, &paint->range, boundary->x);

    if (is_positive (boundary->low) && is_positive (boundary->high))
      paint_interval (paint, boundary);
    if (!(at >= plot->x && at <= plot->x + plot->width))
      continue;
    cairo_move_to (paint->cr, at, plot->y);
    cairo_line_to (paint->cr, at, plot->y + plot->height);
    lab_paint_set_colour (paint, &paint->style->foreground, LINE_OPACITY);
    cairo_set_line_width (paint->cr, lab_paint_hair (paint));
    cairo_stroke (paint->cr);
    lab_occupancy_add_segment (paint->map, at, plot->y, at, plot->y + plot->height, 1.0,
                               LAB_COVER_SOFT);
  }
  if (named != NULL && layout->phase_height > 0.0)
    paint_phases (paint, layout, named);
}
