/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cursor and read-out. */
#include <math.h>
#include <string.h>

#include "chart/paint/readout.h"
#include "chart/paint/readout-testing.h"

/* A ghost and a current curve y = x^-1/2 (times 4 for the ghost), with a hole in the middle. */
static LabChartContent *
two_curves (void)
{
  LabChartContent *content = lab_chart_content_new ();

  content->x_name = g_strdup ("n");
  content->y_name = g_strdup ("excess risk");
  for (guint s = 0; s < 2; s++) {
    LabChartSeries *series = lab_chart_content_add_series (content, 5);

    series->ghost = s == 0;
    series->label = g_strdup (s == 0 ? "old" : "new");
    for (guint i = 0; i < 5; i++) {
      double x = 64 << i, y = (s == 0 ? 4.0 : 1.0) / sqrt (x);

      series->points[i] = (LabChartPoint){.x = x, .y = y, .low = 0.9 * y, .high = 1.1 * y};
    }
    series->points[2].y = NAN;
  }
  return content;
}

static void
test_moves (void)
{
  g_autoptr (LabChartContent) content = two_curves ();
  LabChartCursor cursor;

  g_assert_true (lab_chart_cursor_init (content, &cursor));
  g_assert_cmpuint (cursor.series, ==, 1);
  g_assert_cmpuint (cursor.point, ==, 0);
  g_assert_false (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_PREVIOUS));
  g_assert_true (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_NEXT));
  g_assert_true (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_NEXT));
  g_assert_cmpuint (cursor.point, ==, 3);
  g_assert_true (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_UP));
  g_assert_cmpuint (cursor.series, ==, 0);
  g_assert_cmpuint (cursor.point, ==, 3);
  g_assert_false (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_UP));
  g_assert_true (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_DOWN));
  g_assert_true (lab_chart_cursor_move (content, &cursor, LAB_CURSOR_LAST));
  g_assert_cmpuint (cursor.point, ==, 4);
  g_assert_false (lab_chart_cursor_valid (content, &(LabChartCursor){1, 2}));
  g_assert_false (lab_chart_cursor_valid (content, &(LabChartCursor){2, 0}));
}

static void
test_words (void)
{
  g_autoptr (LabChartContent) content = two_curves ();
  const LabChartCursor cursor = {1, 1};
  g_autofree char *text = lab_chart_readout (content, &cursor);

  g_assert_cmpfloat_with_epsilon (lab_chart_local_slope (content, &cursor), -0.5, 1e-9);
  g_assert_cmpstr (text, ==,
                   "new: n = 128, excess risk 0.0884 (0.0795 to 0.0972), local slope \u22120.50");
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
      {8192, "8192"},
      {0.04283, "0.0428"},
      {3.1e9, "3.1\u00b710\u2079"},
      {9.9996e9, "1\u00b710\u00b9\u2070"},
      {2.5e-7, "2.5\u00b710\u207b\u2077"},
      {1.5, "1.5"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = lab_chart_number (cases[i].value);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_nearest (void)
{
  g_autoptr (LabChartContent) content = two_curves ();
  const LabChartPlot plot = {0, 0, 500, 400};
  const LabChartRange range = {10, 1e4, 1e-2, 1};
  LabChartCursor cursor;
  double x = lab_chart_plot_x (&plot, &range, 512),
         y = lab_chart_plot_y (&plot, &range, 1 / sqrt (512));

  g_assert_true (lab_chart_nearest (content, &plot, &range, x + 3, y - 3, 10, &cursor));
  g_assert_cmpuint (cursor.series, ==, 1);
  g_assert_cmpuint (cursor.point, ==, 3);
  g_assert_false (lab_chart_nearest (content, &plot, &range, x, y + 60, 10, &cursor));
}

static void
test_empty (void)
{
  g_autoptr (LabChartContent) content = lab_chart_content_new ();
  LabChartCursor cursor;
  g_autofree char *description = lab_chart_content_describe (content);

  g_assert_false (lab_chart_cursor_init (content, &cursor));
  g_assert_nonnull (strstr (description, "No measured points yet"));
}

static void
test_description (void)
{
  g_autoptr (LabChartContent) content = two_curves ();
  g_autofree char *description = lab_chart_content_describe (content);

  g_assert_nonnull (strstr (description, "new: 4 points, from 0.125 at 64 to 0.0312 at 1024"));
  g_assert_null (strstr (description, "old"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/readout/moves", test_moves);
  g_test_add_func ("/readout/words", test_words);
  g_test_add_func ("/readout/numbers", test_numbers);
  g_test_add_func ("/readout/nearest", test_nearest);
  g_test_add_func ("/readout/empty", test_empty);
  g_test_add_func ("/readout/description", test_description);
  return g_test_run ();
}
