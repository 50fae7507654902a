/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/measure.h"

#include "cli/progress.h"
#include "cli/watch.h"
#include "experiment/conclude/prediction.h"
#include "experiment/runner/sweep.h"

typedef struct
{
  const LabHold *hold;
  LabProgress *progress;
  LabMeasureKeep keep;
  gpointer user_data;
  GError *error; /* of keep */
  gint stop;
} Watch;

static void
keep (Watch *watch, const LabRun *run)
{
  if (watch->keep != NULL && watch->error == NULL && run->status != LAB_RUN_STOPPED &&
      !watch->keep (run, watch->user_data, &watch->error))
    watch->stop = TRUE;
}

static void
on_event (const LabEvent *event, gpointer data)
{
  Watch *watch = data;

  if (lab_hold_signal (watch->hold) != 0)
    watch->stop = TRUE;
  if (event == NULL)
    return;
  lab_progress_event (watch->progress, event);
  if (event->kind == LAB_EVENT_RUN_FINISHED)
    keep (watch, event->run);
}

gboolean
lab_measure (const LabExperiment *experiment,
             GPtrArray *runs,
             guint workers,
             const LabHold *hold,
             LabMeasureKeep keep_run,
             gpointer user_data,
             int *signal,
             GError **error)
{
  g_autoptr (LabProgress) progress = NULL;
  gboolean done;

  g_return_val_if_fail (experiment != NULL && hold != NULL && signal != NULL, FALSE);

  progress = lab_progress_new (experiment);
  Watch watch = {.hold = hold, .progress = progress, .keep = keep_run, .user_data = user_data};
  done = lab_sweep_continue (experiment, runs, workers, &watch.stop, on_event, &watch, error);
  *signal = lab_hold_signal (hold);
  if (watch.error == NULL)
    return done;
  if (done)
    g_propagate_error (error, watch.error);
  else
    g_error_free (watch.error);
  return FALSE;
}

LabCurveFit *
lab_measure_fit (const LabCurve *curve)
{
  LabCurveFitOptions options = {.prediction = NULL};
  LabPredictionRequest request;
  LabPrediction prediction;

  lab_prediction_request_init (&request, &curve->experiment);
  if (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL))
    options.prediction = &prediction;
  return lab_curve_fit_new (curve, &options);
}
