/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painter: colours where points are, labels that keep apart. */
#include "painter-content.h"

#include <math.h>
#include <string.h>

#define WIDTH  900
#define HEIGHT 600

static guint32
pixel (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      (gsize)lround (floor (y)) * (gsize)cairo_image_surface_get_stride (surface);

  return ((const guint32 *)(const void *)row)[(gsize)lround (floor (x))] & 0xffffff;
}

static void
assert_colour (guint32 actual, const LabColour *expected)
{
  g_assert_cmpint (abs ((int)(actual >> 16 & 0xff) - (int)lround (255 * expected->red)), <=, 2);
  g_assert_cmpint (abs ((int)(actual >> 8 & 0xff) - (int)lround (255 * expected->green)), <=, 2);
  g_assert_cmpint (abs ((int)(actual & 0xff) - (int)lround (255 * expected->blue)), <=, 2);
}

/* Each marker is at its value's place, in its colour; a provisional one is hollow. */
static void
test_markers (void)
{
  g_autoptr (LabChartContent) content = painter_content ();
  LabChartRange range;
  LabChartPlot plot;
  LabChartStyle style;
  LabColour white = {1, 1, 1, 1};
  cairo_surface_t *surface;

  for (guint i = 0; i < LAB_PALETTE_SIZE; i++)
    painter_add_curve (content, i, 5, 0.6 * pow (0.5, i))->points[3].provisional = TRUE;
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  lab_chart_range_fit (content, &range);
  surface = painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, NULL);
  for (guint s = 0; s < LAB_PALETTE_SIZE; s++)
    for (guint i = 0; i < 5; i++) {
      const LabChartSeries *series = g_ptr_array_index (content->series, s);
      double x = lab_chart_plot_x (&plot, &range, series->points[i].x);
      double y = lab_chart_plot_y (&plot, &range, series->points[i].y);

      assert_colour (pixel (surface, x, y), i == 3 ? &white : &style.palette[s]);
    }
  cairo_surface_destroy (surface);
}

/* Error bars reach from low to high with a cap at either end; one that would be no longer than a pixel is
 * not drawn, and a lower end at 0 runs off the axis without a cap. */
static void
test_error_bars (void)
{
  g_autoptr (LabChartContent) content = painter_content ();
  LabChartSeries *series = painter_add_curve (content, 0, 3, 0.1);
  LabChartRange range = {10, 1e5, 1e-4, 1};
  LabChartPlot plot;
  LabChartStyle style;
  cairo_surface_t *surface;
  guint inked = 0;

  for (guint i = 0; i < 3; i++)
    series->points[i].low = series->points[i].high = series->points[i].y;
  series->points[1].low = 0.3 * series->points[1].y;
  series->points[1].high = 3.0 * series->points[1].y;
  series->points[2].low = 0.0;
  series->points[2].high = 3.0 * series->points[2].y;
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  surface = painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, NULL);
  for (guint i = 0; i < 3; i++) {
    double x = lab_chart_plot_x (&plot, &range, series->points[i].x);
    double middle = lab_chart_plot_y (&plot, &range, 2.0 * series->points[i].y);
    double lower = lab_chart_plot_y (&plot, &range, 0.5 * series->points[i].y);

    g_assert_true ((pixel (surface, x, middle) != 0xffffff) == (i > 0));
    g_assert_true ((pixel (surface, x, lower) != 0xffffff) == (i > 0));
  }
  /* Caps beside the bar, at its ends and nowhere else. */
  double x = lab_chart_plot_x (&plot, &range, series->points[1].x);
  double top = lab_chart_plot_y (&plot, &range, series->points[1].high);
  double bottom = lab_chart_plot_y (&plot, &range, series->points[1].low);
  for (int side = -3; side <= 3; side += 6) {
    g_assert_cmpuint (pixel (surface, x + side, top), !=, 0xffffff);
    g_assert_cmpuint (pixel (surface, x + side, bottom), !=, 0xffffff);
    g_assert_cmpuint (pixel (surface, x + side, top + 0.25 * (bottom - top)), ==, 0xffffff);
  }
  /* Down to the axis, and no cap there. */
  x = lab_chart_plot_x (&plot, &range, series->points[2].x);
  for (double y = 3.0; y < 8.0; y++) {
    inked += pixel (surface, x, plot.y + plot.height - y) != 0xffffff;
    g_assert_cmpuint (pixel (surface, x + 3, plot.y + plot.height - y), ==, 0xffffff);
  }
  g_assert_cmpuint (inked, ==, 5);
  cairo_surface_destroy (surface);
}

/* A fitted line passes through its values; its band is lighter. */
static void
test_line (void)
{
  g_autoptr (LabChartContent) content = painter_content ();
  LabChartLine *line = lab_chart_content_add_line (content, 2, TRUE);
  LabChartRange range = {10, 1e4, 1e-3, 1};
  LabChartPlot plot;
  LabChartStyle style;
  cairo_surface_t *surface;
  double middle, above;

  line->x[0] = 20;
  line->x[1] = 5000;
  for (guint i = 0; i < 2; i++) {
    line->y[i] = 0.05;
    line->band_low[i] = 0.02;
    line->band_high[i] = 0.12;
  }
  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  surface = painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, NULL);
  middle = lab_chart_plot_y (&plot, &range, 0.05);
  above = lab_chart_plot_y (&plot, &range, 0.08);
  assert_colour (pixel (surface, lab_chart_plot_x (&plot, &range, 333), middle), &style.palette[0]);
  g_assert_cmpuint (pixel (surface, lab_chart_plot_x (&plot, &range, 333), above), !=, 0xffffff);
  g_assert_cmpuint (pixel (surface, lab_chart_plot_x (&plot, &range, 333),
                           lab_chart_plot_y (&plot, &range, 0.25)),
                    ==, 0xffffff);
  cairo_surface_destroy (surface);
}

/* Ink of a text is lower than its box by the leading. */
static void
assert_apart (const GArray *labels, int width, int height)
{
  for (guint i = 0; i < labels->len; i++) {
    LabLabelBox a = g_array_index (labels, LabLabelBox, i);

    a.height *= 0.7;
    g_assert_true (a.x - a.width * fabs (cos (a.angle)) / 2 > -1.0);
    g_assert_true (a.x + a.width * fabs (cos (a.angle)) / 2 < width + 1.0);
    g_assert_true (a.y > 0.0 && a.y < height);
    for (guint j = i + 1; j < labels->len; j++) {
      LabLabelBox b = g_array_index (labels, LabLabelBox, j);

      b.height *= 0.7;
      if (lab_label_boxes_overlap (&a, &b))
        g_test_message (
            "%dx%d: labels %u (%.0f, %.0f, %.0f x %.0f) and %u (%.0f, %.0f, %.0f x %.0f)", width,
            height, i, a.x, a.y, a.width, a.height, j, b.x, b.y, b.width, b.height);
      g_assert_false (lab_label_boxes_overlap (&a, &b));
    }
  }
}

/* No two texts overlap, at any size, with few curves and with many. */
static void
test_labels (void)
{
  static const struct
  {
    int width, height;
    double font;
  } sizes[] = {{320, 240, 10}, {420, 600, 12}, {720, 500, 12}, {1440, 900, 16}, {3840, 2160, 36}};

  for (guint curves = 1; curves <= 8; curves += curves < 3 ? 1 : 5)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
      g_autoptr (LabChartContent) content = painter_content ();
      g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));

      painter_add_everything (content);
      for (guint c = 0; c < curves; c++)
        painter_add_curve (content, c, 8, 0.7 * pow (0.6, c))->ghost = c == 0;
      cairo_surface_destroy (painter_paint (content, NULL, sizes[i].width, sizes[i].height,
                                            sizes[i].font, NULL, labels));
      g_assert_cmpuint (labels->len, >=, 6);
      assert_apart (labels, sizes[i].width, sizes[i].height);
    }
}

/* Texts do not lie on points. */
static void
test_labels_and_points (void)
{
  g_autoptr (LabChartContent) content = painter_content ();
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));
  LabChartRange range;
  LabChartPlot plot;

  painter_add_everything (content);
  for (guint c = 0; c < 4; c++)
    painter_add_curve (content, c, 9, 0.7 * pow (0.7, c));
  lab_chart_range_fit (content, &range);
  cairo_surface_destroy (painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, labels));
  for (guint s = 0; s < content->series->len; s++)
    for (guint i = 0; i < 9; i++) {
      const LabChartSeries *series = g_ptr_array_index (content->series, s);
      LabLabelBox point = {lab_chart_plot_x (&plot, &range, series->points[i].x),
                           lab_chart_plot_y (&plot, &range, series->points[i].y), 6, 6, 0};

      for (guint j = 0; j < labels->len; j++) {
        LabLabelBox label = g_array_index (labels, LabLabelBox, j);

        label.height *= 0.7;
        g_assert_false (lab_label_boxes_overlap (&label, &point));
      }
    }
}

/* Runs that diverged side by side share one sentence; those far apart have their own. */
static void
test_divergences (void)
{
  const LabChartRange range = {10.0, 1e5, 1e-2, 1.0};
  guint texts[2];

  for (guint far = 0; far < 2; far++) {
    g_autoptr (LabChartContent) content = lab_chart_content_new ();
    g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));

    for (guint i = 0; i < 4; i++) {
      LabChartDivergence *mark = lab_chart_content_add_divergence (content);

      mark->x = (i < 2 ? 64.0 : far ? 6.0e4 : 128.0) * (i % 2 == 0 ? 1.0 : 1.3);
      mark->step = 2 + i;
      mark->label = g_strdup ("diverged: a sentence that is longer than the way to its neighbour");
    }
    cairo_surface_destroy (painter_paint (content, &range, WIDTH, HEIGHT, 12.0, NULL, labels));
    texts[far] = labels->len;
  }
  g_assert_cmpuint (texts[1], ==, texts[0] + 1);
}

/* A legend covers neither a band nor the interval of a boundary while another corner is free. */
static void
test_legend_avoids_bands (void)
{
  g_autoptr (LabChartContent) content = lab_chart_content_new ();
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (LabLabelBox));
  const LabChartRange range = {10.0, 1e5, 1e-3, 1.0};
  LabChartPlot plot;
  LabChartLine *line = lab_chart_content_add_line (content, 9, TRUE);
  LabChartBoundary *boundary = lab_chart_content_add_boundary (content);

  /* The upper half is a band, the lower right quarter the boundary's interval. */
  line->kind = LAB_LINE_FIT;
  for (guint i = 0; i < 9; i++) {
    line->x[i] = 10.0 * pow (1e4, i / 8.0);
    line->y[i] = line->band_high[i] = 0.9;
    line->band_low[i] = 0.032;
  }
  boundary->x = 2e4;
  boundary->low = 1e3;
  boundary->high = 1e5;
  for (guint i = 0; i < 8; i++)
    painter_add_curve (content, i, 2, 0.02)->points[1].x = 70.0;
  cairo_surface_destroy (painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, labels));
  for (guint i = 0; i < labels->len; i++) {
    LabLabelBox label = g_array_index (labels, LabLabelBox, i);

    if (label.x < plot.x || label.y > plot.y + plot.height)
      continue;
    g_assert_cmpfloat (label.y, >, plot.y + plot.height / 2.0);
    g_assert_cmpfloat (label.x, <, plot.x + plot.width / 2.0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/painter/markers", test_markers);
  g_test_add_func ("/painter/error-bars", test_error_bars);
  g_test_add_func ("/painter/line", test_line);
  g_test_add_func ("/painter/labels", test_labels);
  g_test_add_func ("/painter/labels-and-points", test_labels_and_points);
  g_test_add_func ("/painter/divergences", test_divergences);
  g_test_add_func ("/painter/legend-avoids-bands", test_legend_avoids_bands);
  return g_test_run ();
}
