#include "cli/measure.h"

#include "cli/progress.h"
#include "experiment/runner.h"

#include <glib-unix.h>
#include <signal.h>

/* How long a signal may wait while no event comes. */
#define WAIT_MICROSECONDS 50000

typedef struct
{
  GMainContext *context; /* of the signals alone */
  LabRunner *runner;
  int *signal;
} Watch;

static gboolean
stop_for (Watch *watch, int number)
{
  if (*watch->signal == 0) {
    *watch->signal = number;
    lab_runner_stop (watch->runner);
  }
  /* Gone with its source, GLib's handler leaves a second signal to the system. */
  return G_SOURCE_REMOVE;
}

static gboolean
on_interrupt (gpointer watch)
{
  return stop_for (watch, SIGINT);
}

static gboolean
on_terminate (gpointer watch)
{
  return stop_for (watch, SIGTERM);
}

static GSource *
watch_signal (Watch *watch, int number, GSourceFunc callback)
{
  GSource *source = g_unix_signal_source_new (number);

  g_source_set_callback (source, callback, watch, NULL);
  g_source_attach (source, watch->context);
  return source;
}

/* Returns whether more events will come. */
static gboolean
take_event (LabEvent *event, GPtrArray *runs, LabProgress *progress, GError **error)
{
  lab_progress_event (progress, event);
  switch (event->kind) {
  case LAB_EVENT_RUN_FINISHED:
    g_ptr_array_add (runs, g_steal_pointer (&event->run));
    return TRUE;
  case LAB_EVENT_FAILED:
    g_propagate_error (error, g_steal_pointer (&event->error));
    return FALSE;
  case LAB_EVENT_FINISHED:
  case LAB_EVENT_STOPPED:
    return FALSE;
  case LAB_EVENT_STARTED:
  case LAB_EVENT_RUN_PROGRESS:
  case LAB_EVENT_PAUSED:
  case LAB_EVENT_RESUMED:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

static void
collect (Watch *watch, GPtrArray *runs, LabProgress *progress, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (watch->runner, WAIT_MICROSECONDS);

    while (g_main_context_iteration (watch->context, FALSE))
      continue;
    if (event != NULL)
      more = take_event (event, runs, progress, error);
  }
}

GPtrArray *
lab_measure (const LabExperiment *experiment, guint workers, int *signal, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (LabRunner) runner = NULL;
  g_autoptr (LabProgress) progress = NULL;
  g_autoptr (GSource) interrupt = NULL;
  g_autoptr (GSource) terminate = NULL;
  GPtrArray *runs;
  Watch watch;

  g_return_val_if_fail (experiment != NULL && signal != NULL, NULL);

  *signal = 0;
  runs = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);
  runner = lab_runner_new (workers);
  progress = lab_progress_new (experiment);
  watch = (Watch){.context = context, .runner = runner, .signal = signal};
  interrupt = watch_signal (&watch, SIGINT, on_interrupt);
  terminate = watch_signal (&watch, SIGTERM, on_terminate);
  lab_runner_start (runner, experiment);
  collect (&watch, runs, progress, error);
  g_source_destroy (interrupt);
  g_source_destroy (terminate);
  return runs;
}
