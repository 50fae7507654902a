/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every loss against its plain twin, and its gradient against central differences of the twin. */
#include "core/random.h"
#include "transformer/loss.h"

#include <math.h>

#define LABELS 37
#define STEP   1e-4

typedef struct
{
  float prediction[LABELS], label[LABELS];
} Pairs;

static void
draw (Pairs *pairs)
{
  LabRandom random;

  lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, LABELS, pairs->prediction);
  lab_random_fill_normal (&random, LABELS, pairs->label);
}

/* What is measured, as its equation stands. */
static double
plain_loss (LabLossKind kind, double prediction, double label)
{
  g_assert_cmpint ((int)kind, ==, LAB_LOSS_SQUARED_ERROR);
  return pow (prediction - label, 2.0);
}

/* What is descended: of the squared error half. */
static double
plain_descended (LabLossKind kind, double prediction, double label)
{
  return plain_loss (kind, prediction, label) / 2.0;
}

static void
test_forward (void)
{
  Pairs pairs;

  draw (&pairs);
  for (guint kind = 0; kind < LAB_LOSS_COUNT; kind++) {
    const LabLoss *loss = lab_loss_get (kind);
    double sum = 5.0, twin = 5.0;

    g_assert_cmpstr (loss->name, !=, NULL);
    if (loss->of_logits) /* test-language.c */
      continue;
    loss->forward (LABELS, 0.25, pairs.prediction, pairs.label, &sum);
    for (guint i = 0; i < LABELS; i++)
      twin += 0.25 * plain_loss (kind, (double)pairs.prediction[i], (double)pairs.label[i]);
    g_assert_cmpfloat_with_epsilon (sum, twin, 1e-12 * twin);
  }
}

/* In two pieces: the same bytes. */
static void
test_pieces (void)
{
  Pairs pairs;

  draw (&pairs);
  for (guint kind = 0; kind < LAB_LOSS_COUNT; kind++) {
    const LabLoss *loss = lab_loss_get (kind);
    double whole = 0, pieces = 0;

    if (loss->of_logits)
      continue;
    loss->forward (LABELS, 1.0 / 3.0, pairs.prediction, pairs.label, &whole);
    loss->forward (10, 1.0 / 3.0, pairs.prediction, pairs.label, &pieces);
    loss->forward (LABELS - 10, 1.0 / 3.0, pairs.prediction + 10, pairs.label + 10, &pieces);
    g_assert_true (whole == pieces);
  }
}

static void
test_backward (void)
{
  Pairs pairs;
  float gradient[LABELS];

  draw (&pairs);
  for (guint kind = 0; kind < LAB_LOSS_COUNT; kind++) {
    const LabLoss *loss = lab_loss_get (kind);
    double sum = 0, forward = 0;

    if (loss->of_logits)
      continue;
    loss->forward (LABELS, 1.0, pairs.prediction, pairs.label, &forward);
    loss->backward (LABELS, 0.125, pairs.prediction, pairs.label, &sum, gradient);
    g_assert_true (sum == forward);
    for (guint i = 0; i < LABELS; i++) {
      const double at = (double)pairs.prediction[i], label = (double)pairs.label[i];
      const double slope =
          (plain_descended (kind, at + STEP, label) - plain_descended (kind, at - STEP, label)) /
          (2.0 * STEP);

      g_assert_cmpfloat_with_epsilon ((double)gradient[i], 0.125 * slope, 1e-6);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transformer/loss/forward", test_forward);
  g_test_add_func ("/transformer/loss/pieces", test_pieces);
  g_test_add_func ("/transformer/loss/backward", test_backward);
  return g_test_run ();
}
