/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured errors over the plane: which runs count, and how they are gathered. */
#include "experiment/conclude/phase-dots.h"

#include <math.h>

static const LabEvaluation evaluations[] = {
    {.step = 1, .compute = 100, .excess_risk = 1.0},
    {.step = 10, .compute = 1000, .excess_risk = 0.4},
    {.step = 100, .compute = 10000, .excess_risk = 0.1},
};

static LabRun
run_of (const LabExperiment *experiment, guint index, LabEvaluation *own, double factor)
{
  LabRun run = {.status = LAB_RUN_FINISHED, .evaluation_count = 3, .evaluations = own};
  lab_experiment_plan (experiment, index, &run.plan);
  for (guint i = 0; i < 3; i++) {
    own[i] = evaluations[i];
    own[i].excess_risk *= factor;
  }
  return run;
}

static void
add (LabPhaseDots *dots, const LabExperiment *experiment, guint index, double factor)
{
  LabEvaluation own[3];
  LabRun run = run_of (experiment, index, own, factor);
  lab_phase_dots_add_run (dots, experiment, &run);
}

static guint
count_of (LabPhaseDots *dots)
{
  guint count;
  lab_phase_dots_gather (dots, &count);
  return count;
}

static void
test_gathers (void)
{
  LabExperiment controls;
  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  g_autoptr (LabPhaseDots) dots = lab_phase_dots_new (&controls);
  const LabPhaseDot *dot;
  guint count;

  /* Later n first; two repeats of the smallest. */
  add (dots, &controls, controls.repeats, 1.0);
  add (dots, &controls, 0, 0.5);
  add (dots, &controls, 1, 2.0);
  dot = lab_phase_dots_gather (dots, &count);
  g_assert_cmpuint (count, ==, 6);
  g_assert_cmpfloat (dot[0].points, ==, 64.0);
  g_assert_cmpfloat (dot[2].steps, ==, 100.0);
  g_assert_cmpfloat (dot[2].compute, ==, 10000.0);
  g_assert_cmpuint (dot[2].runs, ==, 2);
  g_assert_cmpfloat_with_epsilon (dot[2].excess_risk, 0.1, 1e-12); /* sqrt (0.05 * 0.2) */
  g_assert_cmpuint (dot[3].runs, ==, 1);
  g_assert_cmpfloat (dot[3].points, ==, 128.0);
}

/* Another axis counts, another network or task does not. */
static void
test_chooses (void)
{
  LabExperiment controls, other;
  LabEvaluation own[3];
  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  g_autoptr (LabPhaseDots) dots = lab_phase_dots_new (&controls);

  other = controls;
  other.sweep = LAB_SWEEP_TIME;
  other.steps = 500;
  other.validation = LAB_VALIDATION_NONE;
  add (dots, &other, 0, 1.0);
  g_assert_cmpuint (count_of (dots), ==, 3);

  other = controls;
  other.intrinsic_dimension++;
  add (dots, &other, 0, 1.0);
  other = controls;
  other.width *= 2;
  add (dots, &other, 0, 1.0);
  other = controls;
  other.learning_rate *= 0.5;
  add (dots, &other, 0, 1.0);
  other = controls;
  other.depth++;
  add (dots, &other, 0, 1.0);
  other = controls;
  other.density = 0.5;
  add (dots, &other, 0, 1.0);
  other = controls;
  other.ambient_noise = 0.1;
  add (dots, &other, 0, 1.0);
  LabRun run = run_of (&controls, 0, own, 1.0);
  run.status = LAB_RUN_DIVERGED;
  lab_phase_dots_add_run (dots, &controls, &run);
  run.status = LAB_RUN_STOPPED;
  lab_phase_dots_add_run (dots, &controls, &run);
  g_assert_cmpuint (count_of (dots), ==, 3);
}

/* A run in training stands apart; what a logarithm cannot show is left out. */
static void
test_live (void)
{
  LabExperiment controls;
  LabRunPlan plan;
  LabEvaluation odd[] = {{.step = 1, .excess_risk = 0.0}, {.step = 2, .excess_risk = (double)NAN}};
  guint count;
  lab_experiment_default (LAB_SWEEP_DATA, &controls);
  g_autoptr (LabPhaseDots) dots = lab_phase_dots_new (&controls);

  add (dots, &controls, 0, 1.0);
  lab_experiment_plan (&controls, 1, &plan);
  lab_phase_dots_add_live (dots, &controls, &plan, 2, evaluations);
  lab_phase_dots_add_live (dots, &controls, &plan, 2, odd);
  const LabPhaseDot *dot = lab_phase_dots_gather (dots, &count);
  g_assert_cmpuint (count, ==, 5);
  g_assert_false (dot[0].provisional);
  g_assert_true (dot[1].provisional);
  g_assert_cmpuint (dot[0].runs, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/phase-dots/gathers", test_gathers);
  g_test_add_func ("/phase-dots/chooses", test_chooses);
  g_test_add_func ("/phase-dots/live", test_live);
  return g_test_run ();
}
