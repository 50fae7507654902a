/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* Often enough to look alive, seldom enough to cost nothing. */
#define REDRAW_MICROSECONDS 100000

/* Carriage return, then "erase to the end of the line". */
#define WIPE "\r\033[K"

struct _LabProgress
{
  gboolean visible;
  guint run_count;
  guint runs_done;
  guint steps;       /* of one run */
  guint *steps_done; /* (run_count) */
  gint64 drawn_at;   /* monotonic, microseconds */
};

static gboolean
terminal_can_redraw (void)
{
  const char *terminal = g_getenv ("TERM");

  return isatty (STDERR_FILENO) == 1 && terminal != NULL && !g_str_equal (terminal, "dumb");
}

static LabProgress *
progress_new (guint runs, guint steps)
{
  LabProgress *progress = g_new0 (LabProgress, 1);

  progress->visible = terminal_can_redraw ();
  progress->run_count = runs;
  progress->steps = steps;
  progress->steps_done = g_new0 (guint, runs);
  return progress;
}

LabProgress *
lab_progress_new (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  return progress_new (lab_experiment_run_count (experiment), experiment->steps);
}

LabProgress *
lab_progress_new_of_runs (guint runs)
{
  return progress_new (runs, 1);
}

void
lab_progress_runs (LabProgress *progress, guint done)
{
  g_return_if_fail (progress != NULL);

  gint64 now = g_get_monotonic_time ();
  if (!progress->visible || now - progress->drawn_at < REDRAW_MICROSECONDS)
    return;
  progress->drawn_at = now;
  fprintf (stderr, WIPE "%u of %u runs", MIN (done, progress->run_count), progress->run_count);
  fflush (stderr);
}

void
lab_progress_free (LabProgress *progress)
{
  if (progress == NULL)
    return;
  if (progress->visible && progress->drawn_at != 0)
    fputs (WIPE, stderr);
  g_free (progress->steps_done);
  g_free (progress);
}

static void
draw (LabProgress *progress, double steps_per_second)
{
  double done = 0.0;
  double all = (double)progress->steps * progress->run_count;
  gint64 now = g_get_monotonic_time ();

  if (!progress->visible || now - progress->drawn_at < REDRAW_MICROSECONDS)
    return;
  for (guint i = 0; i < progress->run_count; i++)
    done += progress->steps_done[i];
  progress->drawn_at = now;
  fprintf (stderr, WIPE "%u of %u runs, %.0f %% of the steps, %.0f steps/s", progress->runs_done,
           progress->run_count, 100.0 * done / all, steps_per_second);
  fflush (stderr);
}

void
lab_progress_event (LabProgress *progress, const LabEvent *event)
{
  g_return_if_fail (progress != NULL && event != NULL);

  if (event->kind != LAB_EVENT_RUN_PROGRESS && event->kind != LAB_EVENT_RUN_FINISHED)
    return;
  g_return_if_fail (event->plan.index < progress->run_count);
  if (event->kind == LAB_EVENT_RUN_PROGRESS) {
    progress->steps_done[event->plan.index] = event->steps_done;
  } else {
    progress->steps_done[event->plan.index] = progress->steps;
    progress->runs_done++;
  }
  draw (progress, event->steps_per_second);
}
