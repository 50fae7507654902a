/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of axes: every line says all that is asked of it, and says it truly. */
#include "experiment/axis.h"

#include <math.h>
#include <string.h>

#include "experiment/experiment-keys.h"
#include "session/results-rows.h"

static void
assert_word (LabSweep axis, const char *field, const char *word)
{
  if (word == NULL || *word == '\0')
    g_error ("axis %s lacks %s", lab_axis_names[axis], field);
}

static void
test_words (void)
{
  for (LabSweep i = 0; i < lab_axis_count (); i++) {
    const LabAxis *axis = lab_axis (i);

    assert_word (i, "a name", lab_axis_names[i]);
    assert_word (i, "a symbol", axis->symbol);
    assert_word (i, "a heading", axis->heading);
    assert_word (i, "a short name", axis->short_name);
    LabExperiment experiment;
    lab_experiment_default (i, &experiment);
    const char *label = lab_axis_label (&experiment);
    assert_word (i, "a label", label);
    g_assert_true (axis->label != NULL || lab_axis_has_key (i, "n"));
    assert_word (i, "what is spoken", axis->spoken);
    assert_word (i, "the name of its law", axis->law_name);
    assert_word (i, "an amount", axis->amount);
    /* What stands along the axis names it by its symbol, and a unit only where it is none of a count. */
    g_assert_nonnull (strstr (label, axis->symbol));
    g_assert_true (axis->unit == NULL || (!axis->is_count && strstr (label, axis->unit)));
    for (LabSweep other = 0; other < i; other++) {
      g_assert_cmpstr (lab_axis_names[i], !=, lab_axis_names[other]);
      g_assert_cmpstr (axis->symbol, !=, lab_axis (other)->symbol);
      g_assert_cmpstr (axis->short_name, !=, lab_axis (other)->short_name);
      g_assert_cmpstr (axis->spoken, !=, lab_axis (other)->spoken);
    }
  }
  g_assert_null (lab_axis_names[lab_axis_count ()]);
}

/* With a law there are words for what it says; without, it is said that no theory speaks of the axis. */
static void
test_laws (void)
{
  for (LabSweep i = 0; i < lab_axis_count (); i++) {
    const LabAxis *axis = lab_axis (i);
    LabExperiment experiment;

    lab_experiment_default (i, &experiment);
    LabReferenceLaw law = lab_axis_law (i, 0, &experiment);
    g_assert_true (law.valid == (axis->laws[0] != NULL));
    g_assert_true (law.valid == (axis->theory != LAB_THEORY_NONE));
    g_assert_true (law.valid || isnan (law.exponent));
    g_assert_false (lab_axis_law (i, LAB_AXIS_LAWS, &experiment).valid);
    g_assert_true (law.valid || !(axis->law_has_dimension || axis->law_is_limit));
    if (!law.valid)
      continue;
    assert_word (i, "what a prediction holds fixed", axis->condition);
    assert_word (i, "what more of it means", axis->more);
    assert_word (i, "what less of it means", axis->less);
    g_assert_nonnull (strstr (axis->more, "%s"));
    g_assert_nonnull (strstr (axis->less, "%s"));
    g_assert_true (g_str_has_prefix (law.formula, axis->symbol));
    g_assert_cmpfloat (law.exponent, <, 0.0);
    g_assert_cmpuint (lab_axis_of_theory (axis->theory), ==, i);

    /* Paper A's laws depend on the dimension, and no others do that a measured one is put into. */
    double low = axis->laws[0](1.0, 2.0, 1.0).exponent,
           high = axis->laws[0](1.0, 8.0, 1.0).exponent;
    g_assert_true (!axis->law_has_dimension || low < high);
  }
}

static gboolean
is_column (const LabExperiment *experiment, const char *name)
{
  for (guint i = 0; i < lab_results_column_count (experiment); i++)
    if (g_str_equal (lab_results_column_name (experiment, i), name))
      return TRUE;
  return FALSE;
}

/* Where a run of that plan lies. */
static double
place (const LabExperiment *experiment, const LabRunPlan *plan, guint step)
{
  LabModelShape shape;

  lab_experiment_model_shape (experiment, plan, &shape);
  return lab_axis (experiment->sweep)
      ->place (plan, lab_model_shape_parameters (&shape), step, 1000 * step);
}

/* The key is a number of the experiment, its grid is allowed, and runs lie where it says. */
static void
test_key (void)
{
  for (LabSweep i = 0; i < lab_axis_count (); i++) {
    const LabAxis *axis = lab_axis (i);
    const LabKey *key = lab_experiment_find_key (axis->key);
    LabExperiment experiment, own;
    double before = 0.0;

    g_assert_nonnull (key);
    g_assert_true (key->type == LAB_KEY_INTEGER || key->type == LAB_KEY_REAL);
    g_assert_true (lab_axis_has_key (i, axis->key) && !lab_axis_has_key (i, "seed"));
    lab_experiment_default (i, &experiment);
    g_assert_cmpuint (experiment.sweep, ==, i);
    g_assert_true (is_column (&experiment, axis->column));
    experiment.grid_length = lab_experiment_grid (&experiment, experiment.grid);
    g_assert_cmpuint (experiment.grid_length, >=, 1);
    g_assert_true (lab_experiment_check (&experiment, NULL));
    for (guint point = 0; point < experiment.grid_length; point++) {
      LabRunPlan plan;

      lab_experiment_plan (&experiment, point * experiment.repeats, &plan);
      g_assert_cmpfloat (plan.value, ==, experiment.grid[point]);
      lab_experiment_of_run (&experiment, &plan, &own);
      g_assert_cmpfloat (lab_experiment_get_number (&own, axis->key), ==, experiment.grid[point]);
      g_assert_cmpuint (own.grid_length, ==, experiment.grid_length);
      g_assert_true ((place (&experiment, &plan, 2) > place (&experiment, &plan, 1)) ==
                     axis->is_trajectory);
      g_assert_cmpfloat (place (&experiment, &plan, 1), >, axis->is_trajectory ? 0.0 : before);
      before = place (&experiment, &plan, 1);
      g_assert_true (!axis->is_count || before == floor (before));
    }
  }
}

/* A value planned by hand is the experiment's own but for n, width and depth. */
static void
test_plan_by_hand (void)
{
  LabExperiment experiment, own;
  const LabRunPlan plan = {.n = 100, .width = 6, .depth = 1};

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_assert_true (lab_experiment_of_run (&experiment, &plan, &own) == &own);
  g_assert_cmpuint (own.n, ==, 100);
  g_assert_cmpuint (own.width, ==, 6);
  g_assert_cmpuint (own.depth, ==, 1);
  g_assert_cmpfloat (own.learning_rate, ==, experiment.learning_rate);
  g_assert_cmpfloat (own.grid[own.grid_length - 1], ==, (double)experiment.n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/words", test_words);
  g_test_add_func ("/axis/laws", test_laws);
  g_test_add_func ("/axis/key", test_key);
  g_test_add_func ("/axis/plan-by-hand", test_plan_by_hand);
  return g_test_run ();
}
