/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window a chart chooses by itself, and the scales between value and pixel. */
#include <math.h>

#include "chart/paint/scale.h"

static LabChartContent *
content_of (const double (*points)[2], guint count)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series = lab_chart_content_add_series (content, count);

  for (guint i = 0; i < count; i++)
    series->points[i] = (LabChartPoint){
        .x = points[i][0], .y = points[i][1], .low = points[i][1], .high = points[i][1]};
  return content;
}

static void
assert_window (const LabChartContent *content, double x0, double x1, double y0, double y1)
{
  LabChartRange range;

  lab_chart_range_fit (content, &range);
  g_assert_cmpfloat_with_epsilon (log10 (range.x_minimum), x0, 1e-9);
  g_assert_cmpfloat_with_epsilon (log10 (range.x_maximum), x1, 1e-9);
  g_assert_cmpfloat_with_epsilon (log10 (range.y_minimum), y0, 1e-9);
  g_assert_cmpfloat_with_epsilon (log10 (range.y_maximum), y1, 1e-9);
}

static void
test_half_decades (void)
{
  g_autoptr (LabChartContent) content =
      content_of ((const double[][2]){{64, 0.273}, {8192, 0.023}}, 2);

  assert_window (content, 1.5, 4.0, -2.0, -0.5);
}

static void
test_one_point (void)
{
  g_autoptr (LabChartContent) content = content_of ((const double[][2]){{200, 0.2}}, 1);
  LabChartRange range;

  lab_chart_range_fit (content, &range);
  g_assert_cmpfloat (range.x_maximum / range.x_minimum, >=, 10.0 * (1.0 - 1e-9));
  g_assert_cmpfloat (range.y_maximum / range.y_minimum, >=, 10.0 * (1.0 - 1e-9));
  g_assert_cmpfloat (range.x_minimum, <, 200.0);
  g_assert_cmpfloat (range.x_maximum, >, 200.0);
}

static void
test_extremes (void)
{
  g_autoptr (LabChartContent) wide =
      content_of ((const double[][2]){{1e-300, 1e-300}, {1e300, 1e300}, {NAN, 1}, {0, -1}}, 4);
  g_autoptr (LabChartContent) empty = lab_chart_content_new ();
  LabChartRange range;

  assert_window (wide, -300.5, 300.5, -300.5, 300.5);
  assert_window (empty, 0.0, 1.0, 0.0, 1.0);
  g_autoptr (LabChartContent) edge =
      content_of ((const double[][2]){{5e-324, 1e308}, {INFINITY, 1}}, 2);
  lab_chart_range_fit (edge, &range);
  g_assert_true (range.x_minimum > 0.0 && isfinite (range.y_maximum));
  g_assert_true (range.x_maximum > range.x_minimum && range.y_maximum > range.y_minimum);
}

/* An error bar that passes an edge by a hair does not move it; a longer one does. */
static void
test_bars (void)
{
  g_autoptr (LabChartContent) content =
      content_of ((const double[][2]){{64, 0.9}, {8192, 0.023}}, 2);
  LabChartSeries *series = g_ptr_array_index (content->series, 0);

  series->points[0].high = 1.03;
  assert_window (content, 1.5, 4.0, -2.0, 0.0);
  series->points[0].high = 1.2;
  assert_window (content, 1.5, 4.0, -2.0, 0.5);
  series->points[0].high = 1e9;
  assert_window (content, 1.5, 4.0, -2.0, 1.0);
}

/* A value that a log axis cannot show moves nothing. */
static void
test_left_out (void)
{
  g_autoptr (LabChartContent) content = content_of (
      (const double[][2]){{64, 0.273}, {0, 1e-9}, {1e9, 0}, {NAN, 5}, {3, -1}, {8192, 0.023}}, 6);

  assert_window (content, 1.5, 4.0, -2.0, -0.5);
}

/* The variance of the target may be the upper edge; theory's line never stretches the window. */
static void
test_lines (void)
{
  g_autoptr (LabChartContent) content =
      content_of ((const double[][2]){{64, 0.273}, {8192, 0.023}}, 2);
  LabChartLine *line = lab_chart_content_add_line (content, 1, FALSE);

  line->kind = LAB_LINE_HAIRLINE;
  line->y[0] = 1.0;
  assert_window (content, 1.5, 4.0, -2.0, 0.0);
  line = lab_chart_content_add_line (content, 2, FALSE);
  line->kind = LAB_LINE_REFERENCE;
  line->x[0] = 1e-3;
  line->x[1] = 1e9;
  line->y[0] = 1e3;
  line->y[1] = 1e-6;
  assert_window (content, 1.5, 4.0, -2.0, 0.0);
}

/* The fitted line and the band around it lie within the limits; a band without bounds does not
 * squeeze the points. */
static void
test_fitted_line (void)
{
  g_autoptr (LabChartContent) content =
      content_of ((const double[][2]){{64, 0.273}, {8192, 0.023}}, 2);
  LabChartLine *line = lab_chart_content_add_line (content, 2, TRUE);

  line->kind = LAB_LINE_FIT;
  for (guint i = 0; i < 2; i++) {
    line->x[i] = i == 0 ? 64 : 8192;
    line->y[i] = i == 0 ? 0.3 : 0.008;
    line->band_low[i] = line->y[i];
    line->band_high[i] = 1.5 * line->y[i];
  }
  assert_window (content, 1.5, 4.0, -2.5, 0.0);
  line->y[1] = 0.02;
  line->band_low[1] = 0.0099;
  assert_window (content, 1.5, 4.0, -2.5, 0.0);
  line->band_low[1] = 1e-12;
  assert_window (content, 1.5, 4.0, -2.5, 0.0);
}

static void
test_scale (void)
{
  const LabChartPlot plot = {37.0, 21.0, 811.0, 433.0};
  const LabChartRange range = {1e-3, 1e5, 1e-300, 1e2};

  g_assert_cmpfloat_with_epsilon (lab_chart_plot_x (&plot, &range, 1e-3), 37.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_chart_plot_x (&plot, &range, 10.0), 37.0 + 811.0 / 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_chart_plot_y (&plot, &range, 1e2), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_chart_plot_y (&plot, &range, 1e-300), 21.0 + 433.0, 1e-9);
  g_assert_true (isnan (lab_chart_plot_x (&plot, &range, 0.0)));
  g_assert_true (isnan (lab_chart_plot_y (&plot, &range, -1.0)));
  g_assert_true (isnan (lab_chart_plot_y (&plot, &range, INFINITY)));
  for (double pixel = -200.0; pixel < 1200.0; pixel += 33.3) {
    g_assert_cmpfloat_with_epsilon (
        lab_chart_plot_x (&plot, &range, lab_chart_value_x (&plot, &range, pixel)), pixel, 1e-7);
    if (pixel > 21.0 && pixel < 454.0)
      g_assert_cmpfloat_with_epsilon (
          lab_chart_plot_y (&plot, &range, lab_chart_value_y (&plot, &range, pixel)), pixel, 1e-7);
  }
}

/* The quick logarithm and the scales built on it, against libm. */
static void
test_many (void)
{
  const LabChartPlot plot = {37.0, 21.0, 8110.0, 4330.0};
  const LabChartRange range = {1e-3, 1e5, 1e-30, 1e2};
  LabScale x = lab_scale_x (&plot, &range), y = lab_scale_y (&plot, &range);

  enum
  {
    COUNT = 44745
  };
  static double logs[COUNT];

  for (guint i = 0; i < COUNT; i++)
    logs[i] = pow (10.0, -306.0 + 0.0137 * i);
  lab_scale_log10_all (logs, COUNT);
  for (guint i = 0; i < COUNT; i++) {
    double exponent = -306.0 + 0.0137 * i, value = pow (10.0, exponent);

    g_assert_cmpfloat_with_epsilon (logs[i], log10 (value), 3e-11 + 1e-15 * fabs (exponent));
    g_assert_cmpfloat_with_epsilon (x.origin + x.factor * logs[i],
                                    lab_chart_plot_x (&plot, &range, value), 1e-6);
    g_assert_cmpfloat_with_epsilon (y.origin + y.factor * logs[i],
                                    lab_chart_plot_y (&plot, &range, value), 1e-6);
  }

  double odd[] = {1.0, 0.0, -1.0, INFINITY, NAN, -INFINITY, 10.0};
  lab_scale_log10_all (odd, G_N_ELEMENTS (odd));
  g_assert_cmpfloat (odd[0], ==, 0.0);
  for (guint i = 1; i < 6; i++)
    g_assert_true (isnan (odd[i]));
  g_assert_cmpfloat_with_epsilon (odd[6], 1.0, 3e-11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/range/half-decades", test_half_decades);
  g_test_add_func ("/range/one-point", test_one_point);
  g_test_add_func ("/range/extremes", test_extremes);
  g_test_add_func ("/range/bars", test_bars);
  g_test_add_func ("/range/left-out", test_left_out);
  g_test_add_func ("/range/lines", test_lines);
  g_test_add_func ("/range/fitted-line", test_fitted_line);
  g_test_add_func ("/range/scale", test_scale);
  g_test_add_func ("/range/many", test_many);
  return g_test_run ();
}
