/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painter and what nobody expects: values that no axis has, endless words, tiny pictures. */
#include "painter-content.h"

#include <math.h>

#define WIDTH  900
#define HEIGHT 600

static char *
long_text (gsize length)
{
  GString *text = g_string_new (NULL);

  while (text->len < length)
    g_string_append (text, "very long label ^(( <&> \xff ");
  return g_string_free (text, FALSE);
}

static LabChartContent *
hostile_content (guint kind)
{
  static const double values[] = {0.0, -1.0, NAN, INFINITY, -INFINITY, 5e-324, 1e308, 1.0};
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *series;
  LabChartLine *line;

  switch (kind) {
  case 0:
    break;
  case 1:
    painter_add_curve (content, 1000000007u, 1, 1.0);
    break;
  case 2:
    content->title = long_text (100000);
    content->x_label = long_text (5000);
    content->y_label = long_text (5000);
    content->note = long_text (5000);
    series = painter_add_curve (content, 0, 3, 0.1);
    g_free (series->label);
    series->label = long_text (5000);
    painter_add_everything (content);
    g_free (((LabChartBoundary *)g_ptr_array_index (content->boundaries, 0))->left_label);
    ((LabChartBoundary *)g_ptr_array_index (content->boundaries, 0))->left_label = long_text (3000);
    break;
  case 3:
    painter_add_curve (content, 0, 10000, 1.0);
    painter_add_curve (content, 1, 10000, 0.3)->kind = LAB_SERIES_TRAJECTORY;
    break;
  default:
    for (guint t = 0; t < 2; t++) {
      series = lab_chart_content_add_series (content, 64);
      series->kind = (LabSeriesKind)t;
      for (guint i = 0; i < 64; i++)
        series->points[i] = (LabChartPoint){.x = values[i % 8],
                                            .y = values[i / 8],
                                            .low = values[(i + 3) % 8],
                                            .high = values[i % 7]};
    }
    line = lab_chart_content_add_line (content, 64, TRUE);
    line->label = g_strdup ("broken");
    for (guint i = 0; i < 64; i++) {
      line->x[i] = values[i % 8];
      line->y[i] = values[i / 8];
      line->band_low[i] = values[(i + 1) % 8];
      line->band_high[i] = values[(i + 2) % 8];
    }
    lab_chart_content_add_line (content, 0, FALSE)->kind = LAB_LINE_HAIRLINE;
    lab_chart_content_add_line (content, 1, FALSE)->kind = LAB_LINE_REFERENCE;
    lab_chart_content_add_boundary (content)->x = NAN;
    lab_chart_content_add_divergence (content)->x = -1.0;
    break;
  }
  return content;
}

/* Whatever comes, at whatever size: no error of Cairo, no warning, no hang. */
static void
test_hostile (void)
{
  static const int sizes[][2] = {{1, 1}, {40, 900}, {900, 40}, {320, 240}, {1200, 800}};

  for (guint kind = 0; kind < 5; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
      g_autoptr (LabChartContent) content = hostile_content (kind);
      g_autofree char *description = lab_chart_content_describe (content);
      LabChartPlot plot;

      cairo_surface_destroy (
          painter_paint (content, NULL, sizes[i][0], sizes[i][1], 12.0, &plot, NULL));
      g_assert_true (plot.width >= 1.0 && plot.height >= 1.0);
      g_assert_true (g_utf8_validate (description, -1, NULL) || kind == 2);
    }
}

/* Zoomed in by a factor of a thousand at a place far from the points: only paper and grid. */
static void
test_far_zoom (void)
{
  g_autoptr (LabChartContent) content = painter_content ();
  const LabChartRange range = {1e-12, 1.1e-12, 1e20, 1.1e20};
  LabChartPlot plot;

  painter_add_everything (content);
  painter_add_curve (content, 0, 2000, 0.7)->kind = LAB_SERIES_TRAJECTORY;
  cairo_surface_destroy (painter_paint (content, &range, WIDTH, HEIGHT, 12.0, &plot, NULL));
  g_assert_cmpfloat (plot.width, >, WIDTH / 2.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/painter-hostile/content", test_hostile);
  g_test_add_func ("/painter-hostile/far-zoom", test_far_zoom);
  return g_test_run ();
}
