/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dimensions measured inside the network: of a real run, of made ones, and what paper A makes of
 * them. */
#include "experiment/run/hidden-dimension.h"
#include "experiment/conclude/measured-law.h"

#include <math.h>
#include <string.h>

static void
small_experiment (LabHiddenDimensionMode mode, LabExperiment *experiment)
{
  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  experiment->intrinsic_dimension = 1;
  experiment->n = 64;
  experiment->grid_length = 1;
  experiment->grid[0] = 64;
  experiment->width = 8;
  experiment->steps = 40;
  experiment->repeats = 1;
  experiment->hidden_dimension = mode;
}

static LabRun *
train (const LabExperiment *experiment)
{
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;
  LabRun *run;

  lab_experiment_plan (experiment, 0, &plan);
  run = lab_run_train (experiment, &plan, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return run;
}

/* How many evaluations were measured; fails where one was left out though its turn had come, the first
 * and the last among them. */
static guint
turns_taken (const LabRun *run)
{
  guint taken = 0, next = 0;

  for (guint e = 0; e < run->evaluation_count; e++) {
    const LabEvaluation *evaluation = &run->evaluations[e];
    gboolean due = evaluation->step >= next || e == run->evaluation_count - 1;

    g_assert_true (!due || evaluation->measured_blocks > 0);
    g_assert_true (due || evaluation->measured_blocks == 0 || (int)e == run->chosen);
    if (due)
      next = 2 * evaluation->step;
    taken += evaluation->measured_blocks > 0;
  }
  return taken;
}

/* Measuring changes no result, and a circle stays one-dimensional in the network. */
static void
test_run (void)
{
  static const LabHiddenDimensionMode modes[] = {LAB_HIDDEN_DIMENSION_POOLED,
                                                 LAB_HIDDEN_DIMENSION_TOKENS};
  LabExperiment off;
  g_autoptr (LabRun) plain = NULL;

  small_experiment (LAB_HIDDEN_DIMENSION_OFF, &off);
  plain = train (&off);
  g_assert_cmpuint (plain->evaluations[0].measured_blocks, ==, 0);
  for (gsize m = 0; m < G_N_ELEMENTS (modes); m++) {
    LabExperiment on;
    g_autoptr (LabRun) run = NULL;

    small_experiment (modes[m], &on);
    run = train (&on);
    g_assert_cmpuint (run->evaluation_count, ==, plain->evaluation_count);
    g_assert_cmpfloat (fabsf (run->data_dimension.value - 1.0f), <, 0.05f);
    g_assert_cmpuint (run->evaluations[run->chosen].measured_blocks, ==, on.depth);
    g_assert_cmpuint (turns_taken (run), <, run->evaluation_count);
    for (guint e = 0; e < run->evaluation_count; e++) {
      g_assert_cmpfloat (run->evaluations[e].excess_risk, ==, plain->evaluations[e].excess_risk);
      if (run->evaluations[e].measured_blocks == 0)
        continue;
      g_assert_cmpuint (run->evaluations[e].measured_blocks, ==, on.depth);
      for (guint b = 0; b < on.depth; b++) {
        const LabMeasuredDimension *found = &run->evaluations[e].dimension[b];

        g_assert_cmpfloat (fabsf (found->value - 1.0f), <, 0.25f);
        g_assert_true (found->low < found->value && found->value < found->high);
      }
    }
  }
}

static void
test_stop (void)
{
  LabExperiment experiment;
  LabRunControl control = {.stop = TRUE};
  LabRunPlan plan;
  g_autoptr (LabRun) run = NULL;
  g_autoptr (GError) error = NULL;

  small_experiment (LAB_HIDDEN_DIMENSION_POOLED, &experiment);
  lab_experiment_plan (&experiment, 0, &plan);
  run = lab_run_train (&experiment, &plan, NULL, &control, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run->status, ==, LAB_RUN_STOPPED);
}

static LabRun *
make_run (guint grid_index, float dimension)
{
  LabRun *run = g_new0 (LabRun, 1);

  g_atomic_ref_count_init (&run->reference_count);
  run->plan.grid_index = grid_index;
  run->data_dimension = (LabMeasuredDimension){2.0f, 1.9f, 2.1f};
  run->evaluations = g_new0 (LabEvaluation, 1);
  run->evaluation_count = 1;
  run->evaluations[0].measured_blocks = 2;
  run->evaluations[0].dimension[0] = (LabMeasuredDimension){2.5f, 2.4f, 2.6f};
  run->evaluations[0].dimension[1] =
      (LabMeasuredDimension){dimension, dimension - 0.5f, dimension + 0.5f};
  return run;
}

static void
test_law (void)
{
  LabExperiment experiment;
  LabRun *runs[] = {make_run (0, 9.0f), NULL, make_run (1, 3.0f), make_run (1, 5.0f),
                    make_run (1, 4.0f)};
  LabMeasuredLaw measured;
  double beta;

  small_experiment (LAB_HIDDEN_DIMENSION_POOLED, &experiment);
  beta = lab_experiment_smoothness (&experiment);
  g_assert_true (experiment.noise > 0.0);
  g_assert_true (lab_measured_law (&experiment, runs, 3, &measured));
  g_assert_cmpuint (measured.runs, ==, 1);
  g_assert_cmpfloat_with_epsilon (measured.law.exponent, -2.0 * beta / (2.0 * beta + 3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (measured.shallowest, -2.0 * beta / (2.0 * beta + 3.5), 1e-6);
  g_assert_cmpfloat_with_epsilon (measured.steepest, -2.0 * beta / (2.0 * beta + 2.5), 1e-6);
  /* Mean 4 of 3, 5 and 4: standard error 1/sqrt 3, Student's t of 2 degrees 4.302653. */
  g_assert_true (lab_measured_law (&experiment, runs, G_N_ELEMENTS (runs), &measured));
  g_assert_cmpuint (measured.runs, ==, 3);
  g_assert_cmpfloat_with_epsilon (measured.block[1].value, 4.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (measured.block[1].high, 4.0 + 4.302653 / sqrt (3.0), 1e-4);
  g_assert_cmpfloat_with_epsilon (measured.data.value, 2.0, 1e-6);
  /* Mean 4 of 3 and 5 with one degree of freedom: 4 -+ 12.7, of which no dimension is below 0; there no
   * law has an exponent. */
  g_assert_true (lab_measured_law (&experiment, runs, 4, &measured));
  g_assert_cmpuint (measured.runs, ==, 2);
  g_assert_cmpfloat (measured.block[1].low, ==, 0.0f);
  g_assert_cmpfloat_with_epsilon (measured.block[1].high, 16.706, 1e-3);
  g_assert_true (isnan (measured.steepest) && measured.shallowest < 0.0);
  experiment.sweep = LAB_SWEEP_MODEL;
  g_assert_true (lab_measured_law (&experiment, runs, 3, &measured));
  g_assert_cmpfloat_with_epsilon (measured.law.exponent, -2.0 * beta / 3.0, 1e-6);
  experiment.sweep = LAB_SWEEP_TIME;
  g_assert_true (lab_measured_law (&experiment, runs, 3, &measured));
  g_assert_false (measured.law.valid);
  runs[2]->status = LAB_RUN_DIVERGED;
  g_assert_false (lab_measured_law (&experiment, runs + 1, 2, &measured));
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    if (runs[i] != NULL)
      lab_run_unref (runs[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/measured-law/run", test_run);
  g_test_add_func ("/measured-law/stop", test_stop);
  g_test_add_func ("/measured-law/law", test_law);
  return g_test_run ();
}
