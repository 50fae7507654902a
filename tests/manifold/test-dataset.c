/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets: nested sizes, roles, noise, what the labels depend on, refusals, stops.
 *
 * Stopping is counted in looks at the flag: lab_stop_asked() is wrapped (meson.build), each look is counted
 * and the wish comes at a chosen one. */
#include "core/error.h"
#include "core/stop.h"
#include "manifold/dataset.h"

#include <math.h>
#include <string.h>

static const LabDataSource source = {
    .manifold = LAB_MANIFOLD_TORUS,
    .intrinsic_dimension = 2,
    .ambient_dimension = 16,
    .smoothness = 1.0,
    .noise = 0.3,
    .seed = 42,
    .repeat = 1,
};

static LabDataset *
draw (const LabDataSource *from, LabDataRole role, gsize n)
{
  g_autoptr (GError) error = NULL;
  LabDataset *dataset = lab_dataset_new (from, role, n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dataset->n, ==, n);
  g_assert_cmpuint (dataset->ambient_dimension, ==, from->ambient_dimension);
  return dataset;
}

/* A smaller set is the beginning of a larger one, bit for bit, on either side of block edges. */
static void
test_nested (void)
{
  static const gsize sizes[] = {1, 7, 33, 1000, 1023, 1024, 1025, 2047};
  LabDataSource sphere = source;

  sphere.manifold = LAB_MANIFOLD_SPHERE;
  sphere.intrinsic_dimension = 4;
  sphere.ambient_dimension = 5;
  for (LabDataRole role = LAB_DATA_TRAINING; role <= LAB_DATA_TEST; role++) {
    const LabDataSource *from = role == LAB_DATA_VALIDATION ? &sphere : &source;
    g_autoptr (LabDataset) large = draw (from, role, 3000);

    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
      g_autoptr (LabDataset) small = draw (from, role, sizes[i]);
      gsize column = sizes[i] * sizeof (float), rows = column * from->ambient_dimension;

      g_assert_cmpmem (small->x, rows, large->x, rows);
      g_assert_cmpmem (small->target, column, large->target, column);
      g_assert_cmpmem (small->label, column, large->label, column);
    }
  }
}

/* The ambient dimension turns and stretches the points, and nothing else: targets and labels stay
 * bit for bit, and distances between points scale by sqrt D. */
static void
test_independent_of_ambient_dimension (void)
{
  LabDataSource wide = source;

  wide.ambient_dimension = 100;
  g_autoptr (LabDataset) narrow_data = draw (&source, LAB_DATA_TRAINING, 500);
  g_autoptr (LabDataset) wide_data = draw (&wide, LAB_DATA_TRAINING, 500);

  g_assert_cmpmem (narrow_data->target, 500 * sizeof (float), wide_data->target,
                   500 * sizeof (float));
  g_assert_cmpmem (narrow_data->label, 500 * sizeof (float), wide_data->label,
                   500 * sizeof (float));
  for (gsize i = 1; i < 500; i++) {
    double narrow = 0.0, broad = 0.0;

    for (guint k = 0; k < 16; k++)
      narrow += pow ((double)narrow_data->x[i * 16 + k] - (double)narrow_data->x[k], 2.0);
    for (guint k = 0; k < 100; k++)
      broad += pow ((double)wide_data->x[i * 100 + k] - (double)wide_data->x[k], 2.0);
    g_assert_cmpfloat_with_epsilon (broad / 100.0 / (narrow / 16.0), 1.0, 1e-5);
  }
}

/* Mean, variance and correlation with the target of label - target. Bands of 5 standard
 * deviations. */
static void
test_noise (void)
{
  enum
  {
    N = 20000
  };

  for (LabDataRole role = LAB_DATA_TRAINING; role <= LAB_DATA_VALIDATION; role++) {
    g_autoptr (LabDataset) data = draw (&source, role, N);
    double mean = 0.0, variance = 0.0, correlation = 0.0;

    for (gsize i = 0; i < N; i++) {
      double noise = ((double)data->label[i] - (double)data->target[i]) / source.noise;

      mean += noise / N;
      variance += noise * noise / N;
      correlation += noise * (double)data->target[i] / N;
    }
    g_assert_cmpfloat (fabs (mean), <, 5.0 / sqrt (N));
    g_assert_cmpfloat (fabs (variance - 1.0), <, 5.0 * sqrt (2.0 / N));
    g_assert_cmpfloat (fabs (correlation), <, 5.0 * 1.05 / sqrt (N));
  }
}

/* The noise of each role is its own stream, from the beginning. */
static void
test_noise_stream (void)
{
  static const LabStreamPurpose purposes[] = {LAB_STREAM_TRAINING_NOISE,
                                              LAB_STREAM_VALIDATION_NOISE};

  for (LabDataRole role = LAB_DATA_TRAINING; role <= LAB_DATA_VALIDATION; role++) {
    g_autoptr (LabDataset) data = draw (&source, role, 1500);
    LabRandom random;

    lab_random_init (&random, source.seed, source.repeat, purposes[role]);
    for (gsize i = 0; i < 1500; i++) {
      double noise = source.noise * lab_random_normal (&random);

      g_assert_cmpfloat_with_epsilon ((double)data->label[i], (double)data->target[i] + noise,
                                      5e-7);
    }
  }
}

static void
test_labels_without_noise (void)
{
  LabDataSource clean = source;

  clean.noise = 0.0;
  g_autoptr (LabDataset) training = draw (&clean, LAB_DATA_TRAINING, 100);
  g_autoptr (LabDataset) noisy = draw (&source, LAB_DATA_TRAINING, 100);
  g_autoptr (LabDataset) test = draw (&source, LAB_DATA_TEST, 100);

  g_assert_cmpmem (training->label, 400, training->target, 400);
  g_assert_cmpmem (test->label, 400, test->target, 400);
  g_assert_cmpmem (training->target, 400, noisy->target, 400);
}

/* Roles, seeds and repeats share no point; one target serves all roles of a repeat. */
static void
test_roles_seeds_repeats_differ (void)
{
  LabDataSource sources[3] = {source, source, source};
  LabDataset *sets[5];

  sources[1].seed++;
  sources[2].repeat++;
  for (LabDataRole role = LAB_DATA_TRAINING; role <= LAB_DATA_TEST; role++)
    sets[role] = draw (&sources[0], role, 300);
  sets[3] = draw (&sources[1], LAB_DATA_TRAINING, 300);
  sets[4] = draw (&sources[2], LAB_DATA_TRAINING, 300);
  for (guint a = 0; a < G_N_ELEMENTS (sets); a++)
    for (guint b = 0; b < a; b++)
      for (gsize i = 0; i < 300; i++)
        for (gsize j = 0; j < 300; j++)
          g_assert_true (memcmp (sets[a]->x + 16 * i, sets[b]->x + 16 * j, 64) != 0);
  for (guint a = 0; a < G_N_ELEMENTS (sets); a++)
    lab_dataset_free (sets[a]);
}

/* Where a training and a test point nearly meet, their targets nearly agree: one function labels
 * all roles. 2,000 points on a circle 8.9 long leave no gap of 0.06 (2000 exp (-13) = 0.003 are
 * expected), and a target of smoothness 2 has slopes of a few units. */
static void
test_roles_share_the_target (void)
{
  LabDataSource circle = source;

  circle.intrinsic_dimension = 1;
  circle.ambient_dimension = 2;
  circle.smoothness = 2.0;
  g_autoptr (LabDataset) training = draw (&circle, LAB_DATA_TRAINING, 2000);
  g_autoptr (LabDataset) test = draw (&circle, LAB_DATA_TEST, 300);

  for (gsize i = 0; i < 300; i++) {
    double nearest = INFINITY, difference = INFINITY;

    for (gsize j = 0; j < 2000; j++) {
      double distance = hypot ((double)test->x[2 * i] - (double)training->x[2 * j],
                               (double)test->x[2 * i + 1] - (double)training->x[2 * j + 1]);

      if (distance < nearest) {
        nearest = distance;
        difference = fabs ((double)test->target[i] - (double)training->target[j]);
      }
    }
    g_assert_cmpfloat (nearest, <, 0.03);
    g_assert_cmpfloat (difference, <, 0.15);
  }
}

static void
test_refusals (void)
{
  LabDataSource wrong[6] = {source, source, source, source, source, source};

  wrong[0].intrinsic_dimension = 0;
  wrong[1].intrinsic_dimension = LAB_MANIFOLD_DIMENSION_MAX + 1;
  wrong[2].ambient_dimension = 3;
  wrong[3].ambient_dimension = LAB_AMBIENT_DIMENSION_MAX + 1;
  wrong[4].smoothness = NAN;
  wrong[5].noise = -0.1;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (lab_dataset_new (&wrong[i], LAB_DATA_TRAINING, 10, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  }

  static const gsize sizes[] = {(gsize)1 << 45, G_MAXSIZE / 64 + 1, G_MAXSIZE};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (lab_dataset_new (&source, LAB_DATA_TRAINING, sizes[i], &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  }
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_dataset_new (&source, LAB_DATA_TRAINING, 0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

/* Looks so far, and the one at which the flag is set; of this process, which has one thread. */
static guint looks, wish;

gboolean __real_lab_stop_asked (const gint *stop);
gboolean __wrap_lab_stop_asked (const gint *stop);

gboolean
__wrap_lab_stop_asked (const gint *stop)
{
  if (stop != NULL && ++looks >= wish)
    g_atomic_int_set ((gint *)stop, TRUE);
  return __real_lab_stop_asked (stop);
}

static LabDataset *
draw_until (const LabDataSampler *sampler, gsize n, guint at)
{
  g_autoptr (GError) error = NULL;
  gint stop = FALSE;
  LabDataset *dataset;

  looks = 0;
  wish = at;
  dataset = lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, n, &stop, &error);
  g_assert_no_error (error);
  return dataset;
}

/* Points and both noises look at the flag on the way, once in so many numbers at least; the drawing ends
 * at the very look that meets the wish, and a flag that is never set changes no bit. */
static void
test_stopped (void)
{
  enum
  {
    N = 8192,
    D = 128,
    NUMBERS_PER_LOOK = 131072
  };
  LabDataSource noisy = source;

  noisy.ambient_dimension = D;
  noisy.ambient_noise = 0.1;
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&noisy, NULL);
  g_autoptr (LabDataset) unhindered = draw (&noisy, LAB_DATA_TRAINING, N);
  g_autoptr (LabDataset) whole = draw_until (sampler, N, G_MAXUINT);
  const guint all = looks, of_noise = N * D / NUMBERS_PER_LOOK + 1;

  g_assert_nonnull (whole);
  g_assert_cmpmem (whole->x, N * D * sizeof (float), unhindered->x, N * D * sizeof (float));
  g_assert_cmpmem (whole->label, N * sizeof (float), unhindered->label, N * sizeof (float));
  g_assert_cmpuint (all, >=, N * D / NUMBERS_PER_LOOK + of_noise);
  for (guint at = all; at + of_noise > all; at--) {
    g_autoptr (LabDataset) part = draw_until (sampler, N, at);

    g_assert_null (part);
    g_assert_cmpuint (looks, ==, at);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/dataset/nested", test_nested);
  g_test_add_func ("/dataset/independent-of-ambient-dimension",
                   test_independent_of_ambient_dimension);
  g_test_add_func ("/dataset/noise", test_noise);
  g_test_add_func ("/dataset/noise-stream", test_noise_stream);
  g_test_add_func ("/dataset/labels-without-noise", test_labels_without_noise);
  g_test_add_func ("/dataset/roles-seeds-repeats-differ", test_roles_seeds_repeats_differ);
  g_test_add_func ("/dataset/roles-share-the-target", test_roles_share_the_target);
  g_test_add_func ("/dataset/refusals", test_refusals);
  g_test_add_func ("/dataset/stopped", test_stopped);
  return g_test_run ();
}
