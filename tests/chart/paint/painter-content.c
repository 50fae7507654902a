/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts to paint, for tests of the painter. */
#include "painter-content.h"
#include "chart/paint/painter-testing.h"

#include <math.h>

LabChartContent *
painter_content (void)
{
  LabChartContent *content = lab_chart_content_new ();

  content->title = g_strdup ("A title");
  content->x_label = g_strdup ("compute C (FLOP)");
  content->y_label = g_strdup ("excess risk");
  content->note = g_strdup ("Not drawn: 3 diverged runs.");
  return content;
}

LabChartSeries *
painter_add_curve (LabChartContent *content, guint colour_index, guint count, double level)
{
  LabChartSeries *series = lab_chart_content_add_series (content, count);

  series->colour_index = colour_index;
  series->label = g_strdup_printf ("d = %u, m = 32", colour_index + 1);
  for (guint i = 0; i < count; i++) {
    double x = 64.0 * pow (128.0, i / fmax (1.0, count - 1.0)), y = level * pow (x / 64.0, -0.5);

    series->points[i] = (LabChartPoint){.x = x, .y = y, .low = 0.93 * y, .high = 1.07 * y};
  }
  return series;
}

LabChartLine *
painter_add_power (LabChartContent *content,
                   LabLineKind kind,
                   const char *label,
                   double level,
                   double slope)
{
  LabChartLine *line = lab_chart_content_add_line (content, 2, FALSE);

  line->kind = kind;
  line->label = g_strdup (label);
  line->x[0] = 1e-3;
  line->x[1] = 1e9;
  for (guint i = 0; i < 2; i++)
    line->y[i] = level * pow (line->x[i] / 700.0, slope);
  return line;
}

void
painter_add_everything (LabChartContent *content)
{
  LabChartBoundary *boundary = lab_chart_content_add_boundary (content);
  LabChartLine *hairline = lab_chart_content_add_line (content, 1, FALSE);
  LabChartDivergence *divergence = lab_chart_content_add_divergence (content);

  painter_add_power (content, LAB_LINE_REFERENCE, "C^-1/7, paper B, version 3 (bound)", 0.1,
                     -1 / 7.0);
  painter_add_power (content, LAB_LINE_REFERENCE, "C^-1/6, paper B, version 1 (bound)", 0.1,
                     -1 / 6.0);
  boundary->x = 700;
  boundary->low = 400;
  boundary->high = 1100;
  boundary->left_label = g_strdup ("optimisation phase: error falls exponentially");
  boundary->right_label = g_strdup ("statistical phase: error falls like C^-1/7");
  hairline->kind = LAB_LINE_HAIRLINE;
  hairline->label = g_strdup ("variance of the target");
  hairline->y[0] = 1.0;
  divergence->x = 2000;
  divergence->label = g_strdup ("diverged at step 12");
}

cairo_surface_t *
painter_paint (const LabChartContent *content,
               const LabChartRange *range,
               int width,
               int height,
               double font,
               LabChartPlot *plot,
               GArray *labels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;

  lab_chart_style_init (&style, LAB_LOOK_LIGHT, font);
  lab_chart_paint_noting (cr, width, height, content, range, &style, plot, labels);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
