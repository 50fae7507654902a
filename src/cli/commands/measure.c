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
  gint stop;
} Watch;

static void
on_event (const LabEvent *event, gpointer data)
{
  Watch *watch = data;

  if (lab_hold_signal (watch->hold) != 0)
    watch->stop = TRUE;
  if (event != NULL)
    lab_progress_event (watch->progress, event);
}

GPtrArray *
lab_measure (const LabExperiment *experiment,
             guint workers,
             const LabHold *hold,
             int *signal,
             GError **error)
{
  g_autoptr (LabProgress) progress = NULL;
  GPtrArray *runs;

  g_return_val_if_fail (experiment != NULL && hold != NULL && signal != NULL, NULL);

  progress = lab_progress_new (experiment);
  Watch watch = {.hold = hold, .progress = progress};
  runs = lab_sweep_run (experiment, workers, &watch.stop, on_event, &watch, error);
  *signal = lab_hold_signal (hold);
  return runs;
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
