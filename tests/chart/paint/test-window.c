/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit window on the chart, and the strip of residuals below it, in pixels. */
#include <math.h>

#include "chart/paint/painter.h"

#define WIDTH  600
#define HEIGHT 400

static LabChartContent *
content_new (void)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, 3);

  for (guint i = 0; i < 3; i++)
    series->points[i] = (LabChartPoint){
        .x = pow (10.0, i + 1.0), .y = 0.1, .low = 0.1, .high = 0.1, .outside = i == 0};
  return content;
}

static void
colour_at (cairo_surface_t *surface, double x, double y, guint8 *rgb)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface) +
                        (int)y * cairo_image_surface_get_stride (surface) + 4 * (int)x;

  for (guint i = 0; i < 3; i++)
    rgb[i] = pixel[2 - i];
}

static gboolean
is_colour (const guint8 *rgb, const LabColour *colour)
{
  return fabs (rgb[0] / 255.0 - colour->red) < 0.02 &&
         fabs (rgb[1] / 255.0 - colour->green) < 0.02 &&
         fabs (rgb[2] / 255.0 - colour->blue) < 0.02;
}

/* Outside the window the ground is veiled and the point hollow; inside nothing changes. */
static void
test_window (void)
{
  g_autoptr (LabChartContent) content = content_new ();
  LabChartRange range = {1.0, 1e4, 1e-2, 1.0};
  LabChartStyle style;
  LabChartPlot plot;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint8 inside[3], outside[3], point[3];

  content->fit_low = 30.0;
  content->fit_high = 3000.0;
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 13.0);
  lab_chart_paint (cr, WIDTH, HEIGHT, content, &range, &style, &plot);
  cairo_surface_flush (surface);
  double y = lab_chart_plot_y (&plot, &range, 0.3);
  colour_at (surface, lab_chart_plot_x (&plot, &range, 400.0), y, inside);
  g_assert_true (is_colour (inside, &style.background));
  for (guint side = 0; side < 2; side++) {
    colour_at (surface, lab_chart_plot_x (&plot, &range, side == 0 ? 4.0 : 6000.0), y, outside);
    g_assert_cmpuint (outside[0], <, inside[0]);
  }
  y = lab_chart_plot_y (&plot, &range, 0.1);
  colour_at (surface, lab_chart_plot_x (&plot, &range, 100.0), y, point);
  g_assert_true (is_colour (point, &style.palette[0]));
  colour_at (surface, lab_chart_plot_x (&plot, &range, 10.0), y, point);
  g_assert_true (is_colour (point, &style.background));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A residual lies under its point, above the middle when the measurement lies above the fit. */
static void
test_residuals (void)
{
  g_autoptr (LabChartContent) content = content_new ();
  LabChartRange range = {1.0, 1e4, 1e-2, 1.0};
  LabChartStyle style;
  LabChartPlot plot = {60.0, 10.0, 500.0, 300.0};
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double x, sum = 0.0;
  guint count = 0;

  content->residual_count = 1;
  content->residuals = g_new0 (LabChartResidual, 1);
  content->residuals[0] = (LabChartResidual){.x = 100.0, .standard = 1.0, .colour_index = 1};
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 13.0);
  lab_chart_paint_residuals (cr, WIDTH, content, &range, &style, &plot);
  cairo_surface_flush (surface);
  x = lab_chart_plot_x (&plot, &range, 100.0);
  for (guint y = 0; y < lab_chart_residuals_height (&style); y++) {
    guint8 rgb[3];
    colour_at (surface, x, y, rgb);
    if (is_colour (rgb, &style.palette[1])) {
      sum += y;
      count++;
    }
  }
  g_assert_cmpuint (count, >, 3);
  g_assert_cmpfloat (sum / count, <, 0.55 * lab_chart_residuals_height (&style));
  g_assert_cmpfloat (sum / count, >, 0.2 * lab_chart_residuals_height (&style));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/window/fit-window", test_window);
  g_test_add_func ("/window/residuals", test_residuals);
  return g_test_run ();
}
