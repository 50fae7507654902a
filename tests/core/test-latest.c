/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest wish wins: what the contract of core/latest promises, with wishes that are plain memory,
 * so that ThreadSanitizer sees every hand-over. */
#include "core/latest.h"

/* A computation tells its number PARTS times, then finally; a patient one first waits to be ended. */
#define PARTS 5

typedef struct
{
  int number;
  gboolean patient; /* ends only when it is told to */
  gboolean fails;
  gint *alive;  /* wishes that are not freed yet; main thread */
  gint *begun;  /* atomic: computations that have begun */
  gint *looked; /* atomic: looks at the task after it was cancelled */
  gint stop;    /* atomic: set by cancel */
} Wish;

static gpointer
copy (gconstpointer data)
{
  Wish *wish = g_memdup2 (data, sizeof (Wish));
  (*wish->alive)++;
  return wish;
}

static void
free_wish (gpointer data)
{
  Wish *wish = data;
  (*wish->alive)--;
  g_free (wish);
}

static gboolean
equal (gconstpointer a, gconstpointer b)
{
  return ((const Wish *)a)->number == ((const Wish *)b)->number;
}

static gpointer
compute (gpointer data, LabLatestCall *call, GError **error)
{
  Wish *wish = data;

  g_atomic_int_inc (wish->begun);
  while (wish->patient && !(lab_task_is_cancelled (lab_latest_call_task (call)) &&
                            g_atomic_int_get (&wish->stop) != 0))
    g_usleep (100);
  if (wish->patient)
    g_atomic_int_inc (wish->looked);
  if (wish->fails) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "It cannot be had.");
    return NULL;
  }
  for (int part = 0; part < PARTS; part++) {
    int *value = g_new (int, 1);
    *value = 100 * wish->number + part;
    lab_latest_call_tell (call, value);
  }
  int *last = g_new (int, 1);
  *last = 100 * wish->number + PARTS;
  return last;
}

static void
cancel (gpointer data)
{
  g_atomic_int_set (&((Wish *)data)->stop, 1);
}

typedef struct
{
  GArray *values; /* int, as they came */
  guint finals;
  guint failures;
} Seen;

static void
arrived (gconstpointer wish, gpointer answer, const GError *error, gboolean final, gpointer data)
{
  Seen *seen = data;

  if (answer != NULL)
    g_array_append_val (seen->values, *(int *)answer);
  g_free (answer);
  seen->finals += final ? 1 : 0;
  seen->failures += error != NULL ? 1 : 0;
}

static const LabLatestKind KIND = {copy,   free_wish, equal,   compute,
                                   g_free, cancel,    arrived, "test"};

typedef struct
{
  LabLatest *latest;
  Seen seen;
  gint alive, begun, looked;
  Wish wish;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->seen.values = g_array_new (FALSE, FALSE, sizeof (int));
  fixture->latest = lab_latest_new (&KIND, &fixture->seen);
  fixture->wish =
      (Wish){.alive = &fixture->alive, .begun = &fixture->begun, .looked = &fixture->looked};
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->latest != NULL)
    lab_latest_free (fixture->latest);
  g_assert_cmpint (fixture->alive, ==, 0);
  g_array_unref (fixture->seen.values);
}

static void
want (Fixture *fixture, int number, gboolean patient, guint rest)
{
  fixture->wish.number = number;
  fixture->wish.patient = patient;
  lab_latest_want (fixture->latest, &fixture->wish, rest);
}

static void
settle (Fixture *fixture)
{
  while (lab_latest_is_busy (fixture->latest))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_begun (Fixture *fixture, gint count)
{
  while (g_atomic_int_get (&fixture->begun) < count)
    g_usleep (100);
}

static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  want (fixture, 1, FALSE, 0);
  settle (fixture);
  g_assert_cmpuint (fixture->seen.values->len, ==, PARTS + 1);
  for (guint i = 0; i <= PARTS; i++)
    g_assert_cmpint (g_array_index (fixture->seen.values, int, i), ==, (int)(100 + i));
  g_assert_cmpuint (fixture->seen.finals, ==, 1);
}

/* The older one waits for its end: without one this test would not come back. */
static void
test_newer_ends_older (Fixture *fixture, gconstpointer data)
{
  want (fixture, 1, TRUE, 0);
  wait_begun (fixture, 1);
  want (fixture, 2, FALSE, 0);
  settle (fixture);
  g_assert_cmpint (g_atomic_int_get (&fixture->looked), ==, 1);
  g_assert_cmpuint (fixture->seen.values->len, ==, PARTS + 1);
  g_assert_cmpint (g_array_index (fixture->seen.values, int, 0), ==, 200);
}

static void
test_same_is_kept (Fixture *fixture, gconstpointer data)
{
  want (fixture, 1, FALSE, 0);
  want (fixture, 1, FALSE, 0);
  settle (fixture);
  want (fixture, 1, FALSE, 0);
  g_assert_false (lab_latest_is_busy (fixture->latest));
  g_assert_cmpint (g_atomic_int_get (&fixture->begun), ==, 1);
  g_assert_cmpint (((const Wish *)lab_latest_get_wish (fixture->latest))->number, ==, 1);
}

/* What is replaced before it rested is never begun. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  for (int number = 1; number <= 20; number++)
    want (fixture, number, FALSE, 5);
  settle (fixture);
  g_assert_cmpint (g_atomic_int_get (&fixture->begun), ==, 1);
  g_assert_cmpint (g_array_index (fixture->seen.values, int, 0), ==, 2000);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  want (fixture, 1, TRUE, 0);
  wait_begun (fixture, 1);
  lab_latest_forget (fixture->latest);
  g_assert_false (lab_latest_is_busy (fixture->latest));
  g_assert_null (lab_latest_get_wish (fixture->latest));
  want (fixture, 2, FALSE, 0);
  settle (fixture);
  g_assert_cmpint (g_array_index (fixture->seen.values, int, 0), ==, 200);
  /* Dropped answers are freed as they come, and their wish with them. */
  g_assert_cmpint (fixture->alive, ==, 1);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  fixture->wish.fails = TRUE;
  want (fixture, 1, FALSE, 0);
  settle (fixture);
  g_assert_cmpuint (fixture->seen.failures, ==, 1);
  g_assert_cmpuint (fixture->seen.finals, ==, 1);
  g_assert_cmpuint (fixture->seen.values->len, ==, 0);
}

/* At any moment, also with answers on their way: tear_down() counts the wishes. */
static void
test_nothing_outlives (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 60; round++) {
    for (int number = 0; number < 4; number++)
      want (fixture, 4 * (int)round + number + 1, number % 2 == 1, 0);
    g_usleep (40 * round);
    if (round % 3 == 0)
      g_main_context_iteration (NULL, FALSE);
    lab_latest_free (fixture->latest);
    g_assert_cmpint (fixture->alive, ==, 0);
    fixture->latest = lab_latest_new (&KIND, &fixture->seen);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/latest/in-order", Fixture, NULL, set_up, test_in_order, tear_down);
  g_test_add ("/core/latest/newer-ends-older", Fixture, NULL, set_up, test_newer_ends_older,
              tear_down);
  g_test_add ("/core/latest/same-is-kept", Fixture, NULL, set_up, test_same_is_kept, tear_down);
  g_test_add ("/core/latest/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/core/latest/forget", Fixture, NULL, set_up, test_forget, tear_down);
  g_test_add ("/core/latest/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/core/latest/nothing-outlives", Fixture, NULL, set_up, test_nothing_outlives,
              tear_down);
  return g_test_run ();
}
