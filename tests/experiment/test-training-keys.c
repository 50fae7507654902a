/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the training that are mostly left unsaid: what they are then, and what they change. */
#include "experiment/experiment-keys.h"

#include <string.h>

#include "parse.h"
#include "transformer/parameters.h"

/* An older line knows nothing of these keys and is the same experiment; its text is the same, too. */
static void
test_unsaid (void)
{
  static const char *const UNSAID[] = {"warm_up", "final_rate", "stable", "weight_decay",
                                       "head_scale"};
  LabExperiment old = parse ("schedule=cosine optimizer=adamw");
  LabExperiment spelt =
      parse ("warm_up=auto final_rate=auto stable=.8 weight_decay=auto head_scale=1");
  LabExperiment said = parse ("warm_up=0.05");
  g_autofree char *text = lab_experiment_to_text (&old);
  g_autofree char *more = lab_experiment_to_text (&said);

  g_assert_true (lab_experiment_equal (&old, &spelt));
  for (guint i = 0; i < G_N_ELEMENTS (UNSAID); i++)
    g_assert_null (strstr (text, UNSAID[i]));
  g_assert_nonnull (strstr (more, " warm_up=0.05 "));
  g_assert_false (lab_experiment_equal (&old, &said));
}

static void
assert_used (const char *words, const char *key, double value)
{
  LabExperiment experiment = parse (words);
  g_assert_cmpfloat (lab_experiment_get_number (&experiment, key), ==, value);
}

/* auto is a number as soon as it is asked for one, and the training has it. */
static void
test_automatic (void)
{
  assert_used ("schedule=cosine", "warm_up", 0.05);
  assert_used ("schedule=wsd", "warm_up", 0.0);
  assert_used ("schedule=cosine warm_up=0", "warm_up", 0.0);
  assert_used ("schedule=cosine", "final_rate", 0.02);
  assert_used ("schedule=linear", "final_rate", 0.0);
  assert_used ("sigma=.5", "weight_decay", 0.1);
  assert_used ("sigma=0", "weight_decay", 0.0);
  assert_used ("sweep=model sigma=.5", "weight_decay", 0.0);
  assert_used ("optimizer=sgd", "weight_decay", 0.0);

  LabExperiment experiment = parse ("schedule=wsd stable=.5 warm_up=.1 final_rate=.2 head_scale=3 "
                                    "weight_decay=.7");
  LabTrainingSettings settings;
  LabRunPlan plan;
  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_training (&experiment, &plan, &settings);
  g_assert_cmpuint (settings.schedule, ==, LAB_SCHEDULE_WSD);
  g_assert_cmpfloat (settings.warm_up, ==, .1);
  g_assert_cmpfloat (settings.final_rate, ==, .2);
  g_assert_cmpfloat (settings.stable, ==, .5);
  g_assert_cmpfloat (settings.head_scale, ==, 3);
  g_assert_cmpfloat (settings.weight_decay, ==, .7);
}

static void
assert_unused (const char *words, const char *key, gboolean unused)
{
  LabExperiment experiment = parse (words);
  g_assert_cmpint (lab_experiment_key_use (&experiment, key, NULL) != LAB_KEY_COUNTS, ==, unused);
}

static void
test_unused (void)
{
  assert_unused ("schedule=wsd", "stable", FALSE);
  assert_unused ("schedule=linear", "stable", TRUE);
  assert_unused ("schedule=linear", "final_rate", FALSE);
  assert_unused ("schedule=constant", "final_rate", TRUE);
  assert_unused ("optimizer=adamw", "weight_decay", FALSE);
  assert_unused ("optimizer=gd", "weight_decay", TRUE);
}

/* Only the head's weights, and exactly by the factor. */
static void
test_head_scale (void)
{
  LabExperiment one = parse ("width=8 head_scale=1"), four = parse ("width=8 head_scale=4");
  LabTrainingSettings plain, scaled;
  LabModelShape shape;
  LabParameterLayout layout;
  LabRunPlan plan;

  lab_experiment_plan (&one, 0, &plan);
  lab_experiment_model_shape (&one, &plan, &shape);
  lab_experiment_training (&one, &plan, &plain);
  lab_experiment_training (&four, &plan, &scaled);
  lab_parameter_layout_init (&layout, &shape);
  g_autoptr (LabTrainer) small = lab_trainer_new (&shape, &plain, 1, 0, NULL, NULL);
  g_autoptr (LabTrainer) large = lab_trainer_new (&shape, &scaled, 1, 0, NULL, NULL);
  const float *a = lab_trainer_parameters (small), *b = lab_trainer_parameters (large);
  for (gsize i = 0; i < layout.count; i++) {
    gboolean head = i >= layout.head && i < layout.head + shape.width;
    g_assert_true (b[i] == (head ? 4 * a[i] : a[i]));
  }
  g_assert_true (a[layout.head] != 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/training-keys/unsaid", test_unsaid);
  g_test_add_func ("/experiment/training-keys/automatic", test_automatic);
  g_test_add_func ("/experiment/training-keys/unused", test_unused);
  g_test_add_func ("/experiment/training-keys/head-scale", test_head_scale);
  return g_test_run ();
}
