#include "cli/commands/measure.h"

#include "cli/progress.h"
#include "experiment/runner/sweep.h"

#include <glib-unix.h>
#include <signal.h>

typedef struct
{
  GMainContext *context; /* of the signals alone */
  LabProgress *progress;
  gint stop;
  int *signal;
} Watch;

static gboolean
stop_for (Watch *watch, int number)
{
  if (*watch->signal == 0) {
    *watch->signal = number;
    watch->stop = TRUE;
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

/* The terminal has gone: what was measured is worth as much as after Ctrl-C. */
static gboolean
on_hang_up (gpointer watch)
{
  return stop_for (watch, SIGHUP);
}

static GSource *
watch_signal (Watch *watch, int number, GSourceFunc callback)
{
  GSource *source = g_unix_signal_source_new (number);

  g_source_set_callback (source, callback, watch, NULL);
  g_source_attach (source, watch->context);
  return source;
}

/* As nohup leaves it to its command, which is then to go on. */
static gboolean
is_ignored (int number)
{
  struct sigaction action;

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void
on_event (const LabEvent *event, gpointer data)
{
  Watch *watch = data;

  while (g_main_context_iteration (watch->context, FALSE))
    continue;
  if (event != NULL)
    lab_progress_event (watch->progress, event);
}

GPtrArray *
lab_measure (const LabExperiment *experiment, guint workers, int *signal, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (LabProgress) progress = NULL;
  g_autoptr (GSource) interrupt = NULL;
  g_autoptr (GSource) terminate = NULL;
  g_autoptr (GSource) hang_up = NULL;
  GPtrArray *runs;

  g_return_val_if_fail (experiment != NULL && signal != NULL, NULL);

  *signal = 0;
  progress = lab_progress_new (experiment);
  Watch watch = {.context = context, .progress = progress, .signal = signal};
  interrupt = watch_signal (&watch, SIGINT, on_interrupt);
  terminate = watch_signal (&watch, SIGTERM, on_terminate);
  if (!is_ignored (SIGHUP))
    hang_up = watch_signal (&watch, SIGHUP, on_hang_up);
  runs = lab_sweep_run (experiment, workers, &watch.stop, on_event, &watch, error);
  g_source_destroy (interrupt);
  g_source_destroy (terminate);
  if (hang_up != NULL)
    g_source_destroy (hang_up);
  return runs;
}
