/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A language model in training: a grammar of two tokens back is learnt by either optimiser and all kinds of
 * positions, bytes repeat, and what is measured is what was trained on. */
#include "small-trainer.h"

#include <math.h>
#include <string.h>

#define TOKENS     12
#define VOCABULARY 7
#define WINDOWS    40
#define COUNT      (WINDOWS * TOKENS)

typedef struct
{
  float x[COUNT], label[COUNT];
} Text;

static const LabModelShape language_shape = {.input = {LAB_INPUT_TOKENS, TOKENS, VOCABULARY},
                                             .width = 16,
                                             .heads = 2,
                                             .depth = 2,
                                             .feed_forward = 2,
                                             .causal = TRUE,
                                             .per_token = TRUE,
                                             .positions = LAB_POSITIONS_RELATIVE};

static const LabTrainingSettings language_settings = {.loss = LAB_LOSS_CROSS_ENTROPY,
                                                      .optimizer = LAB_OPTIMIZER_ADAMW,
                                                      .schedule = LAB_SCHEDULE_CONSTANT,
                                                      .learning_rate = 4e-3,
                                                      .clip = 1,
                                                      .steps = 300,
                                                      .batch = WINDOWS};

/* A token is 3 times the last one plus the one before that, modulo 7; the first prediction, which cannot be
 * known, does not count. */
static void
draw_text (Text *text)
{
  LabRandom random;

  lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint w = 0; w < WINDOWS; w++) {
    guint before = lab_random_below (&random, VOCABULARY);
    guint last = lab_random_below (&random, VOCABULARY);

    for (guint t = 0; t < TOKENS; t++) {
      const guint next = (3 * last + before) % VOCABULARY;

      text->x[w * TOKENS + t] = (float)before;
      text->label[w * TOKENS + t] = t == 0 ? -1 : (float)last;
      before = last;
      last = next;
    }
  }
}

static double
train (LabTrainer *trainer, const Text *text, guint steps)
{
  double loss = NAN;

  for (guint step = 0; step < steps; step++)
    loss = lab_trainer_step (trainer, text->x, text->label, NULL);
  return loss;
}

static double
mean_loss (LabTrainer *trainer, const Text *text)
{
  double losses[COUNT], sum = 0;
  guint count = 0;

  g_assert_true (lab_trainer_measure (trainer, WINDOWS, text->x, text->label, NULL, losses, NULL));
  for (guint i = 0; i < COUNT; i++)
    if (!isnan (losses[i])) {
      sum += losses[i];
      count++;
    }
  g_assert_cmpuint (count, ==, WINDOWS * (TOKENS - 1));
  return sum / count;
}

static void
test_learns (void)
{
  g_autofree Text *text = g_new (Text, 1);

  draw_text (text);
  for (guint positions = 0; positions < LAB_POSITIONS_COUNT; positions++)
    for (guint tied = 0; tied < 2; tied++) {
      LabModelShape shape = language_shape;

      shape.positions = positions;
      shape.tied = tied;
      g_autoptr (LabTrainer) trainer = make_trainer (&shape, &language_settings, 0);
      const double before = mean_loss (trainer, text);

      g_assert_cmpfloat_with_epsilon (before, log (VOCABULARY), 0.15);
      g_assert_cmpfloat_with_epsilon (train (trainer, text, 1), before, 1e-5);
      train (trainer, text, language_settings.steps);
      g_test_message ("positions %u tied %u: %g", positions, tied, mean_loss (trainer, text));
      g_assert_cmpfloat (mean_loss (trainer, text), <, 0.3);
    }
}

/* Small steps down the gradient of everything lower the loss each time. */
static void
test_descends (void)
{
  g_autofree Text *text = g_new (Text, 1);
  LabTrainingSettings settings = language_settings;
  double loss = INFINITY;

  draw_text (text);
  settings.optimizer = LAB_OPTIMIZER_SGD;
  settings.learning_rate = 0.05;
  g_autoptr (LabTrainer) trainer = make_trainer (&language_shape, &settings, 0);
  for (guint step = 0; step < 40; step++) {
    const double next = train (trainer, text, 1);

    g_assert_cmpfloat (next, <, loss);
    loss = next;
  }
  g_assert_cmpfloat (loss, <, log (VOCABULARY) - 0.1);
}

static void
test_repeats (void)
{
  g_autofree Text *text = g_new (Text, 1);
  const gsize bytes = lab_model_shape_parameters (&language_shape) * sizeof (float);

  draw_text (text);
  g_autoptr (LabTrainer) first = make_trainer (&language_shape, &language_settings, 2);
  g_autoptr (LabTrainer) again = make_trainer (&language_shape, &language_settings, 2);
  train (first, text, 20);
  train (again, text, 20);
  g_assert_cmpmem (lab_trainer_parameters (first), bytes, lab_trainer_parameters (again), bytes);
}

/* Windows named by index are those at their place; the share of a label does not depend on how the batch is
 * cut into chunks. */
static void
test_indices (void)
{
  g_autofree Text *text = g_new (Text, 1), *reversed = g_new (Text, 1);
  const gsize count = lab_model_shape_parameters (&language_shape);
  guint32 rows[WINDOWS];
  double worst = 0;

  draw_text (text);
  for (guint w = 0; w < WINDOWS; w++) {
    rows[w] = WINDOWS - 1 - w;
    memcpy (reversed->x + w * TOKENS, text->x + rows[w] * TOKENS, TOKENS * sizeof (float));
    memcpy (reversed->label + w * TOKENS, text->label + rows[w] * TOKENS, TOKENS * sizeof (float));
  }
  g_autoptr (LabTrainer) by_index = make_trainer (&language_shape, &language_settings, 2);
  g_autoptr (LabTrainer) by_copy = make_trainer (&language_shape, &language_settings, 2);
  g_autoptr (LabTrainer) in_order = make_trainer (&language_shape, &language_settings, 2);
  g_assert_true (lab_trainer_step (by_index, text->x, text->label, rows) ==
                 lab_trainer_step (by_copy, reversed->x, reversed->label, NULL));
  g_assert_cmpmem (lab_trainer_parameters (by_index), count * sizeof (float),
                   lab_trainer_parameters (by_copy), count * sizeof (float));
  g_assert_cmpfloat_with_epsilon (train (in_order, text, 1), mean_loss (in_order, text), 0.1);
  for (gsize i = 0; i < count; i++)
    worst = MAX (worst, fabs ((double)lab_trainer_parameters (by_index)[i] -
                              (double)lab_trainer_parameters (in_order)[i]));
  g_assert_cmpfloat (worst, <, 1e-3);
}

int
main (int argc, char **argv)
{
  const TrainerTest tests[] = {
      {"learns", test_learns},
      {"descends", test_descends},
      {"repeats", test_repeats},
      {"indices", test_indices},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  if (!add_trainer_tests ("trainer-language", tests, G_N_ELEMENTS (tests)))
    return 0;
  return g_test_run ();
}
