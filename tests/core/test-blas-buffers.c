/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No more threads are inside OpenBLAS than there are buffers for them. */
#include "core/blas-buffers-testing.h"
#include "core/blas-buffers.h"

#define THREADS 6

typedef struct
{
  gint inside, most, all;
} Count;

static gpointer
come_and_go (gpointer data)
{
  Count *count = data;

  for (guint i = 0; i < 20; i++) {
    gint inside, most;

    lab_blas_enter ();
    inside = g_atomic_int_add (&count->inside, 1) + 1;
    while ((most = g_atomic_int_get (&count->most)) < inside)
      g_atomic_int_compare_and_exchange (&count->most, most, inside);
    g_usleep (500);
    g_atomic_int_add (&count->inside, -1);
    lab_blas_leave ();
  }
  g_atomic_int_inc (&count->all);
  return NULL;
}

/* The most threads that were inside at once where so many are permitted. */
static gint
most_inside (guint permitted)
{
  GThread *threads[THREADS];
  Count count = {0};

  lab_blas_buffers_permit (permitted);
  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("inside", come_and_go, &count);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (count.all, ==, THREADS);
  lab_blas_buffers_permit (0);
  return count.most;
}

static void
test_permits (void)
{
  g_assert_cmpint (most_inside (1), ==, 1);
  g_assert_cmpint (most_inside (2), ==, 2);
  g_assert_cmpint (most_inside (0), >, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/core/blas-buffers/permits", test_permits);
  return g_test_run ();
}
