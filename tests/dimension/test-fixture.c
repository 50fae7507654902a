/* Every estimator and convention on 30 points whose estimates are known. */
#include "dimension/dimension.h"

#include "ball.h"

#include <math.h>

#define TOLERANCE 1e-9

typedef struct
{
  LabEstimator estimator;
  guint k;
  double discard;
  double value;
  double tolerance;
} Known;

static const Known known[] = {
    {LAB_ESTIMATOR_MLE, 20, 0.1, 3.341161830518472, TOLERANCE},
    {LAB_ESTIMATOR_MLE, 5, 0.1, 4.350132038093711, TOLERANCE},
    {LAB_ESTIMATOR_MLE_UNBIASED, 20, 0.1, 3.1653112078596046, TOLERANCE},
    {LAB_ESTIMATOR_MLE_MEAN, 20, 0.1, 3.4389424541367437, TOLERANCE},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.1, 4.05496, 5e-6},
    {LAB_ESTIMATOR_TWONN_SHIFTED, 2, 0.05, 4.11323, 5e-6},
    {LAB_ESTIMATOR_TWONN, 2, 0.1, 4.52231, 5e-6},
    {LAB_ESTIMATOR_TWONN, 2, 0.05, 4.63403, 5e-6},
    {LAB_ESTIMATOR_TWONN_MLE, 2, 0.1, 4.76787, 5e-6},
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
    g_assert_cmpfloat_with_epsilon (report.estimate[0].value, known[i].value, known[i].tolerance);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/fixture/known", test_known);
  return g_test_run ();
}
