/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments small enough for the tests of runs, and their training. */
#pragma once

#include "experiment/experiment-keys.h"
#include "experiment/run/run.h"
#include "parse.h"

/* Small enough for tests: a run takes some milliseconds. */
#define SMALL "width=8 depth=1 tokens=2 d=1 D=4 n=64 batch=16 steps=60 repeats=2 grid=32,64"

/* The small experiment with other values for some keys. */
static inline LabExperiment
parse_small (const char *changes)
{
  LabExperiment experiment = parse (SMALL);
  g_auto (GStrv) words = g_strsplit (changes, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
    g_assert_true (lab_experiment_set (&experiment, pair[0], pair[1], NULL));
  }
  g_assert_true (lab_experiment_check (&experiment, NULL));
  return experiment;
}

static inline LabRun *
train (const LabExperiment *experiment, guint run_index, LabRunControl *control)
{
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;
  lab_experiment_plan (experiment, run_index, &plan);
  LabRun *run = lab_run_train (experiment, &plan, NULL, control, NULL, NULL, &error);
  g_assert_no_error (error);
  return run;
}
