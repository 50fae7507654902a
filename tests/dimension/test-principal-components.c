/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components against a naive twin (Jacobi rotations on a covariance of plain loops), against
 * what defines them, and where the answer is known. */
#include "core/error.h"
#include "core/random.h"
#include "dimension/principal-components.h"
#include "dimension/symmetric-eigen.h"

#include <math.h>
#include <string.h>

/* Points (n, D) with mean 0. */
typedef struct
{
  gsize n;
  guint dimensions;
  double *x;
} Cloud;

static void
cloud_clear (Cloud *cloud)
{
  g_free (cloud->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cloud, cloud_clear)

/* Random numbers of `rank` factors, mixed into D coordinates; factor f spreads by 1 / (f + 1). */
static void
cloud_init (Cloud *cloud, gsize n, guint D, guint rank, guint64 seed)
{
  g_autofree double *mix = g_new (double, (gsize)rank *D);
  LabRandom random;

  *cloud = (Cloud){.n = n, .dimensions = D, .x = g_new0 (double, n *D)};
  lab_random_init (&random, seed, 0, LAB_STREAM_TRAINING_POINTS);
  for (gsize i = 0; i < (gsize)rank * D; i++)
    mix[i] = lab_random_normal (&random);
  for (gsize i = 0; i < n; i++)
    for (guint f = 0; f < rank; f++) {
      double value = lab_random_normal (&random) / (f + 1.0);

      for (guint k = 0; k < D; k++)
        cloud->x[i * D + k] += value * mix[(gsize)f * D + k];
    }
  for (guint k = 0; k < D; k++) {
    double mean = 0.0;

    for (gsize i = 0; i < n; i++)
      mean += cloud->x[i * D + k] / (double)n;
    for (gsize i = 0; i < n; i++)
      cloud->x[i * D + k] -= mean;
  }
}

static void
give_rows (gsize first, gsize count, double *rows, gpointer data)
{
  const Cloud *cloud = data;

  memcpy (rows, cloud->x + first * cloud->dimensions, count * cloud->dimensions * sizeof *rows);
}

static LabPrincipalSource
source_of (Cloud *cloud)
{
  return (LabPrincipalSource){
      .n = cloud->n, .dimensions = cloud->dimensions, .rows = give_rows, .data = cloud};
}

static double *
naive_covariance (const Cloud *cloud)
{
  guint D = cloud->dimensions;
  double *covariance = g_new0 (double, (gsize)D *D);

  for (gsize i = 0; i < cloud->n; i++)
    for (guint j = 0; j < D; j++)
      for (guint k = 0; k < D; k++)
        covariance[(gsize)j * D + k] +=
            cloud->x[i * D + j] * cloud->x[i * D + k] / (double)cloud->n;
  return covariance;
}

/* One rotation of rows and columns p and q of a (D, D), gathered in v. */
static void
rotate (double *a, double *v, guint D, guint p, guint q)
{
  double theta = 0.5 * atan2 (2.0 * a[p * D + q], a[p * D + p] - a[q * D + q]);
  double c = cos (theta), s = sin (theta);

  for (guint k = 0; k < D; k++) {
    double one = a[k * D + p], other = a[k * D + q];

    a[k * D + p] = c * one + s * other;
    a[k * D + q] = c * other - s * one;
  }
  for (guint k = 0; k < D; k++) {
    double one = a[p * D + k], other = a[q * D + k];

    a[p * D + k] = c * one + s * other;
    a[q * D + k] = c * other - s * one;
    one = v[k * D + p];
    other = v[k * D + q];
    v[k * D + p] = c * one + s * other;
    v[k * D + q] = c * other - s * one;
  }
}

static void
test_naive_twin (void)
{
  enum
  {
    D = 160, /* more than one panel of the reduction is walked */
    KEPT = 12,
  };
  g_auto (Cloud) cloud = {0};
  cloud_init (&cloud, 700, D, D, 7);
  const LabPrincipalSource source = source_of (&cloud);
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPrincipalComponents) components =
      lab_principal_components_new (&source, KEPT, NULL, 0.0, 1.0, &error);
  g_autofree double *a = naive_covariance (&cloud);
  g_autofree double *v = g_new0 (double, D *D);
  gboolean taken[D] = {FALSE};
  double total = 0.0, kept = 0.0;

  g_assert_no_error (error);
  g_assert_cmpuint (components->count, ==, KEPT);
  for (guint k = 0; k < D; k++) {
    v[k * D + k] = 1.0;
    total += a[k * D + k];
  }
  for (guint sweep = 0; sweep < 12; sweep++)
    for (guint p = 0; p < D; p++)
      for (guint q = p + 1; q < D; q++)
        rotate (a, v, D, p, q);
  for (guint i = 0; i < KEPT; i++) {
    guint best = D;
    double along = 0.0;

    for (guint k = 0; k < D; k++)
      if (!taken[k] && (best == D || a[k * D + k] > a[best * D + best]))
        best = k;
    taken[best] = TRUE;
    kept += a[best * D + best];
    for (guint k = 0; k < D; k++)
      along += components->axes[i * D + k] * v[k * D + best];
    g_assert_cmpfloat_with_epsilon (components->variance[i], a[best * D + best], 1e-10 * total);
    g_assert_cmpfloat_with_epsilon (fabs (along), 1.0, 1e-9);
  }
  g_assert_cmpfloat_with_epsilon (components->total, total, 1e-10 * total);
  g_assert_cmpfloat_with_epsilon (lab_principal_components_kept (components), kept / total, 1e-11);
}

/* C v = lambda v, and the axes are orthonormal; several tiles and blocks of rows. */
static void
test_definition (void)
{
  g_auto (Cloud) cloud = {0};
  cloud_init (&cloud, 600, 331, 331, 3);
  const LabPrincipalSource source = source_of (&cloud);
  g_autoptr (LabPrincipalComponents) components =
      lab_principal_components_new (&source, 256, NULL, 0.0, 1.0, NULL);
  g_autofree double *covariance = naive_covariance (&cloud);
  guint D = cloud.dimensions;
  double worst = 0.0, skew = 0.0;

  g_assert_cmpuint (components->count, ==, 256);
  for (guint i = 0; i < components->count; i++) {
    const double *axis = components->axes + (gsize)i * D;

    for (guint j = 0; j < D; j++) {
      double product = 0.0;

      for (guint k = 0; k < D; k++)
        product += covariance[(gsize)j * D + k] * axis[k];
      worst = fmax (worst, fabs (product - components->variance[i] * axis[j]));
    }
    for (guint other = 0; other <= i; other++) {
      double product = 0.0;

      for (guint k = 0; k < D; k++)
        product += axis[k] * components->axes[(gsize)other * D + k];
      skew = fmax (skew, fabs (product - (other == i)));
    }
    g_assert_true (i == 0 || components->variance[i] <= components->variance[i - 1]);
  }
  g_assert_cmpfloat (worst, <, 1e-12 * components->total);
  g_assert_cmpfloat (skew, <, 1e-12);
}

/* Points of 5 directions in 300 coordinates: five components hold all, and distances stay. */
static void
test_low_rank (void)
{
  g_auto (Cloud) cloud = {0};
  cloud_init (&cloud, 300, 300, 5, 11);
  const LabPrincipalSource source = source_of (&cloud);
  g_autoptr (LabPrincipalComponents) components =
      lab_principal_components_new (&source, 256, NULL, 0.0, 1.0, NULL);
  g_autofree float *scores = NULL;
  double worst = 0.0;

  g_assert_cmpuint (components->count, ==, 5);
  g_assert_cmpfloat_with_epsilon (lab_principal_components_kept (components), 1.0, 1e-12);
  scores = g_new (float, 300 * 5);
  g_assert_true (lab_principal_components_project (components, &source, 2.0, scores, NULL, NULL));
  for (guint i = 1; i < 300; i++) {
    double squares = 0.0, projected = 0.0;

    for (guint k = 0; k < 300; k++)
      squares += pow (cloud.x[(gsize)i * 300 + k] - cloud.x[k], 2.0);
    for (guint k = 0; k < 5; k++)
      projected += pow ((double)scores[i * 5 + k] - (double)scores[k], 2.0);
    worst = fmax (worst, fabs (sqrt (projected / squares) - 2.0));
  }
  g_assert_cmpfloat (worst, <, 1e-5);
}

static void
test_refused (void)
{
  double zeros[3 * 2] = {0.0};
  Cloud cloud = {.n = 3, .dimensions = 2, .x = zeros};
  const LabPrincipalSource source = source_of (&cloud);
  double matrix[4] = {NAN, NAN, NAN, NAN}, values[2], vectors[4];
  g_autoptr (GError) error = NULL;
  LabTask task = {0};

  g_assert_null (lab_principal_components_new (&source, 2, NULL, 0.0, 1.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  if (!lab_symmetric_eigen_largest (2, matrix, 2, values, vectors, NULL, 0.0, 1.0, &error))
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  lab_task_cancel (&task);
  zeros[0] = 1.0;
  g_assert_null (lab_principal_components_new (&source, 2, &task, 0.0, 1.0, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/principal-components/naive-twin", test_naive_twin);
  g_test_add_func ("/principal-components/definition", test_definition);
  g_test_add_func ("/principal-components/low-rank", test_low_rank);
  g_test_add_func ("/principal-components/refused", test_refused);
  return g_test_run ();
}
