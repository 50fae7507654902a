/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that takes the signals, whatever the others do. */
#include "cli/hold.h"

#include <glib-unix.h>
#include <signal.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

typedef struct
{
  LabHold *hold;
  int number;
  GSource *source; /* NULL where the signal is ignored */
} Watch;

struct _LabHold
{
  GMainContext *context;
  GThread *thread;
  Watch watches[G_N_ELEMENTS (numbers)];
  gint first;   /* atomic: number of the first signal, or 0 */
  gint writing; /* atomic */
  gint over;    /* atomic */
};

static gboolean
on_signal (gpointer data)
{
  const Watch *watch = data;
  LabHold *hold = watch->hold;

  if (g_atomic_int_compare_and_exchange (&hold->first, 0, watch->number) ||
      g_atomic_int_get (&hold->writing))
    return G_SOURCE_CONTINUE;
  signal (watch->number, SIG_DFL);
  raise (watch->number);
  return G_SOURCE_CONTINUE;
}

static gpointer
take_signals (gpointer data)
{
  LabHold *hold = data;

  while (!g_atomic_int_get (&hold->over))
    g_main_context_iteration (hold->context, TRUE);
  return NULL;
}

gboolean
lab_signal_is_ignored (int number)
{
  struct sigaction action;

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

LabHold *
lab_hold_new (void)
{
  LabHold *hold = g_new0 (LabHold, 1);

  hold->context = g_main_context_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    Watch *watch = &hold->watches[i];

    if (lab_signal_is_ignored (numbers[i]))
      continue;
    *watch = (Watch){hold, numbers[i], g_unix_signal_source_new (numbers[i])};
    g_source_set_callback (watch->source, on_signal, watch, NULL);
    g_source_attach (watch->source, hold->context);
  }
  hold->thread = g_thread_new ("lab-hold", take_signals, hold);
  return hold;
}

void
lab_hold_free (LabHold *hold)
{
  if (hold == NULL)
    return;
  g_atomic_int_set (&hold->over, TRUE);
  g_main_context_wakeup (hold->context);
  g_thread_join (hold->thread);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (hold->watches[i].source == NULL)
      continue;
    g_source_destroy (hold->watches[i].source);
    g_source_unref (hold->watches[i].source);
  }
  g_main_context_unref (hold->context);
  g_free (hold);
}

void
lab_hold_writing (LabHold *hold, gboolean writing)
{
  g_atomic_int_set (&hold->writing, writing);
}

int
lab_hold_signal (const LabHold *hold)
{
  return g_atomic_int_get (&hold->first);
}
