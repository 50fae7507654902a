/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages between threads: order, length, ownership. Built with ThreadSanitizer, the cross-thread
 * test also shows that the queue announces its hand-overs: messages are plain memory. */
#include "core/queue.h"

typedef struct
{
  guint producer;
  guint number;
  guint *n_freed; /* counted by message_free(); nullable */
} Message;

static Message *
message_new (guint producer, guint number, guint *n_freed)
{
  Message *message = g_new (Message, 1);

  *message = (Message){producer, number, n_freed};
  return message;
}

static void
message_free (gpointer data)
{
  Message *message = data;

  if (message->n_freed != NULL)
    (*message->n_freed)++;
  g_free (message);
}

static void
test_order_and_length (void)
{
  g_autoptr (LabQueue) queue = lab_queue_new (message_free);

  g_assert_cmpuint (lab_queue_length (queue), ==, 0);
  for (guint i = 0; i < 100; i++) {
    lab_queue_push (queue, message_new (0, i, NULL));
    g_assert_cmpuint (lab_queue_length (queue), ==, i + 1);
  }
  for (guint i = 0; i < 100; i++) {
    Message *message = i % 3 == 0   ? lab_queue_pop (queue)
                       : i % 3 == 1 ? lab_queue_try_pop (queue)
                                    : lab_queue_timeout_pop (queue, 1000);

    g_assert_nonnull (message);
    g_assert_cmpuint (message->number, ==, i);
    g_assert_cmpuint (lab_queue_length (queue), ==, 99 - i);
    message_free (message);
  }
}

static void
test_empty (void)
{
  g_autoptr (LabQueue) queue = lab_queue_new (NULL);
  gint64 start = g_get_monotonic_time ();

  g_assert_null (lab_queue_try_pop (queue));
  g_assert_null (lab_queue_timeout_pop (queue, 20000));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20000);
}

/* Popped messages are the caller's; those inside go with the last reference, and only then. */
static void
test_ownership (void)
{
  guint n_freed = 0;
  LabQueue *queue = lab_queue_new (message_free);

  for (guint i = 0; i < 5; i++)
    lab_queue_push (queue, message_new (0, i, &n_freed));

  Message *taken = lab_queue_pop (queue);

  g_assert_true (lab_queue_ref (queue) == queue);
  lab_queue_unref (queue);
  g_assert_cmpuint (n_freed, ==, 0);
  g_assert_cmpuint (lab_queue_length (queue), ==, 4);
  lab_queue_unref (queue);
  g_assert_cmpuint (n_freed, ==, 4);
  g_assert_cmpuint (taken->number, ==, 0);
  message_free (taken);
  g_assert_cmpuint (n_freed, ==, 5);

  /* Without a free function messages are left alone. */
  queue = lab_queue_new (NULL);
  lab_queue_push (queue, &n_freed);
  lab_queue_unref (queue);
  g_assert_cmpuint (n_freed, ==, 5);
}

#define N_PRODUCERS 3
#define N_MESSAGES  2000

typedef struct
{
  guint producer;
  LabQueue *orders;  /* a reference of its own */
  LabQueue *results; /* a reference of its own */
} Worker;

/* Sends every order back doubled; an order of number G_MAXUINT ends the thread. */
static gpointer
work (gpointer data)
{
  Worker *worker = data;
  gboolean running = TRUE;

  while (running) {
    Message *message = lab_queue_pop (worker->orders);

    running = message->number != G_MAXUINT;
    if (running) {
      message->producer = worker->producer;
      message->number *= 2;
      lab_queue_push (worker->results, message);
    } else {
      message_free (message);
    }
  }
  lab_queue_unref (worker->orders);
  lab_queue_unref (worker->results);
  g_free (worker);
  return NULL;
}

/* Every message arrives once, changed by the other thread, in order per thread; a length read
 * while others wait in pop is never negative. */
static void
test_across_threads (void)
{
  g_autoptr (LabQueue) results = lab_queue_new (message_free);
  LabQueue *orders[N_PRODUCERS];
  GThread *threads[N_PRODUCERS];
  guint next[N_PRODUCERS] = {0};

  for (guint i = 0; i < N_PRODUCERS; i++) {
    Worker *worker = g_new (Worker, 1);

    orders[i] = lab_queue_new (message_free);
    *worker = (Worker){i, lab_queue_ref (orders[i]), lab_queue_ref (results)};
    threads[i] = g_thread_new ("test-worker", work, worker);
  }
  g_usleep (5000); /* long enough for most to wait in pop, where GLib's own length is negative */
  for (guint i = 0; i < N_PRODUCERS; i++)
    g_assert_cmpuint (lab_queue_length (orders[i]), ==, 0);
  for (guint number = 0; number < N_MESSAGES; number++)
    for (guint i = 0; i < N_PRODUCERS; i++)
      lab_queue_push (orders[i], message_new (G_MAXUINT, number, NULL));
  for (guint i = 0; i < N_PRODUCERS; i++) {
    lab_queue_push (orders[i], message_new (G_MAXUINT, G_MAXUINT, NULL));
    lab_queue_unref (orders[i]);
  }
  for (guint i = 0; i < N_PRODUCERS * N_MESSAGES; i++) {
    Message *message = lab_queue_pop (results);

    g_assert_cmpuint (message->producer, <, N_PRODUCERS);
    g_assert_cmpuint (message->number, ==, 2 * next[message->producer]);
    next[message->producer]++;
    message_free (message);
  }
  for (guint i = 0; i < N_PRODUCERS; i++) {
    g_thread_join (threads[i]);
    g_assert_cmpuint (next[i], ==, N_MESSAGES);
  }
  g_assert_cmpuint (lab_queue_length (results), ==, 0);
}

/* The last reference may go on either side of the threads. */
static gpointer
drop_reference (gpointer queue)
{
  lab_queue_unref (queue);
  return NULL;
}

static void
test_last_reference_across_threads (void)
{
  for (guint round = 0; round < 200; round++) {
    guint n_freed = 0;
    LabQueue *queue = lab_queue_new (message_free);
    GThread *thread;

    lab_queue_push (queue, message_new (0, 0, &n_freed));
    thread = g_thread_new ("test-reference", drop_reference, lab_queue_ref (queue));
    lab_queue_push (queue, message_new (0, 1, &n_freed));
    lab_queue_unref (queue);
    g_thread_join (thread);
    g_assert_cmpuint (n_freed, ==, 2);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/queue/order-and-length", test_order_and_length);
  g_test_add_func ("/queue/empty", test_empty);
  g_test_add_func ("/queue/ownership", test_ownership);
  g_test_add_func ("/queue/across-threads", test_across_threads);
  g_test_add_func ("/queue/last-reference-across-threads", test_last_reference_across_threads);
  return g_test_run ();
}
