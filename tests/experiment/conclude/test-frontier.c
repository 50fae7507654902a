/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower envelope of several widths over compute: made runs with a known envelope. */
#include "experiment/conclude/frontier.h"

#include <math.h>
#include <string.h>

#include "made-runs.h"

/* Of the parabolas: how fast a width falls behind away from its best compute, in ln. */
#define CURVATURE 0.15

#define WIDTHS "sweep=compute grid=8,12,16,22,32,46,64 repeats=3 "

static double
step_flop (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings settings;
  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  return (double)lab_model_shape_training_flop (&shape) * settings.batch;
}

/* The compute at which a width is best: after 100 steps for the smallest, and T grows like N. */
static double
best_compute (const LabExperiment *experiment, const LabRunPlan *plan, double smallest)
{
  LabModelShape shape;
  lab_experiment_model_shape (experiment, plan, &shape);
  double steps = 100.0 * (double)lab_model_shape_parameters (&shape) / smallest;
  return step_flop (experiment, plan) * steps;
}

/* Each width touches risk = C^slope (times a factor of its repeat) at its best compute and lies above it
 * elsewhere: a parabola in the logarithms. Each run scatters by `scatter`. */
static LabCurve *
made_curve (const LabExperiment *experiment, double slope, double scatter, guint seed)
{
  guint count = lab_experiment_run_count (experiment), steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (experiment, steps);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  double smallest = 0.0;
  LabRandom random;
  lab_random_init (&random, seed, 0, LAB_STREAM_TARGET);
  for (guint i = 0; i < count; i++) {
    runs[i] = make_run (experiment, i, evaluations);
    if (i == 0)
      smallest = (double)runs[i]->parameters;
    double flop = step_flop (experiment, &runs[i]->plan);
    double best = best_compute (experiment, &runs[i]->plan, smallest);
    for (guint k = 0; k < evaluations; k++) {
      double ln_c = log (flop * steps[k]), away = ln_c - log (best);
      double ln_risk = slope * (ln_c - 20.0) + CURVATURE * away * away +
                       0.3 * runs[i]->plan.repeat + scatter * lab_random_normal (&random);
      runs[i]->evaluations[k] = (LabEvaluation){
          .step = steps[k], .compute = (guint64)(flop * steps[k]), .excess_risk = exp (ln_risk)};
    }
  }
  LabCurve *curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return curve;
}

/* The grid index of the width whose best compute is nearest to C in ln: where parabolas of one curvature
 * touch one line, it leads. */
static guint
true_leader (const LabExperiment *experiment, double compute)
{
  guint nearest = 0;
  double least = INFINITY, smallest = 0.0;
  double grid[LAB_GRID_MAX];
  for (guint g = 0; g < lab_experiment_grid (experiment, grid); g++) {
    LabRunPlan plan;
    LabModelShape shape;
    lab_experiment_plan (experiment, g * experiment->repeats, &plan);
    lab_experiment_model_shape (experiment, &plan, &shape);
    if (g == 0)
      smallest = (double)lab_model_shape_parameters (&shape);
    double away = fabs (log (compute / best_compute (experiment, &plan, smallest)));
    if (away < least) {
      least = away;
      nearest = g;
    }
  }
  return nearest;
}

static void
test_known_envelope (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=40000");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);
  guint wrong = 0, fitted = 0;

  g_assert_cmpint (frontier->state, ==, LAB_FRONTIER_TOLD);
  g_assert_cmpuint (frontier->widths, ==, 7);
  g_assert_cmpuint (frontier->repeats, ==, 3);
  g_assert_cmpint (frontier->end, ==, LAB_FRONTIER_END_LARGEST);
  g_assert_cmpuint (frontier->end_width, ==, 64);
  for (guint i = 0; i < frontier->point_count; i++) {
    const LabFrontierPoint *point = &frontier->points[i];
    double envelope = exp (-0.4 * (log (point->compute) - 20.0) + 0.3);
    g_assert_true (i == 0 || point->compute > frontier->points[i - 1].compute);
    g_assert_cmpuint (point->width, ==, (guint)experiment.grid[point->group]);
    if (!point->is_fitted)
      continue;
    fitted++;
    wrong += point->group != true_leader (&experiment, point->compute);
    /* Between two best places the envelope lies above the line, by little. */
    g_assert_cmpfloat (point->excess_risk, >, 0.99 * envelope);
    g_assert_cmpfloat (point->excess_risk, <, 1.10 * envelope);
  }
  g_assert_cmpuint (fitted, >, 12);
  g_assert_cmpuint (wrong, <=, 1); /* a place beside a crossing: runs are interpolated */
  g_assert_cmpfloat_with_epsilon (frontier->power.exponent, -0.4, 0.02);
  g_assert_cmpfloat (frontier->power.low, <, frontier->power.exponent);
  g_assert_cmpfloat (frontier->power.high, >, frontier->power.exponent);
}

/* T grows like N on the made envelope, and their product like C up to what FLOP are not N. */
static void
test_growth (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=40000");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);

  g_assert_true (frontier->parameters.valid && frontier->steps.valid);
  g_assert_cmpfloat_with_epsilon (frontier->parameters.exponent, 0.5, 0.06);
  g_assert_cmpfloat_with_epsilon (frontier->steps.exponent, 0.5, 0.06);
  for (guint i = 0; i < frontier->point_count; i++) {
    const LabFrontierPoint *point = &frontier->points[i];
    LabRunPlan plan;
    lab_experiment_plan (&experiment, point->group * experiment.repeats, &plan);
    g_assert_cmpfloat_with_epsilon (point->steps * step_flop (&experiment, &plan), point->compute,
                                    1e-6 * point->compute);
  }
}

/* A width that runs out of steps while it leads ends the frontier: what comes after it lies above. */
static void
test_out_of_steps (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=500");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);
  gboolean after = FALSE;
  double last = 0.0;

  g_assert_cmpint (frontier->end, ==, LAB_FRONTIER_END_STEPS);
  g_assert_cmpuint (frontier->end_width, <, 64);
  g_assert_cmpint (frontier->state, ==, LAB_FRONTIER_TOLD);
  for (guint i = 0; i < frontier->point_count; i++)
    if (frontier->points[i].is_fitted)
      last = frontier->points[i].compute;
  for (guint i = 0; i < frontier->point_count; i++) {
    const LabFrontierPoint *point = &frontier->points[i];
    g_assert_cmpfloat (point->steps, <, 501.0);
    after |= point->compute > last;
  }
  g_assert_true (after);
  /* Every run lies below the line's own height from there on only by its curvature: all wait longer. */
  g_assert_cmpfloat_with_epsilon (frontier->power.exponent, -0.4, 0.03);
  g_autofree char *words = lab_frontier_describe (frontier);
  g_assert_nonnull (strstr (words, "runs out of steps"));
}

static void
test_smallest_leads (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=60");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);

  g_assert_cmpint (frontier->state, ==, LAB_FRONTIER_SMALLEST_LEADS);
  g_assert_false (frontier->power.valid);
  g_assert_cmpuint (frontier->point_count, >, 0);
  for (guint i = 0; i < frontier->point_count; i++)
    g_assert_false (frontier->points[i].is_fitted);
}

static void
test_one_width (void)
{
  LabExperiment experiment = parse ("sweep=compute grid=8 repeats=3 steps=1000");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);
  g_assert_cmpint (frontier->state, ==, LAB_FRONTIER_ONE_WIDTH);
  g_assert_cmpuint (frontier->point_count, ==, 0);
}

/* A repeat that one width lacks is taken away from all: targets differ in height. */
static void
test_missing_runs (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=40000");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  guint kept = 0;
  for (guint i = 0; i < curve->sample_count; i++)
    if (curve->samples[i].group != 3 || curve->samples[i].repeat != 2)
      curve->samples[kept++] = curve->samples[i];
  curve->sample_count = kept;
  g_autoptr (LabFrontier) two = lab_frontier_new (curve);
  g_assert_cmpuint (two->repeats, ==, 2);
  g_assert_cmpuint (two->widths, ==, 7);
  g_assert_cmpfloat_with_epsilon (two->power.exponent, -0.4, 0.02);

  kept = 0;
  for (guint i = 0; i < curve->sample_count; i++)
    if (curve->samples[i].group != 3 || curve->samples[i].repeat == 2)
      curve->samples[kept++] = curve->samples[i];
  curve->sample_count = kept;
  g_autoptr (LabFrontier) fewer = lab_frontier_new (curve);
  g_assert_cmpuint (fewer->widths, ==, 6);

  curve->sample_count = 0;
  g_autoptr (LabFrontier) none = lab_frontier_new (curve);
  g_assert_cmpint (none->state, ==, LAB_FRONTIER_ONE_WIDTH);
}

/* The interval holds the true slope in most of 100 made curves, and shrinks with the scatter. */
static void
test_coverage (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=40000");
  g_autoptr (LabCurve) clean = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) truth = lab_frontier_new (clean);
  guint held = 0;
  for (guint seed = 1; seed <= 100; seed++) {
    g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 0.05, seed);
    g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);
    held += frontier->power.valid && frontier->power.low <= truth->power.exponent &&
            frontier->power.high >= truth->power.exponent;
  }
  g_test_message ("held: %u of 100", held);
  g_assert_cmpuint (held, >=, 88);
}

static void
test_words (void)
{
  LabExperiment experiment = parse (WIDTHS "steps=40000 d=2");
  g_autoptr (LabCurve) curve = made_curve (&experiment, -0.4, 1e-6, 1);
  g_autoptr (LabFrontier) frontier = lab_frontier_new (curve);
  g_autofree char *measured = lab_frontier_describe (frontier);
  g_autofree char *theory = lab_frontier_theory (frontier);

  g_test_message ("%s | %s", measured, theory);
  g_assert_nonnull (strstr (measured, "best of 7 widths"));
  g_assert_nonnull (strstr (measured, "the best width goes from 12 to 64."));
  g_assert_nonnull (strstr (measured, "C^−0.40"));
  g_assert_nonnull (strstr (measured, "From there on the largest width, 64, leads"));
  g_assert_nonnull (strstr (theory, "kernel picture: C^−0.40, N like C^0.40, T like C^0.60"));
  g_assert_nonnull (strstr (theory, "one pass: C^−0.33, N like C^0.33, T like C^0.67"));
  g_assert_nonnull (strstr (theory, "version 3: C^−0.14 in the worst case"));
  g_assert_cmpstr (lab_frontier_state_name (frontier->state), ==, "told");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frontier/known-envelope", test_known_envelope);
  g_test_add_func ("/frontier/growth", test_growth);
  g_test_add_func ("/frontier/out-of-steps", test_out_of_steps);
  g_test_add_func ("/frontier/smallest-leads", test_smallest_leads);
  g_test_add_func ("/frontier/one-width", test_one_width);
  g_test_add_func ("/frontier/missing-runs", test_missing_runs);
  g_test_add_func ("/frontier/coverage", test_coverage);
  g_test_add_func ("/frontier/words", test_words);
  return g_test_run ();
}
