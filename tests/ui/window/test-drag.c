/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sliders are dragged while two runs train: nothing is computed or waited for on the main loop, the
 * queue stays bounded, and value, label and chart agree at the end. How long the loop stalls is
 * reported, not judged: that is the machine's too (build-aux/bench.sh measures it on a quiet one).
 * SCALING_LAB_DRAG_SECONDS: how long; 7 unless set. */
#include <gtk/gtk.h>

#include <time.h>

#include "ui/app/application.h"
#include "ui/controls/control-panel.h"
#include "experiment/experiment-keys.h"
#include "ui/controls/parameter-row.h"
#include "ui/controls/parameter-row-testing.h"
#include "ui/window/window-private.h"
#include "laboratory-test.h"
#include "laboratory/laboratory-runs-testing.h"

/* A change every so many milliseconds, with a rest that lets runs restart now and then. */
#define CHANGE_INTERVAL 20
#define CHANGES_TO_REST 100
#define REST            400

/* Two frames at 60 Hz, in microseconds: longer stalls are counted in the report. */
#define STALL 33000

/* A loop that computes this long, in microseconds of its own processor time, does a worker's work:
 * far above what a busy machine adds to a frame, far below one run of STEPS steps. */
#define BLOCKED 1000000

/* A frame at 60 Hz, in microseconds. */
#define FRAME 16000

/* The probe wakes this often, in milliseconds. */
#define PROBE_INTERVAL 2

/* Optimiser steps of a run: no sweep ends between two restarts, however fast the machine. */
#define STEPS "100000"

typedef struct
{
  LabWindow *window;
  GRand *random;
  guint changes;
  guint since_rest;
  guint longest_queue;
  guint workers_seen; /* changes made while something trained */
  gint64 probed;      /* monotonic */
  gint64 longest_gap;
  gint64 computed; /* CPU time of this thread */
  gint64 longest_work;
  guint long_frames; /* pieces of work longer than FRAME */
  guint stalls;      /* longer than STALL */
} Drag;

static gint64
thread_time (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Between two probes lie PROBE_INTERVAL and what the loop was busy with. */
static gboolean
probe (gpointer data)
{
  Drag *drag = data;
  gint64 now = g_get_monotonic_time ();
  gint64 computed = thread_time ();
  LabLaboratory *laboratory = lab_window_get_laboratory (drag->window);

  drag->longest_gap = MAX (drag->longest_gap, now - drag->probed - PROBE_INTERVAL * 1000);
  drag->longest_work = MAX (drag->longest_work, computed - drag->computed);
  drag->long_frames += computed - drag->computed > FRAME;
  drag->stalls += now - drag->probed - PROBE_INTERVAL * 1000 > STALL;
  drag->longest_queue = MAX (drag->longest_queue, lab_laboratory_event_count (laboratory));
  drag->probed = now;
  drag->computed = computed;
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
scale_of (LabWindow *window, const char *key)
{
  GtkWidget *row = lab_control_panel_find (LAB_CONTROL_PANEL (window->control_panel), key);
  return lab_parameter_row_get_scale (LAB_PARAMETER_ROW (row));
}

/* What the pointer does to a slider. */
static void
slide (Drag *drag, const char *key, double share)
{
  GtkRange *scale = GTK_RANGE (scale_of (drag->window, key));
  GtkAdjustment *adjustment = gtk_range_get_adjustment (scale);
  double low = gtk_adjustment_get_lower (adjustment);
  double high = gtk_adjustment_get_upper (adjustment);
  gboolean handled;
  g_signal_emit_by_name (scale, "change-value", GTK_SCROLL_JUMP, low + share * (high - low),
                         &handled);
}

static gboolean
change (gpointer data)
{
  static const char *const keys[] = {"d", "width", "n"};
  Drag *drag = data;
  LabLaboratory *laboratory = lab_window_get_laboratory (drag->window);

  if (lab_laboratory_is_training (laboratory))
    drag->workers_seen++;
  /* Small models and data sets: each restart trains at once, whatever the machine. */
  slide (drag, keys[(drag->changes / 30) % 3], g_rand_double_range (drag->random, 0, 0.4));
  drag->changes++;
  drag->since_rest++;
  if (drag->since_rest < CHANGES_TO_REST)
    return G_SOURCE_CONTINUE;
  drag->since_rest = 0;
  return G_SOURCE_REMOVE;
}

static void
check_agreement (Drag *drag, const char *key)
{
  LabLaboratory *laboratory = lab_window_get_laboratory (drag->window);
  GtkWidget *row = lab_control_panel_find (LAB_CONTROL_PANEL (drag->window->control_panel), key);
  double value = lab_experiment_get_number (lab_laboratory_get_experiment (laboratory), key);
  const char *label =
      gtk_editable_get_text (GTK_EDITABLE (lab_parameter_row_get_entry (LAB_PARAMETER_ROW (row))));

  g_assert_cmpfloat (g_ascii_strtod (label, NULL), ==, value);
  g_assert_cmpfloat (
      lab_experiment_get_number (&lab_laboratory_get_curve (laboratory)->experiment, key), ==,
      value);
}

static void
drag_for (Drag *drag, double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64)(seconds * G_USEC_PER_SEC);
  guint prober;

  drag->probed = g_get_monotonic_time ();
  drag->computed = thread_time ();
  prober = g_timeout_add_full (G_PRIORITY_HIGH, PROBE_INTERVAL, probe, drag, NULL);
  while (g_get_monotonic_time () < end) {
    g_timeout_add (CHANGE_INTERVAL, change, drag);
    laboratory_test_pass (MIN (CHANGE_INTERVAL * CHANGES_TO_REST + REST, seconds * 1000) * 1e-3);
  }
  g_source_remove (prober);
}

static gboolean
is_training (gpointer data)
{
  return lab_laboratory_is_training (data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Every theory of the data axis, the prediction with its training error, the band, the residuals, and
 * a baseline. */
static void
switch_overlays_on (LabWindow *window, LabSettings *settings)
{
  g_object_set (settings, "theories",
                "paper-a-data bahri-resolution-data bahri-variance-data kaplan-data "
                "chinchilla-data epoch-data",
                "prediction-visible", TRUE, "prediction-training", TRUE, "band-visible", TRUE,
                "residuals-visible", TRUE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.pin", NULL);
}

static void
test_drag (gconstpointer application)
{
  const char *words = g_getenv ("SCALING_LAB_DRAG_SECONDS");
  double seconds = words != NULL ? g_ascii_strtod (words, NULL) : 7;
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);
  g_autoptr (LabSettings) settings = lab_settings_new ();
  Drag drag = {.random = g_rand_new_with_seed (7)};

  drag.window = lab_window_new ((gpointer)application, laboratory, settings);
  lab_window_resize (drag.window, 1440, 900);
  gtk_window_present (GTK_WINDOW (drag.window));
  g_assert_true (laboratory_test_wait (is_mapped, drag.window, 20));
  laboratory_test_pass (1);
  switch_overlays_on (drag.window, settings);
  lab_laboratory_set (laboratory, "steps", STEPS, NULL);
  g_assert_true (laboratory_test_wait (is_training, laboratory, 20));
  laboratory_test_pass (1); /* the first frames load themes, fonts and icons */

  drag_for (&drag, seconds);
  g_test_message ("%u changes, %u while training; longest stall %.1f ms (computing %.1f ms, %u "
                  "times over 16 ms), %u "
                  "over %d ms; longest queue %u; %u earlier curves",
                  drag.changes, drag.workers_seen, (double)drag.longest_gap * 1e-3,
                  (double)drag.longest_work * 1e-3, drag.long_frames, drag.stalls, STALL / 1000,
                  drag.longest_queue, lab_laboratory_ghost_count (laboratory));
  /* Half of the pace: a loop that is held up falls behind. */
  g_assert_cmpfloat (drag.changes, >, seconds * 12);
  g_assert_cmpuint (drag.workers_seen, >, drag.changes / 2);
  /* At most one progress message a run, and the runs that ended between two looks. */
  g_assert_cmpuint (drag.longest_queue, <, 200);
  g_assert_cmpint (drag.longest_work, <, BLOCKED);

  lab_laboratory_set (laboratory, "n", "256", NULL);
  lab_laboratory_set (laboratory, "steps", "20", NULL);
  laboratory_test_settle (laboratory);
  laboratory_test_pass (0.2);
  check_agreement (&drag, "d");
  check_agreement (&drag, "width");
  check_agreement (&drag, "n");
  g_rand_free (drag.random);
  gtk_window_close (GTK_WINDOW (drag.window));
}

int
main (int argc, char **argv)
{
  g_autoptr (LabApplication) application = NULL;

  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  application = lab_application_new (G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_data_func ("/drag/lively", application, test_drag);
  return g_test_run ();
}
