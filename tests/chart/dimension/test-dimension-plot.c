/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small multiples of dimension: what they hold, how they are walked through and picked. */
#include "chart/dimension/dimension-plot.h"

#include <math.h>
#include <string.h>

#define WIDTH  900.0
#define HEIGHT 600.0

static void
made_report (LabDimensionReport *report)
{
  LabDimensionRequest request;

  lab_dimension_plot_request (&request);
  *report = (LabDimensionReport){.count = request.asks};
  for (guint i = 0; i < request.asks; i++)
    report->estimate[i] = (LabDimensionEstimate){.estimator = request.ask[i].estimator,
                                                 .k = request.ask[i].k,
                                                 .scale = 0.01 * request.ask[i].k,
                                                 .value = 2.0 + 0.01 * i,
                                                 .low = 1.9,
                                                 .high = 2.4};
  /* One that could not be made, and the last, of local PCA, near its k. */
  report->estimate[request.asks - 1].state = LAB_DIMENSION_SATURATED;
  report->estimate[request.asks - 1].low = report->estimate[request.asks - 1].high = NAN;
  report->estimate[0].value = report->estimate[0].low = report->estimate[0].high = NAN;
}

static LabRun *
made_run (guint grid_index, guint repeat)
{
  LabRun *run = g_new0 (LabRun, 1);

  g_atomic_ref_count_init (&run->reference_count);
  run->plan.grid_index = grid_index;
  run->plan.repeat = repeat;
  run->evaluation_count = 3;
  run->chosen = 2;
  run->evaluations = g_new0 (LabEvaluation, 3);
  for (guint e = 0; e < 3; e++) {
    run->evaluations[e].step = 1u << (4 * e);
    run->evaluations[e].measured_blocks = 2;
    for (guint b = 0; b < 2; b++)
      run->evaluations[e].dimension[b] =
          (LabMeasuredDimension){3.0f + (float)b, 2.5f + (float)b, 3.5f + (float)b};
  }
  return run;
}

typedef struct
{
  LabExperiment experiment;
  LabDimensionReport report;
  LabRun *runs[3];
  LabChartLiveRun live[3];
  LabDimensionPlot *plot;
} Fixture;

/* Run 0 is of a smaller size; run 2 is in training, with one evaluation. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  LabRun *training = made_run (1, 1);

  lab_experiment_default (LAB_SWEEP_DATA, &fixture->experiment);
  fixture->experiment.hidden_dimension = LAB_HIDDEN_DIMENSION_POOLED;
  made_report (&fixture->report);
  fixture->runs[0] = made_run (0, 0);
  fixture->runs[1] = made_run (1, 0);
  fixture->live[2] =
      (LabChartLiveRun){.plan = training->plan,
                        .evaluation_count = 1,
                        .evaluations = g_memdup2 (training->evaluations, sizeof (LabEvaluation))};
  lab_run_unref (training);
  fixture->plot = lab_dimension_plot_new (&(LabDimensionInput){.experiment = &fixture->experiment,
                                                               .report = &fixture->report,
                                                               .runs = fixture->runs,
                                                               .live = fixture->live,
                                                               .run_count = 3});
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_dimension_plot_unref (fixture->plot);
  lab_run_unref (fixture->runs[0]);
  lab_run_unref (fixture->runs[1]);
  g_free ((gpointer)fixture->live[2].evaluations);
}

static const LabDimensionSeries *
series_of (const LabDimensionPlot *plot, guint panel, guint series)
{
  const LabDimensionPanel *found = g_ptr_array_index (plot->panels, panel);

  g_assert_cmpuint (series, <, found->series->len);
  return g_ptr_array_index (found->series, series);
}

static void
test_panels (Fixture *fixture, gconstpointer data)
{
  const LabDimensionPlot *plot = fixture->plot;
  const LabDimensionSeries *mle;

  g_assert_cmpuint (plot->panels->len, ==, 4);
  g_assert_cmpfloat (plot->truth, ==, 2.0);
  g_assert_cmpfloat (plot->y_maximum, >, 4.5);
  /* What could not be estimated is not drawn. */
  mle = series_of (plot, 0, 0);
  g_assert_cmpuint (mle->points->len, ==, 9);
  g_assert_cmpfloat (g_array_index (mle->points, LabDimensionPoint, 0).x, ==, 7.0);
  /* Of the larger size a finished run and one in training; none of the smaller. */
  for (guint p = 2; p < 4; p++) {
    const LabDimensionPanel *panel = g_ptr_array_index (plot->panels, p);

    g_assert_cmpuint (panel->series->len, ==, 2);
    g_assert_cmpuint (series_of (plot, p, 0)->points->len, ==, 3);
    g_assert_cmpuint (series_of (plot, p, 1)->points->len, ==, 1);
  }
  g_assert_cmpfloat (g_array_index (series_of (plot, 3, 0)->points, LabDimensionPoint, 1).value, ==,
                     4.0);
  /* Paper A with d = 4 after the last block. */
  g_assert_nonnull (strstr (plot->note, "After the last block d = 4.00 (3.50 to 4.50)"));
}

/* On the chart the law with the measured dimension is a line of its own: 2 beta / (2 beta + 4), its
 * interval beside it. */
static void
test_reference (Fixture *fixture, gconstpointer data)
{
  LabChartCurve curve = {.runs = fixture->runs, .run_count = 3};
  LabChartInput input = {.experiment = &fixture->experiment, .curves = &curve, .curve_count = 1};
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  double exponent = lab_experiment_smoothness (&fixture->experiment);
  guint found = 0;

  exponent = -2.0 * exponent / (2.0 * exponent + 4.0);
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->label == NULL || strstr (line->label, "measured dimension") == NULL)
      continue;
    found++;
    g_assert_cmpint (line->kind, ==, LAB_LINE_REFERENCE);
    g_assert_nonnull (strstr (line->label, " to "));
    g_assert_cmpfloat_with_epsilon (log (line->y[1] / line->y[0]) / log (line->x[1] / line->x[0]),
                                    exponent, 1e-6);
  }
  g_assert_cmpuint (found, ==, 1);
}

static void
test_nothing_yet (void)
{
  LabExperiment experiment;
  LabDimensionPlace place = {.panel = -1};

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autoptr (LabDimensionPlot) plot =
      lab_dimension_plot_new (&(LabDimensionInput){.experiment = &experiment});
  g_assert_cmpuint (plot->panels->len, ==, 0);
  g_assert_nonnull (strstr (plot->note, "being estimated"));
  g_assert_nonnull (strstr (plot->note, "Dimension inside"));
  g_assert_false (lab_dimension_plot_move (plot, 1, &place));
}

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  LabDimensionPlace place = {.panel = -1};
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_assert_true (lab_dimension_plot_move (fixture->plot, 1, &place));
  first = lab_dimension_plot_readout (fixture->plot, &place);
  g_assert_cmpstr (first, ==,
                   "Data, by neighbours, MLE, neighbours k = 7: d = 2.010, 95 % interval 1.900 to "
                   "2.400 (true 2)");
  g_assert_true (lab_dimension_plot_move (fixture->plot, 1, &place));
  g_assert_cmpint (place.point, ==, 1);
  g_assert_true (lab_dimension_plot_move (fixture->plot, 100000, &place));
  last = lab_dimension_plot_readout (fixture->plot, &place);
  g_assert_nonnull (strstr (last, "After block 2, repeat 2, steps T = 1: d = 4.000"));
}

/* What k neighbours cannot tell has no interval, on the picture and in words. */
static void
test_saturated (Fixture *fixture, gconstpointer data)
{
  const LabDimensionSeries *pca = series_of (fixture->plot, 0, 3);
  const LabDimensionPoint *last = &g_array_index (pca->points, LabDimensionPoint, 2);
  LabDimensionPlace place = {.panel = 0, .series = 3, .point = 2};
  g_autofree char *saturated = lab_dimension_plot_readout (fixture->plot, &place);

  g_assert_cmpuint (pca->points->len, ==, 3);
  g_assert_true (last->is_saturated && !last->has_interval);
  g_assert_true (last->low == last->value && last->high == last->value);
  g_assert_nonnull (strstr (saturated, "saturated: that or more"));
  g_assert_null (strstr (saturated, "interval 2"));
  g_assert_nonnull (strstr (fixture->plot->note, "Saturated: local-pca (k = 40)."));
  place.point = 1;
  g_autofree char *told = lab_dimension_plot_readout (fixture->plot, &place);
  g_assert_nonnull (strstr (told, "95 % interval 1.900 to 2.400"));
}

/* Every point is found where a ring around it is painted. */
static void
test_pick (Fixture *fixture, gconstpointer data)
{
  LabChartStyle style;
  LabDimensionPlace place = {.panel = -1};
  LabDimensionPlace found;
  guint hits = 0;

  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  for (double x = 0.0; x < WIDTH; x += 4.0)
    for (double y = 0.0; y < HEIGHT; y += 4.0)
      if (lab_dimension_plot_pick (fixture->plot, WIDTH, HEIGHT, &style, x, y, 6.0, &found)) {
        g_autofree char *text = lab_dimension_plot_readout (fixture->plot, &found);

        g_assert_cmpstr (text, !=, "");
        hits += found.panel != place.panel || found.series != place.series ||
                found.point != place.point;
        place = found;
      }
  g_assert_cmpuint (hits, >, 40);
}

static guint
count_ink (const LabDimensionPlot *plot, double width, double height)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)width, (int)height);
  cairo_t *cr = cairo_create (surface);
  LabChartStyle style;
  const guint8 *pixels;
  guint ink = 0;

  lab_chart_style_init (&style, LAB_LOOK_LIGHT, 12.0);
  lab_dimension_plot_paint (cr, width, height, plot, &style, NULL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int i = 0; i < (int)height * cairo_image_surface_get_stride (surface); i += 4)
    ink += pixels[i] < 128;
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_paint (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_ink (fixture->plot, WIDTH, HEIGHT), >, 2000);
  count_ink (fixture->plot, 64.0, 64.0);
  count_ink (fixture->plot, 200.0, 2000.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/dimension-plot/panels", Fixture, NULL, set_up, test_panels, tear_down);
  g_test_add ("/dimension-plot/reference", Fixture, NULL, set_up, test_reference, tear_down);
  g_test_add_func ("/dimension-plot/nothing-yet", test_nothing_yet);
  g_test_add ("/dimension-plot/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/dimension-plot/saturated", Fixture, NULL, set_up, test_saturated, tear_down);
  g_test_add ("/dimension-plot/pick", Fixture, NULL, set_up, test_pick, tear_down);
  g_test_add ("/dimension-plot/paint", Fixture, NULL, set_up, test_paint, tear_down);
  return g_test_run ();
}
