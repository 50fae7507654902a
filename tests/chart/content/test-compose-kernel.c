/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do, on a chart: series of the reference kind, with their assumptions in words. */
#include <math.h>
#include <string.h>

#include "chart/content/compose.h"
#include "chart/paint/readout.h"
#include "session/results-kernel.h"

static LabRidgeCurve
make_ridge (void)
{
  LabRidgeCurve curve = {.count = {3, 2}, .left_out = 2};

  for (guint kernel = 0; kernel < 2; kernel++)
    for (guint i = 0; i < curve.count[kernel]; i++) {
      const double n = 64 << i, mean = (kernel + 1) / sqrt (n);

      curve.points[kernel][i] = (LabRidgePoint){n, 4, mean, 0.9 * mean, 1.1 * mean};
    }
  return curve;
}

static LabTangentCurve
make_tangent (LabSweep axis)
{
  LabTangentCurve curve = {.axis = axis,
                           .kind = LAB_TANGENT_STAND_IN,
                           .width = 32,
                           .n = 2048,
                           .asked = 65536,
                           .rate = 0.02,
                           .largest_rate = 0.04,
                           .count = 20};

  for (guint i = 0; i < curve.count; i++) {
    curve.x[i] = pow (10, i / 2.0);
    curve.excess_risk[i] = 1 / (1 + curve.x[i]);
  }
  return curve;
}

static guint
count_references (const LabChartContent *content)
{
  guint count = 0;

  for (guint i = 0; i < content->series->len; i++)
    count += lab_chart_series_is_reference (g_ptr_array_index (content->series, i)) ? 1 : 0;
  return count;
}

/* One line through the points where runs would stop, named by its stop. */
static void
test_own (void)
{
  LabOwnKernelCurve own = {.stops_on_validation = TRUE, .count = 2};
  LabExperiment experiment;
  const LabChartSeries *series;

  own.points[0] = (LabOwnKernelPoint){64, 3, 0.4, 0.3, 0.5, 0.35};
  own.points[1] = (LabOwnKernelPoint){256, 3, 0.2, 0.1, 0.3, 0.15};
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  LabChartInput input = {.experiment = &experiment, .own_kernel = &own};
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  g_assert_cmpuint (count_references (content), ==, 1);
  series = g_ptr_array_index (content->series, 0);
  g_assert_cmpuint (series->kind, ==, LAB_SERIES_TRAJECTORY);
  g_assert_cmpuint (series->point_count, ==, 2);
  g_assert_cmpfloat (series->points[1].x, ==, 256);
  g_assert_cmpfloat (series->points[1].y, ==, 0.2);
  g_assert_nonnull (strstr (series->label, "nothing fitted"));
  own.stops_on_validation = FALSE;
  g_autoptr (LabChartContent) end = lab_chart_compose (&input);
  series = g_ptr_array_index (end->series, 0);
  g_assert_nonnull (strstr (series->label, "at the end"));
}

/* On the data axis alone, point for point, before the measured curves, where a cursor begins. */
static void
test_ridge (void)
{
  const LabRidgeCurve ridge = make_ridge ();
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  LabChartInput input = {.experiment = &experiment, .ridge = &ridge};
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  const LabChartSeries *matern = g_ptr_array_index (content->series, 0);
  const LabChartSeries *tangent = g_ptr_array_index (content->series, 1);
  g_autofree char *text = lab_chart_readout (content, &(LabChartCursor){0, 1});

  g_assert_cmpuint (count_references (content), ==, 2);
  g_assert_cmpuint (matern->point_count, ==, 3);
  g_assert_cmpuint (tangent->point_count, ==, 2);
  g_assert_cmpuint (matern->colour_index, !=, tangent->colour_index);
  g_assert_cmpfloat (matern->points[2].x, ==, 256);
  g_assert_cmpfloat (matern->points[2].y, ==, ridge.points[0][2].mean);
  g_assert_cmpfloat (matern->points[2].low, ==, ridge.points[0][2].low);
  g_assert_nonnull (strstr (matern->label, "(measurement)"));
  g_assert_nonnull (strstr (text, "Matérn 1/2"));
  g_assert_nonnull (strstr (text, "n = 128"));
  g_assert_nonnull (strstr (content->note, "up to n = 2048"));
  experiment.sweep = LAB_SWEEP_MODEL;
  g_autoptr (LabChartContent) other = lab_chart_compose (&input);
  g_assert_cmpuint (count_references (other), ==, 0);
}

/* References do not move the slopes, which are led through what was measured: here nothing. */
static void
test_slopes_stay (void)
{
  const LabRidgeCurve ridge = make_ridge ();
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  LabChartInput input = {.experiment = &experiment};
  g_autoptr (LabChartContent) without = lab_chart_compose (&input);
  input.ridge = &ridge;
  g_autoptr (LabChartContent) with = lab_chart_compose (&input);
  g_autofree char *words = lab_chart_content_describe (with);

  g_assert_cmpuint (without->lines->len, ==, with->lines->len);
  g_assert_cmpfloat (((LabChartLine *)g_ptr_array_index (without->lines, 0))->y[0], ==,
                     ((LabChartLine *)g_ptr_array_index (with->lines, 0))->y[0]);
  g_assert_cmpfloat (without->y_low, ==, with->y_low);
  g_assert_nonnull (strstr (words, "No measured points yet"));
  g_assert_nonnull (strstr (words, "kernel ridge regression"));
}

/* Over the grid only, with what it assumes. */
static void
test_tangent (void)
{
  for (LabSweep axis = LAB_SWEEP_TIME; axis <= LAB_SWEEP_COMPUTE; axis++) {
    const LabTangentCurve tangent = make_tangent (axis);
    LabExperiment experiment;
    double low, high;

    lab_experiment_default (axis, &experiment);
    lab_chart_grid (&experiment, &low, &high);
    LabChartInput input = {.experiment = &experiment, .tangent = &tangent};
    g_autoptr (LabChartContent) content = lab_chart_compose (&input);
    const LabChartSeries *series = g_ptr_array_index (content->series, 0);
    guint inside = 0;

    for (guint i = 0; i < tangent.count; i++)
      inside += tangent.x[i] >= low && tangent.x[i] <= high ? 1 : 0;
    g_assert_cmpuint (count_references (content), ==, 1);
    g_assert_cmpint (series->kind, ==, LAB_SERIES_TRAJECTORY);
    g_assert_cmpuint (series->point_count, ==, inside);
    g_assert_cmpuint (inside, >, 2);
    g_assert_nonnull (strstr (series->label, "not AdamW"));
    g_assert_nonnull (strstr (content->note, "n = 2048 of 65536"));
    g_assert_nonnull (strstr (content->note, "AdamW has no such flow"));
  }
}

/* A rate that diverges draws nothing and says why; remarks are passed on. */
static void
test_diverging (void)
{
  LabTangentCurve tangent = make_tangent (LAB_SWEEP_TIME);
  LabExperiment experiment;

  tangent.kind = LAB_TANGENT_DESCENT;
  tangent.rate = 0.05;
  tangent.count = 0;
  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  LabChartInput input = {.experiment = &experiment, .tangent = &tangent, .remark = "Wait."};
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);

  g_assert_cmpuint (count_references (content), ==, 0);
  g_assert_nonnull (strstr (content->note, "diverges (from 0.04 on). Wait."));
}

/* Files carry every point and what it assumes. */
static void
test_files (void)
{
  const LabRidgeCurve ridge = make_ridge ();
  const LabTangentCurve tangent = make_tangent (LAB_SWEEP_COMPUTE);
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autofree char *ridge_csv = lab_results_ridge_csv (&experiment, &ridge);
  g_autofree char *tangent_csv = lab_results_tangent_csv (&experiment, &tangent);
  g_autoptr (JsonNode) list = lab_results_ridge_json (&ridge);
  g_autoptr (JsonNode) object = lab_results_tangent_json (&tangent);
  JsonArray *points = json_object_get_array_member (json_node_get_object (object), "points");

  g_assert_nonnull (
      strstr (ridge_csv, "\nkernel,n,repeats,excess_risk,low,high\nmatern,64,4,0.125,"));
  g_assert_nonnull (strstr (ridge_csv, "\ntangent,128,4,"));
  g_assert_nonnull (strstr (ridge_csv, "left out: 2 values"));
  g_assert_nonnull (strstr (tangent_csv, "\ncompute,excess_risk\n1,0.5\n"));
  g_assert_nonnull (strstr (tangent_csv, "gradient descent in place of AdamW"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 5);
  g_assert_cmpuint (json_array_get_length (points), ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/compose-kernel/ridge", test_ridge);
  g_test_add_func ("/compose-kernel/slopes-stay", test_slopes_stay);
  g_test_add_func ("/compose-kernel/tangent", test_tangent);
  g_test_add_func ("/compose-kernel/diverging", test_diverging);
  g_test_add_func ("/compose-kernel/files", test_files);
  g_test_add_func ("/compose-kernel/own", test_own);
  return g_test_run ();
}
