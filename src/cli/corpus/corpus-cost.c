/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/corpus/corpus-cost.h"

#include "sequence/windows.h"
#include "experiment/runner/footprint.h"
#include "transformer/trainer.h"

#include <math.h>

/* Steps before those that are timed, and how long to go on. */
#define WARM_UP_STEPS 2
#define LONG_ENOUGH   (G_USEC_PER_SEC / 3)

/* Multiply-adds x 2 of a run's training. */
static double
run_flop (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabTrainingSettings settings;
  LabModelShape shape;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  return (double)lab_model_shape_training_flop (&shape) * settings.batch * settings.steps;
}

/* Seconds of one step of a run; NAN where it was stopped. */
static double
time_steps (const LabExperiment *experiment,
            const LabRunPlan *plan,
            const gint *stop,
            GError **error)
{
  g_autoptr (LabTrainer) trainer = NULL;
  g_autoptr (LabWindowDeal) deal = NULL;
  LabTrainingSettings settings;
  LabModelShape shape;
  gint64 begin = 0;
  guint step = 0;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  deal =
      lab_window_deal_new (experiment->corpus, plan->repeat, plan->n, settings.batch, stop, error);
  if (deal != NULL)
    trainer = lab_trainer_new (&shape, &settings, experiment->seed, plan->repeat, stop, error);
  if (trainer == NULL)
    return NAN;
  lab_trainer_set_stop (trainer, stop);
  do {
    const float *x, *label;

    if (step == WARM_UP_STEPS)
      begin = g_get_monotonic_time ();
    lab_window_deal_next (deal, step, &x, &label);
    if (isnan (lab_trainer_step (trainer, x, label, NULL)))
      return NAN;
    step++;
  } while (step <= WARM_UP_STEPS || g_get_monotonic_time () - begin < LONG_ENOUGH);
  return (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC / (step - WARM_UP_STEPS);
}

gboolean
lab_corpus_cost (const LabExperiment *experiment,
                 LabCorpusCost *cost,
                 LabTask *task,
                 GError **error)
{
  const gint *stop = task != NULL ? &task->cancelled : NULL;
  LabTrainingSettings settings;
  LabRunPlan plan, largest = {0};
  LabFootprint footprint;
  LabModelShape shape;
  double most = 0.0, step_seconds;

  *cost = (LabCorpusCost){.runs = lab_experiment_run_count (experiment)};
  for (guint i = 0; i < cost->runs; i++) {
    double flop;

    lab_experiment_plan (experiment, i, &plan);
    flop = run_flop (experiment, &plan);
    cost->flop += flop;
    if (flop >= most) {
      most = flop;
      largest = plan;
    }
  }
  lab_experiment_model_shape (experiment, &largest, &shape);
  lab_experiment_training (experiment, &largest, &settings);
  lab_experiment_footprint (experiment, &footprint);
  cost->width = largest.width;
  cost->steps = settings.steps;
  cost->step_tokens = (guint64)settings.batch * lab_corpus_info (experiment->corpus)->window;
  cost->parameters = lab_model_shape_parameters (&shape);
  cost->memory = lab_footprint_bytes (&footprint, 1);
  step_seconds = time_steps (experiment, &largest, stop, error);
  cost->seconds = step_seconds * settings.steps * cost->flop / most;
  return isfinite (step_seconds);
}
