/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The neighbours against a naive search in double precision, on points that are hard for single
 * precision: far from the origin, of very different scales, much closer to some than to others. */
#include "core/random.h"
#include "dimension/neighbours.h"

#include <math.h>
#include <stdlib.h>

#define K 26

typedef struct
{
  const char *path;
  gsize n;
  guint D;
  double offset;    /* added to all coordinates */
  double scale;     /* of the whole */
  guint clusters;   /* 0 = none: points within 1e-9 of each of so many places */
  gboolean one_far; /* one point a million times farther than the others */
} Cloud;

static const Cloud clouds[] = {
    {"plane", 1500, 2, 0.0, 1.0, 0, FALSE},    {"line", 1300, 1, 0.0, 1.0, 0, FALSE},
    {"wide", 700, 65, 0.0, 1.0, 0, FALSE},     {"one-block-and-one", 129, 3, 0.0, 1.0, 0, FALSE},
    {"few", K + 1, 3, 0.0, 1.0, 0, FALSE},     {"offset", 900, 3, 1e6, 1.0, 0, FALSE},
    {"tiny", 900, 3, 0.0, 1e-250, 0, FALSE},   {"huge", 900, 3, 0.0, 1e300, 0, FALSE},
    {"clusters", 1100, 3, 0.0, 1.0, 5, FALSE}, {"outlier", 900, 3, 0.0, 1.0, 0, TRUE},
};

static double *
cloud_new (const Cloud *cloud)
{
  double *x = g_new (double, cloud->n * cloud->D);
  LabRandom random;

  lab_random_init (&random, 7, 0, LAB_STREAM_TRAINING_POINTS);
  for (gsize i = 0; i < cloud->n; i++)
    for (guint c = 0; c < cloud->D; c++) {
      double value = lab_random_uniform (&random);

      if (cloud->clusters > 0)
        value = 1e-9 * value + (double)((i % cloud->clusters) * (c + 1));
      if (cloud->one_far && i == 3)
        value += 1e6;
      x[i * cloud->D + c] = (value + cloud->offset) * cloud->scale;
    }
  return x;
}

typedef struct
{
  double distance;
  guint32 index;
} Near;

static int
compare_near (const void *first, const void *second)
{
  const Near *a = first;
  const Near *b = second;

  if (a->distance != b->distance)
    return a->distance < b->distance ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

/* near (n): the others, nearest first, then the point itself. */
static void
naive_search (const double *x, gsize n, guint D, gsize i, Near *near)
{
  for (gsize j = 0; j < n; j++) {
    double distance = 0.0;

    for (guint c = 0; c < D; c++)
      distance = hypot (distance, x[i * D + c] - x[j * D + c]);
    near[j] = (Near){.distance = j == i ? INFINITY : distance, .index = (guint32)j};
  }
  qsort (near, n, sizeof *near, compare_near);
}

static void
test_against_naive (gconstpointer data)
{
  const Cloud *cloud = data;
  g_autofree double *x = cloud_new (cloud);
  g_autofree Near *near = g_new (Near, cloud->n);
  g_autoptr (GError) error = NULL;
  g_autoptr (LabNeighbours) found =
      lab_neighbours_find (x, cloud->n, cloud->D, K, 2, NULL, 1.0, &error);
  guint wrong = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (found->n, ==, cloud->n);
  for (gsize i = 0; i < cloud->n; i++) {
    naive_search (x, cloud->n, cloud->D, i, near);
    for (guint j = 0; j < K; j++) {
      double distance = found->distance[i * K + j];

      /* Equally near ones may change places by the last bit of hypot(). */
      wrong += !(fabs (distance - near[j].distance) <= 1e-13 * near[j].distance);
      wrong += found->index[i * K + j] != near[j].index &&
               near[j + 1].distance - near[j].distance > 1e-13 * near[j].distance &&
               (j == 0 || near[j].distance - near[j - 1].distance > 1e-13 * near[j].distance);
    }
  }
  g_assert_cmpuint (wrong, ==, 0);
}

/* The same on one thread and on three; equally near ones by index. */
static void
test_threads (void)
{
  enum
  {
    SIDE = 30,
    N = SIDE * SIDE
  };
  double x[N][2];
  g_autoptr (LabNeighbours) one = NULL;
  g_autoptr (LabNeighbours) three = NULL;

  for (guint i = 0; i < N; i++) {
    x[i][0] = i % SIDE;
    x[i][1] = i / SIDE;
  }
  one = lab_neighbours_find (x[0], N, 2, 4, 1, NULL, 1.0, NULL);
  three = lab_neighbours_find (x[0], N, 2, 4, 3, NULL, 1.0, NULL);
  g_assert_cmpmem (one->index, N * 4 * sizeof *one->index, three->index,
                   N * 4 * sizeof *one->index);
  g_assert_cmpmem (one->distance, N * 4 * sizeof *one->distance, three->distance,
                   N * 4 * sizeof *one->distance);
  g_assert_cmpuint (one->index[(SIDE + 1) * 4], ==, 1);
  g_assert_cmpuint (one->index[(SIDE + 1) * 4 + 1], ==, SIDE);
  g_assert_cmpuint (one->index[(SIDE + 1) * 4 + 2], ==, SIDE + 2);
  g_assert_cmpuint (one->index[(SIDE + 1) * 4 + 3], ==, 2 * SIDE + 1);
}

static gpointer
cancel_soon (gpointer task)
{
  while (lab_task_progress (task) == 0.0)
    g_usleep (200);
  lab_task_cancel (task);
  return NULL;
}

static void
test_cancelled (void)
{
  const Cloud large = {.n = 20000, .D = 16, .scale = 1.0};
  g_autofree double *x = cloud_new (&large);
  LabTask task = {0};
  GThread *thread = g_thread_new ("cancel", cancel_soon, &task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LabNeighbours) found =
      lab_neighbours_find (x, large.n, large.D, K, 0, &task, 1.0, &error);

  g_thread_join (thread);
  g_assert_null (found);
  g_assert_no_error (error);
  g_assert_cmpfloat (lab_task_progress (&task), <, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (clouds); i++) {
    g_autofree char *path = g_strdup_printf ("/neighbours/naive/%s", clouds[i].path);

    g_test_add_data_func (path, &clouds[i], test_against_naive);
  }
  g_test_add_func ("/neighbours/threads", test_threads);
  g_test_add_func ("/neighbours/cancelled", test_cancelled);
  return g_test_run ();
}
