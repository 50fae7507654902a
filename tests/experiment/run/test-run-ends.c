/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How runs end before their time: divergence, stop, and pause that holds them. */
#include "small-runs.h"

#include <math.h>
#include <string.h>

static void
test_divergence (void)
{
  static const char *const OPTIMIZERS[] = {"adamw", "sgd", "gd"};
  for (guint i = 0; i < G_N_ELEMENTS (OPTIMIZERS); i++) {
    g_autofree char *text =
        g_strconcat ("schedule=constant learning_rate=1000 optimizer=", OPTIMIZERS[i], NULL);
    LabExperiment experiment = parse_small (text);
    g_autoptr (LabRun) run = train (&experiment, 3, NULL);
    g_assert_cmpint (run->status, ==, LAB_RUN_DIVERGED);
    g_assert_nonnull (run->reason);
    g_assert_cmpuint (run->diverged_step, >=, 1);
    g_assert_cmpuint (run->diverged_step, <=, 60);
    /* A sentence as it stands in the translations: its step is a number of its own. */
    g_assert_true (g_regex_match_simple ("^[A-Z][^0-9]+\\.$", run->reason, 0, 0));
    /* LayerNorm keeps AdamW's first blown-up loss finite: growth alone must tell. */
    if (i == 0)
      g_assert_nonnull (strstr (run->reason, "grew to"));
    for (guint k = 0; k < run->evaluation_count; k++) {
      g_assert_cmpuint (run->evaluations[k].step, <=, run->diverged_step);
      g_assert_true (isfinite (run->evaluations[k].excess_risk));
      g_assert_true (isfinite (run->evaluations[k].training_loss));
    }
    g_assert_cmpint (run->chosen, <, (int)run->evaluation_count);
  }
}

static void
set_stop (const LabEvaluation *evaluations, guint count, guint steps_done, gpointer user_data)
{
  LabRunControl *control = user_data;
  if (count == 3)
    g_atomic_int_set (&control->stop, TRUE);
}

static void
test_stop_keeps_what_was_measured (void)
{
  LabExperiment experiment = parse_small ("steps=1000000");
  LabRunControl control = {0};
  LabRunPlan plan;
  lab_experiment_plan (&experiment, 0, &plan);
  g_autoptr (LabRun) run =
      lab_run_train (&experiment, &plan, NULL, &control, set_stop, &control, NULL);
  g_assert_cmpint (run->status, ==, LAB_RUN_STOPPED);
  g_assert_cmpuint (run->evaluation_count, ==, 3);
  g_assert_cmpint (run->chosen, >=, 0);

  g_autoptr (LabRun) never = train (&experiment, 0, &control);
  g_assert_cmpint (never->status, ==, LAB_RUN_STOPPED);
  g_assert_cmpuint (never->evaluation_count, ==, 0);
  g_assert_cmpint (never->chosen, ==, -1);
}

static gpointer
stop_soon (gpointer control)
{
  g_usleep (300 * G_TIME_SPAN_MILLISECOND);
  g_atomic_int_set (&((LabRunControl *)control)->stop, TRUE);
  return NULL;
}

/* One full batch of half a minute: a stop on its way is no divergence, and the step was not done. */
static void
test_stop_within_a_step (void)
{
  LabExperiment experiment =
      parse_small ("grid=32768,65536 optimizer=gd width=64 depth=4 schedule=constant steps=1");
  LabRunControl control = {0};
  GThread *thread = g_thread_new ("stop", stop_soon, &control);
  g_autoptr (LabRun) run = train (&experiment, 2, &control);
  g_thread_join (thread);
  g_assert_cmpint (run->status, ==, LAB_RUN_STOPPED);
  g_assert_null (run->reason);
  g_assert_cmpuint (run->evaluation_count, ==, 0);
}

typedef struct
{
  LabExperiment experiment;
  LabRunControl control;
  gint evaluations; /* g_atomic_int */
} PausedRun;

static void
count_evaluations (const LabEvaluation *evaluations,
                   guint count,
                   guint steps_done,
                   gpointer user_data)
{
  PausedRun *paused = user_data;
  g_atomic_int_set (&paused->evaluations, (int)count);
}

static gpointer
train_paused (gpointer data)
{
  PausedRun *paused = data;
  LabRunPlan plan;
  lab_experiment_plan (&paused->experiment, 0, &plan);
  return lab_run_train (&paused->experiment, &plan, NULL, &paused->control, count_evaluations,
                        paused, NULL);
}

/* The whole run takes some milliseconds; paused, it has not done a step after far longer. */
static void
test_pause_holds_every_step (void)
{
  PausedRun paused = {.experiment = parse_small ("sigma=0"), .control.pause = TRUE};
  GThread *thread = g_thread_new ("paused", train_paused, &paused);
  g_usleep (500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (g_atomic_int_get (&paused.evaluations), ==, 0);
  g_atomic_int_set (&paused.control.pause, FALSE);
  g_autoptr (LabRun) run = g_thread_join (thread);
  g_assert_cmpint (run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpint (paused.evaluations, ==, (int)run->evaluation_count);
}

/* A stop flag ends the drawing of data too: nothing, and no error. */
static void
test_preparation_stops (void)
{
  LabExperiment experiment = parse_small ("n=64");
  LabRunPlan plan;
  LabDataSource source;
  gint stop = FALSE;
  g_autoptr (GError) error = NULL;
  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_data_source (&experiment, &plan, &source);
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&source, &error);
  g_autoptr (LabDataset) whole =
      lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, 64, &stop, &error);
  g_autoptr (LabDataset) same = lab_dataset_new (&source, LAB_DATA_TRAINING, 64, &error);
  g_assert_cmpmem (whole->label, 64 * sizeof (float), same->label, 64 * sizeof (float));
  stop = TRUE;
  g_assert_null (lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, 64, &stop, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/run-ends/divergence", test_divergence);
  g_test_add_func ("/experiment/run-ends/stop-keeps-what-was-measured",
                   test_stop_keeps_what_was_measured);
  g_test_add_func ("/experiment/run-ends/stop-within-a-step", test_stop_within_a_step);
  g_test_add_func ("/experiment/run-ends/pause-holds-every-step", test_pause_holds_every_step);
  g_test_add_func ("/experiment/run-ends/preparation-stops", test_preparation_stops);
  return g_test_run ();
}
