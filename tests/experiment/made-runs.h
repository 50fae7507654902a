/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs made by hand, for tests of what is gathered from runs. */
#pragma once

#include <math.h>

#include "core/random.h"
#include "experiment/run/run.h"
#include "parse.h"

/* A finished run of plan run_index with evaluation_count evaluations still to fill. */
static inline LabRun *
make_run (const LabExperiment *experiment, guint run_index, guint evaluation_count)
{
  LabRun *run = g_new0 (LabRun, 1);
  LabModelShape shape;
  g_atomic_ref_count_init (&run->reference_count);
  lab_experiment_plan (experiment, run_index, &run->plan);
  lab_experiment_model_shape (experiment, &run->plan, &shape);
  run->parameters = lab_model_shape_parameters (&shape);
  run->training_points = (gsize) run->plan.n;
  run->status = LAB_RUN_FINISHED;
  run->evaluation_count = evaluation_count;
  run->evaluations = g_new0 (LabEvaluation, evaluation_count);
  run->chosen = (int) evaluation_count - 1;
  return run;
}

/* One with a single evaluation, of this excess risk. */
static inline LabRun *
make_simple_run (const LabExperiment *experiment, guint run_index, double excess_risk)
{
  LabRun *run = make_run (experiment, run_index, 1);
  run->evaluations[0].step = experiment->steps;
  run->evaluations[0].excess_risk = excess_risk;
  return run;
}

static inline void
free_runs (LabRun **runs, guint count)
{
  for (guint i = 0; i < count; i++)
    if (runs[i] != NULL)
      lab_run_unref (runs[i]);
}

/* Scatter of a run: 5 % of its risk, always the same for the same number. */
static inline double
scatter (guint number)
{
  LabRandom random;

  lab_random_init (&random, 7, number, LAB_STREAM_BOOTSTRAP);
  return exp (0.05 * lab_random_normal (&random));
}
