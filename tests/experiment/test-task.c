/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every task of the table: that it is whole, and that what it draws fits what it says. */
#include "core/error.h"
#include "experiment/language.h"
#include "experiment/task.h"

#include <string.h>

/* The default experiment of a task; a language (which this keeps) is opened. */
static void
make (guint task, LabExperiment *experiment)
{
  static LabCorpus *chain;

  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  experiment->task = task;
  experiment->n = 64;
  if (task != LAB_TASK_LANGUAGE)
    return;
  const LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_MARKOV);
  if (chain == NULL)
    chain = lab_corpus_new (&source, NULL, NULL);
  g_assert_nonnull (chain);
  experiment->language = source;
  lab_experiment_settle_language (experiment);
  lab_experiment_take_corpus (experiment, chain);
}

/* Whether a task draws points or tokens that are vectors. */
static gboolean
draws_vectors (guint task)
{
  return !lab_task_info (task)->deals;
}

static void
assert_words (const char *words)
{
  g_assert_nonnull (words);
  g_assert_cmpuint (strlen (words), >, 0);
}

static guint
count_of (const char *text, const char *piece)
{
  guint count = 0;

  for (const char *at = text; (at = strstr (at, piece)) != NULL; at += strlen (piece))
    count++;
  return count;
}

static void
test_words (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    const LabTaskInfo *task = lab_task_info (i);

    assert_words (lab_task_names[i]);
    assert_words (task->label);
    assert_words (task->n_label);
    assert_words (task->n_axis);
    assert_words (task->examples);
    assert_words (task->labelled);
    assert_words (task->shown);
    assert_words (task->columns.repeat);
    assert_words (task->columns.n);
    assert_words (task->columns.training_points);
    assert_words (task->columns.training_loss);
    assert_words (task->columns.validation_loss);
    assert_words (task->columns.validation_labels);
    g_assert_cmpuint (task->loss, <, LAB_LOSS_COUNT);
    g_assert_cmpuint (count_of (task->extra_words, "%s"), ==, 2);
    g_assert_cmpuint (count_of (task->extra_words, "%"), ==, 2);
    g_assert_cmpuint (count_of (task->split_words, "%s"), ==, 1);
    g_assert_cmpuint (count_of (task->split_words, "%"), ==, 1);
    for (guint k = 0; k < i; k++) {
      g_assert_cmpstr (lab_task_names[i], !=, lab_task_names[k]);
      g_assert_cmpstr (task->label, !=, lab_task_info (k)->label);
    }
  }
  g_assert_null (lab_task_names[LAB_TASK_COUNT]);
}

static void
assert_error (const LabExperiment *experiment)
{
  const LabErrorWords *error = lab_task_info (experiment->task)->error_words (experiment);

  assert_words (error->name);
  assert_words (error->axis_label);
  assert_words (error->unit);
  assert_words (error->column);
  assert_words (error->meaning);
  assert_words (error->of_table);
  assert_words (error->of_labels);
  g_assert_cmpstr (lab_experiment_error_name (experiment), ==, error->name);
  g_assert_null (strpbrk (error->column, " ,\n\""));
}

static void
test_error (void)
{
  float label[] = {0.5F, -0.5F};
  LabPointSet file = {.label = label};
  LabExperiment experiment;
  const LabErrorWords *drawn, *unknown, *known;

  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    make (i, &experiment);
    assert_error (&experiment);
    if (!lab_task_info (i)->takes_files)
      continue;
    drawn = lab_task_info (i)->error_words (&experiment);
    experiment.points = &file;
    experiment.noise = 0.0;
    assert_error (&experiment);
    unknown = lab_task_info (i)->error_words (&experiment);
    experiment.noise = 0.5;
    assert_error (&experiment);
    known = lab_task_info (i)->error_words (&experiment);
    g_assert_cmpstr (unknown->column, !=, known->column);
    g_assert_cmpstr (unknown->meaning, !=, known->meaning);
    g_assert_cmpstr (known->unit, !=, drawn->unit);
  }
}

/* Each refuses a D that does not hold its data, with the key in the sentence. */
static void
test_check (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    g_autoptr (GError) error = NULL;
    LabExperiment experiment;

    make (i, &experiment);
    g_assert_true (lab_task_info (i)->check (&experiment, &error));
    g_assert_no_error (error);
    g_assert_true (lab_experiment_check (&experiment, &error));
    if (!draws_vectors (i))
      continue;
    experiment.ambient_dimension = 1;
    g_assert_false (lab_task_info (i)->check (&experiment, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
    g_assert_true (g_str_has_prefix (error->message, "D=1: D must be 0 (chosen)"));
  }
}

/* What is drawn has the shape that the model reads and answers. */
static void
test_draw (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    LabExperiment experiment;
    LabRunPlan plan;
    LabRunSource source, other;
    LabModelShape shape;

    make (i, &experiment);
    lab_experiment_plan (&experiment, 0, &plan);
    lab_experiment_model_shape (&experiment, &plan, &shape);
    lab_experiment_run_source (&experiment, &plan, &source);
    g_autoptr (LabRunSampler) sampler = lab_run_sampler_new (&source, NULL, NULL);
    g_assert_nonnull (sampler);
    for (guint role = draws_vectors (i) ? LAB_DATA_TRAINING : LAB_DATA_VALIDATION;
         role <= LAB_DATA_TEST; role++) {
      g_autoptr (LabDataset) dataset = lab_run_sampler_draw (sampler, role, 20, NULL, NULL);

      g_assert_nonnull (dataset);
      g_assert_cmpuint (dataset->n, ==, 20);
      g_assert_cmpuint (dataset->ambient_dimension, ==, lab_model_input_row (&shape.input));
      g_assert_cmpuint (dataset->outputs, ==, lab_model_shape_outputs (&shape));
      g_assert_cmpuint (dataset->outputs, ==, source.outputs);
    }
    g_assert_true (lab_run_source_equal (&source, &source));
    experiment.seed++;
    plan.repeat++; /* the same language, other data */
    lab_experiment_run_source (&experiment, &plan, &other);
    g_assert_false (lab_run_source_equal (&source, &other));
  }
}

/* For a picture: fewer coordinates, and words for it. */
static void
test_bare (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    const LabTaskInfo *task = lab_task_info (i);
    LabExperiment experiment;
    LabRunPlan plan;
    LabRunSource source;

    if (!draws_vectors (i))
      continue;
    make (i, &experiment);
    experiment.ambient_noise = 1.0;
    lab_experiment_plan (&experiment, 0, &plan);
    lab_experiment_run_source (&experiment, &plan, &source);
    lab_run_source_bare (&source);
    g_autoptr (LabRunSampler) sampler = lab_run_sampler_new (&source, NULL, NULL);
    g_autoptr (LabDataset) dataset =
        lab_run_sampler_draw (sampler, LAB_DATA_VALIDATION, 5, NULL, NULL);
    g_autofree char *title = task->title (&source, 5), *description = task->describe (&source);
    g_assert_cmpuint (dataset->ambient_dimension, ==,
                      source.outputs * lab_experiment_canonical_dimension (&experiment));
    g_assert_cmpmem (dataset->target, 5 * source.outputs * sizeof (float), dataset->label,
                     5 * source.outputs * sizeof (float));
    assert_words (title);
    assert_words (description);
  }
}

/* Laws of a task are joined with those of the same data alone. */
static void
test_same (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    LabExperiment experiment, other;

    make (i, &experiment);
    other = experiment;
    g_assert_true (lab_task_info (i)->is_same (&experiment, &other));
    other.manifold = LAB_MANIFOLD_SPHERE;
    other.language.order = 1;
    g_assert_false (lab_task_info (i)->is_same (&experiment, &other));
  }
}

/* A law in d and beta, or the reason that there is none. */
static void
test_law (void)
{
  for (guint i = 0; i < LAB_TASK_COUNT; i++) {
    LabExperiment experiment;

    make (i, &experiment);
    g_assert_true ((lab_experiment_why_no_law (&experiment) == NULL) ==
                   (lab_experiment_smoothness (&experiment) > 0.0));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/task/words", test_words);
  g_test_add_func ("/experiment/task/error", test_error);
  g_test_add_func ("/experiment/task/check", test_check);
  g_test_add_func ("/experiment/task/draw", test_draw);
  g_test_add_func ("/experiment/task/bare", test_bare);
  g_test_add_func ("/experiment/task/same", test_same);
  g_test_add_func ("/experiment/task/law", test_law);
  return g_test_run ();
}
