/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synthetic.h"

#include "session/json-text.h"
#include "session/results.h"

#include <math.h>

#define EVALUATIONS 24

void
synthetic_experiment (LabSweep sweep, LabExperiment *experiment)
{
  static const guint64 n[] = {16, 32, 64, 128, 256};
  static const guint64 width[] = {8, 16};
  gboolean data = sweep == LAB_SWEEP_DATA;

  lab_experiment_default (sweep, experiment);
  experiment->repeats = 2;
  experiment->seed = 77;
  experiment->steps = 2000;
  experiment->n = 256;
  experiment->grid_length = data ? G_N_ELEMENTS (n) : G_N_ELEMENTS (width);
  for (guint i = 0; i < experiment->grid_length; i++)
    experiment->grid[i] = (double)(data ? n[i] : width[i]);
}

static double
law (const LabExperiment *experiment, const LabRun *run, guint step)
{
  double x = experiment->sweep == LAB_SWEEP_DATA ? (double)run->plan.n : (double)step;

  return 0.9 * pow (x, -0.5) * (1.0 + 0.01 * (run->plan.repeat + 1) * sin (x));
}

static LabRun *
synthetic_run (const LabExperiment *experiment, guint index)
{
  LabRun *run = g_new0 (LabRun, 1);

  g_atomic_ref_count_init (&run->reference_count);
  lab_experiment_plan (experiment, index, &run->plan);
  run->parameters = 1000 + run->plan.width;
  run->training_points = run->plan.n;
  run->validation_labels = lab_experiment_validation_labels (experiment, &run->plan);
  run->status = LAB_RUN_FINISHED;
  run->evaluation_count = EVALUATIONS;
  run->evaluations = g_new0 (LabEvaluation, EVALUATIONS);
  run->chosen = EVALUATIONS - 2;
  run->seconds = 1.5 * index;
  for (guint i = 0; i < EVALUATIONS; i++) {
    guint step = (guint)lround (pow (experiment->steps, (i + 1.0) / EVALUATIONS));

    run->evaluations[i] = (LabEvaluation){
        .step = step,
        .compute = (guint64)step * 1234567890123,
        .training_loss = 1.0 / 3.0 + index,
        .validation_loss = run->validation_labels > 0 ? 1.0 / 7.0 + index : (double)NAN,
        .excess_risk = law (experiment, run, step),
    };
  }
  return run;
}

GPtrArray *
synthetic_runs (const LabExperiment *experiment)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);
  guint count = lab_experiment_run_count (experiment);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (runs, synthetic_run (experiment, i));
  return runs;
}

void
synthetic_diverge (LabRun *run, const char *reason)
{
  run->status = LAB_RUN_DIVERGED;
  run->diverged_step = 7;
  g_free (run->reason);
  run->reason = g_strdup (reason);
  run->evaluation_count = 0;
  run->chosen = -1;
}

char *
synthetic_fits (const LabCurve *curve, const LabCurveFit *fit, LabRun *const *runs, guint count)
{
  g_autoptr (JsonNode) object = lab_results_fits_json (curve, fit, runs, count);

  return lab_json_text (object);
}
