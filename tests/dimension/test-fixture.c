/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every estimator and convention on 30 points whose estimates are known: from scikit-dimension's
 * tests, and worked out with NumPy and SciPy (sorting all distances; root of the score; eigvalsh; for
 * the intervals sets of neighbours, their overlaps in a matrix, and influence values by hand). */
#include "core/error.h"
#include "core/random.h"
#include "dimension/dimension.h"
#include "dimension/request-testing.h"
#include "dimension/distinct.h"

#include "ball.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-9

typedef struct
{
  LabEstimator estimator;
  guint k;
  double discard;
  double value;
} Known;

static const Known known[] = {
    {LAB_ESTIMATOR_MLE, 20, 0.1, 3.341161830518472},
    {LAB_ESTIMATOR_MLE, 5, 0.1, 4.350132038093711},
    {LAB_ESTIMATOR_MLE_UNBIASED, 20, 0.1, 3.1653112078596046},
    {LAB_ESTIMATOR_MLE_MEAN, 20, 0.1, 3.4389424541367437},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.1, 4.054956793049418},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.05, 4.113227754478642},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.0, 4.388896234915764},
    {LAB_ESTIMATOR_TWONN, 2, 0.1, 4.522311661665443},
    {LAB_ESTIMATOR_TWONN, 2, 0.05, 4.634032718908378},
    {LAB_ESTIMATOR_TWONN, 2, 0.0, 4.881922377489516},
    {LAB_ESTIMATOR_TWONN_MLE, 2, 0.1, 4.767867670622802},
    {LAB_ESTIMATOR_GRIDE, 2, 0.1, 4.932276900644276},
    {LAB_ESTIMATOR_GRIDE, 4, 0.1, 3.8268026299123354},
    {LAB_ESTIMATOR_GRIDE, 11, 0.1, 3.3478055265652937}, /* of an odd k the even number below */
    {LAB_ESTIMATOR_GRIDE, 20, 0.1, 3.1295862501536504},
    {LAB_ESTIMATOR_LOCAL_PCA, 5, 0.1, 113.0 / 30.0},
    {LAB_ESTIMATOR_LOCAL_PCA, 10, 0.1, 4.8},
    {LAB_ESTIMATOR_LOCAL_PCA, 20, 0.1, 5.0},
};

static const struct
{
  const char *metric;
  double value; /* of LAB_ESTIMATOR_MLE, k = 20 */
} metrics[] = {
    {"angle", 2.7954713341121966},
    {"chord", 3.3939851013313116},
    {"1-cos", 1.6969925506656558},
};

/* Half the widths of intervals; TwoNN's line with a tenth discarded. */
static const Known half_intervals[] = {
    {LAB_ESTIMATOR_MLE, 10, 0.1, 0.35320050342817016},
    {LAB_ESTIMATOR_MLE_MEAN, 10, 0.1, 0.40697907597712996},
    {LAB_ESTIMATOR_MLE_UNBIASED, 10, 0.1, 0.3139560030472624},
    {LAB_ESTIMATOR_TWONN, 2, 0.1, 1.8581659442436247},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.1, 1.4925775801542869},
    {LAB_ESTIMATOR_TWONN_MLE, 2, 0.1, 1.525859571734954},
    {LAB_ESTIMATOR_GRIDE, 10, 0.1, 0.2889790212437314},
    {LAB_ESTIMATOR_LOCAL_PCA, 10, 0.1, 0.11962610155164456},
    /* All centres count 5: the rule of three. */
    {LAB_ESTIMATOR_LOCAL_PCA, 20, 0.1, 0.1},
};

static LabDimensionReport
measure (const LabDimensionRequest *request, const double *x, gsize n, guint D)
{
  LabDimensionReport report;
  g_autoptr (GError) error = NULL;
  gboolean well = lab_dimension_measure (request, x, n, D, NULL, &report, &error);

  g_assert_no_error (error);
  g_assert_true (well);
  return report;
}

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    LabDimensionRequest request = {.discard = known[i].discard};
    LabDimensionReport report;

    lab_dimension_request_add (&request, known[i].estimator, known[i].k);
    report = measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS);
    g_test_message ("%s %u: %.15g", lab_estimator_name (known[i].estimator), known[i].k,
                    report.estimate[0].value);
    g_assert_cmpfloat_with_epsilon (report.estimate[0].value, known[i].value, TOLERANCE);
  }
}

static void
test_metrics (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (metrics); i++) {
    LabDimensionRequest request = {.discard = 0.1};
    LabDimensionReport report;

    g_assert_true (lab_metric_from_name (metrics[i].metric, &request.metric));
    lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, 20);
    report = measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS);
    g_assert_cmpfloat_with_epsilon (report.estimate[0].value, metrics[i].value, TOLERANCE);
  }
}

static void
test_interval (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (half_intervals); i++) {
    const Known *half = &half_intervals[i];
    LabDimensionRequest request = {.discard = half->discard};
    LabDimensionReport report;
    const LabDimensionEstimate *estimate = &report.estimate[0];

    lab_dimension_request_add (&request, half->estimator, half->k);
    report = measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS);
    g_test_message ("%s %u: %.15g", lab_estimator_name (half->estimator), half->k,
                    estimate->high - estimate->value);
    g_assert_cmpfloat_with_epsilon (estimate->high - estimate->value, half->value, TOLERANCE);
    g_assert_cmpfloat_with_epsilon (estimate->value - estimate->low, half->value, TOLERANCE);
  }
}

/* Coordinates that are zero, a shift, a scale and repeated points change nothing but the counts. */
static void
test_invariance (void)
{
  enum
  {
    D = BALL_DIMENSIONS + 5,
    REPEATED = 7
  };
  double x[BALL_POINTS + REPEATED][D] = {{0.0}};
  LabDimensionRequest request;
  LabDimensionReport plain, moved;

  for (guint i = 0; i < BALL_POINTS + REPEATED; i++) {
    memcpy (x[i], ball[i % BALL_POINTS], sizeof ball[0]);
    for (guint c = 0; c < D; c++)
      x[i][c] = 1e6 * (x[i][c] + 3.0);
  }
  lab_dimension_request_default (20, &request);
  g_assert_cmpuint (request.asks, ==, LAB_ESTIMATOR_COUNT);
  plain = measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS);
  moved = measure (&request, x[0], BALL_POINTS + REPEATED, D);
  g_assert_cmpuint (plain.duplicates, ==, 0);
  g_assert_cmpuint (moved.duplicates, ==, REPEATED);
  g_assert_cmpuint (moved.points, ==, BALL_POINTS + REPEATED);
  for (guint e = 0; e < plain.count; e++) {
    g_assert_cmpfloat_with_epsilon (moved.estimate[e].value, plain.estimate[e].value, 1e-9);
    g_assert_cmpfloat_with_epsilon (moved.estimate[e].high, plain.estimate[e].high, 1e-6);
    g_assert_cmpfloat_with_epsilon (moved.estimate[e].scale / plain.estimate[e].scale, 1e6, 1e-3);
  }
}

static void
test_outlier (void)
{
  double x[BALL_POINTS + 1][BALL_DIMENSIONS];
  LabDimensionRequest request = {.discard = 0.1};
  LabDimensionReport report;

  memcpy (x, ball, sizeof ball);
  for (guint c = 0; c < BALL_DIMENSIONS; c++)
    x[BALL_POINTS][c] = 100.0;
  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, 5);
  report = measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS);
  g_assert_cmpuint (report.outliers, ==, 0);
  report = measure (&request, x[0], BALL_POINTS + 1, BALL_DIMENSIONS);
  g_assert_cmpuint (report.outliers, ==, 1);
}

static void
refused (const double *x, gsize n, guint D, LabMetric metric, gint code, const char *sentence)
{
  LabDimensionRequest request = {.discard = 0.1, .metric = metric};
  LabDimensionReport report;
  g_autoptr (GError) error = NULL;

  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, 20);
  g_assert_false (lab_dimension_measure (&request, x, n, D, NULL, &report, &error));
  g_assert_error (error, LAB_ERROR, code);
  if (error != NULL && strstr (error->message, sentence) == NULL)
    g_test_fail_printf ("%s is not in: %s", sentence, error->message);
}

static void
test_refused (void)
{
  double x[BALL_POINTS][BALL_DIMENSIONS];

  memcpy (x, ball, sizeof ball);
  refused (x[0], 20, BALL_DIMENSIONS, LAB_METRIC_EUCLID, LAB_ERROR_NOT_ENOUGH_DATA,
           "21 different points");
  memset (x[4], 0, sizeof x[4]);
  refused (x[0], BALL_POINTS, BALL_DIMENSIONS, LAB_METRIC_ANGLE, LAB_ERROR_INVALID_VALUE,
           "Point 5 is the origin");
  x[2][3] = NAN;
  refused (x[0], BALL_POINTS, BALL_DIMENSIONS, LAB_METRIC_EUCLID, LAB_ERROR_INVALID_VALUE,
           "Point 3, coordinate 4");
}

/* All neighbours of all points are equally far: no estimate, but no number either. */
static void
test_grid (void)
{
  enum
  {
    SIDE = 12
  };
  double x[SIDE * SIDE][2];
  LabDimensionRequest request = {.discard = 0.1};
  LabDimensionReport report;

  for (guint i = 0; i < SIDE * SIDE; i++) {
    x[i][0] = i % SIDE;
    x[i][1] = i / SIDE;
  }
  lab_dimension_request_add (&request, LAB_ESTIMATOR_TWONN, 2);
  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, 20);
  report = measure (&request, x[0], SIDE * SIDE, 2);
  g_assert_true (isnan (report.estimate[0].value) && isnan (report.estimate[0].low));
  g_assert_cmpfloat (report.estimate[1].value, >, 1.0);
  g_assert_cmpint (report.estimate[0].state, ==, LAB_DIMENSION_TIED);
  g_assert_cmpint (report.estimate[1].state, ==, LAB_DIMENSION_TOLD);
  g_assert_cmpuint (report.ties, ==, SIDE * SIDE);
  g_assert_true (lab_dimension_report_is_discrete (&report));
  g_assert_true (lab_dimension_report_is_small (&report));
  /* Turned, so that equal distances differ by rounding: not a dimension of 1e14. */
  for (guint i = 0; i < SIDE * SIDE; i++) {
    double a = x[i][0], b = x[i][1];

    x[i][0] = 0.8 * a - 0.6 * b;
    x[i][1] = 0.6 * a + 0.8 * b;
  }
  report = measure (&request, x[0], SIDE * SIDE, 2);
  g_assert_cmpint (report.estimate[0].state, ==, LAB_DIMENSION_TIED);
  g_assert_true (isnan (report.estimate[0].value) && isnan (report.estimate[0].high));
  g_assert_true (lab_dimension_report_is_discrete (&report));
}

/* Normal points: of so many dimensions that k neighbours span k directions whatever d is, and of few. */
static void
test_saturated (void)
{
  enum
  {
    POINTS = 200,
    MOST = 40
  };
  g_autofree double *x = g_new (double, POINTS *MOST);
  LabDimensionRequest request = {.discard = 0.1};
  LabRandom random;

  lab_dimension_request_add (&request, LAB_ESTIMATOR_LOCAL_PCA, 10);
  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (guint i = 0; i < POINTS * MOST; i++)
    x[i] = lab_random_normal (&random);
  for (guint D = 3; D <= MOST; D += MOST - 3) {
    LabDimensionReport report = measure (&request, x, POINTS, D);
    const LabDimensionEstimate *estimate = &report.estimate[0];
    gboolean few = D == 3;

    g_assert_cmpint (estimate->state, ==, few ? LAB_DIMENSION_TOLD : LAB_DIMENSION_SATURATED);
    g_assert_true (few ? estimate->value < 3.01 : estimate->value > 9.9);
    g_assert_true (isfinite (estimate->low) == few && isfinite (estimate->high) == few);
    g_assert_false (lab_dimension_report_is_discrete (&report));
    g_assert_false (lab_dimension_report_is_small (&report));
    g_assert_cmpuint (report.ties, ==, 0);
  }
}

/* Two clusters that say different things: the interval reaches below 0, where no dimension is. */
static void
test_low (void)
{
  static const double x[] = {0.0, 1e-4, 10.0, 1e6, 1e6 + 1.0, 1e6 + 2.1};
  LabDimensionRequest request = {0};
  LabDimensionReport report;

  lab_dimension_request_add (&request, LAB_ESTIMATOR_TWONN_MLE, 2);
  report = measure (&request, x, G_N_ELEMENTS (x), 1);
  g_assert_cmpfloat (report.estimate[0].value, >, 0.0);
  g_assert_cmpfloat (report.estimate[0].low, ==, 0.0);
  g_assert_cmpfloat (report.estimate[0].high, >, 2.0 * report.estimate[0].value);
}

static void
test_cancelled (void)
{
  LabDimensionRequest request;
  LabDimensionReport report;
  LabTask task = {0};
  g_autoptr (GError) error = NULL;

  lab_dimension_request_default (20, &request);
  g_assert_true (lab_dimension_measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS, &task,
                                        &report, NULL));
  g_assert_cmpfloat (lab_task_progress (&task), ==, 1.0);
  lab_task_cancel (&task);
  g_assert_false (lab_dimension_measure (&request, ball[0], BALL_POINTS, BALL_DIMENSIONS, &task,
                                         &report, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/fixture/known", test_known);
  g_test_add_func ("/fixture/metrics", test_metrics);
  g_test_add_func ("/fixture/interval", test_interval);
  g_test_add_func ("/fixture/invariance", test_invariance);
  g_test_add_func ("/fixture/outlier", test_outlier);
  g_test_add_func ("/fixture/refused", test_refused);
  g_test_add_func ("/fixture/grid", test_grid);
  g_test_add_func ("/fixture/saturated", test_saturated);
  g_test_add_func ("/fixture/low", test_low);
  g_test_add_func ("/fixture/cancelled", test_cancelled);
  return g_test_run ();
}
