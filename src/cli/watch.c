/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long computation on another thread, watched from a terminal. */
#include "cli/watch.h"

#include "cli/hold.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Often enough to look alive, seldom enough to cost nothing. */
#define REDRAW_MILLISECONDS 100

/* Carriage return, then "erase to the end of the line". */
#define WIPE "\r\033[K"

typedef struct
{
  LabWatched work;
  gpointer data;
  const char *what;
  LabTask task;
  gint over; /* atomic */
  gpointer result;
  int *signal;
  GMainContext *context;
  gboolean visible;
} Watch;

static gpointer
run_work (gpointer data)
{
  Watch *watch = data;

  watch->result = watch->work (&watch->task, watch->data);
  g_atomic_int_set (&watch->over, TRUE);
  g_main_context_wakeup (watch->context);
  return NULL;
}

static gboolean
cancel (Watch *watch, int number)
{
  if (*watch->signal == 0)
    *watch->signal = number;
  lab_task_cancel (&watch->task);
  /* Gone with its source, GLib's handler leaves a second signal to the system. */
  return G_SOURCE_REMOVE;
}

static gboolean
on_interrupt (gpointer watch)
{
  return cancel (watch, SIGINT);
}

static gboolean
on_terminate (gpointer watch)
{
  return cancel (watch, SIGTERM);
}

static gboolean
on_redraw (gpointer data)
{
  const Watch *watch = data;

  if (watch->visible) {
    fprintf (stderr, WIPE "%s: %.0f %%", watch->what, 100.0 * lab_task_progress (&watch->task));
    fflush (stderr);
  }
  return G_SOURCE_CONTINUE;
}

/* The terminal has gone. */
static gboolean
on_hang_up (gpointer watch)
{
  return cancel (watch, SIGHUP);
}

/* source (transfer full) calls callback in the watch's own context. */
static GSource *
attach (GSource *source, GSourceFunc callback, Watch *watch)
{
  g_source_set_callback (source, callback, watch, NULL);
  g_source_attach (source, watch->context);
  return source;
}

gpointer
lab_watch (LabWatched work, gpointer data, const char *what, int *signal)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Watch watch = {.work = work, .data = data, .what = what, .signal = signal, .context = context};
  const char *terminal = g_getenv ("TERM");
  GSource *sources[4] = {NULL};
  GThread *thread;

  g_return_val_if_fail (work != NULL && signal != NULL, NULL);

  *signal = 0;
  watch.visible =
      isatty (STDERR_FILENO) == 1 && terminal != NULL && !g_str_equal (terminal, "dumb");
  sources[0] = attach (g_unix_signal_source_new (SIGINT), on_interrupt, &watch);
  sources[1] = attach (g_unix_signal_source_new (SIGTERM), on_terminate, &watch);
  sources[2] = attach (g_timeout_source_new (REDRAW_MILLISECONDS), on_redraw, &watch);
  if (!lab_signal_is_ignored (SIGHUP))
    sources[3] = attach (g_unix_signal_source_new (SIGHUP), on_hang_up, &watch);
  thread = g_thread_new ("lab-watched", run_work, &watch);
  while (!g_atomic_int_get (&watch.over))
    g_main_context_iteration (context, TRUE);
  g_thread_join (thread);
  for (gsize i = 0; i < G_N_ELEMENTS (sources) && sources[i] != NULL; i++) {
    g_source_destroy (sources[i]);
    g_source_unref (sources[i]);
  }
  if (watch.visible)
    fputs (WIPE, stderr);
  return watch.result;
}
