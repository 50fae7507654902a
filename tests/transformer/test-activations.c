/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The activations that a trainer gives out: from those of the last block follows the prediction, and
 * a block that adds nothing leaves them as they were. */
#include "core/random.h"
#include "transformer/parameters.h"
#include "transformer/trainer.h"

#include <math.h>
#include <string.h>

#define N      37 /* more than a register, less than a multiple of it */
#define D      12
#define TOKENS 4
#define WIDTH  8
#define DEPTH  2

/* As the final LayerNorm of the model. */
#define EPSILON 1e-5

typedef struct
{
  LabModelShape shape;
  LabParameterLayout layout;
  LabTrainer *trainer;
  float x[N][D];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const LabTrainingSettings settings = {.optimizer = LAB_OPTIMIZER_SGD,
                                        .schedule = LAB_SCHEDULE_CONSTANT,
                                        .learning_rate = 0.1,
                                        .steps = 1,
                                        .batch = 16};
  LabRandom random;

  fixture->shape = (LabModelShape){.input = {.tokens = TOKENS, .features = D / TOKENS},
                                   .width = WIDTH,
                                   .heads = 2,
                                   .depth = DEPTH,
                                   .feed_forward = 2};
  lab_parameter_layout_init (&fixture->layout, &fixture->shape);
  fixture->trainer = lab_trainer_new (&fixture->shape, &settings, 5, 0, NULL, NULL);
  lab_random_init (&random, 3, 0, LAB_STREAM_TEST_POINTS);
  lab_random_fill_normal (&random, N * D, fixture->x[0]);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_trainer_free (fixture->trainer);
}

/* LayerNorm of one token (WIDTH), its product with the head. */
static double
read_token (const Fixture *fixture, const float *token)
{
  const float *parameters = lab_trainer_parameters (fixture->trainer);
  double mean = 0.0, square = 0.0, sum = 0.0;

  for (guint i = 0; i < WIDTH; i++)
    mean += (double)token[i] / WIDTH;
  for (guint i = 0; i < WIDTH; i++)
    square += pow ((double)token[i] - mean, 2.0) / WIDTH;
  for (guint i = 0; i < WIDTH; i++)
    sum += (double)parameters[fixture->layout.head + i] *
           ((double)parameters[fixture->layout.final_gain + i] * ((double)token[i] - mean) /
                sqrt (square + EPSILON) +
            (double)parameters[fixture->layout.final_bias + i]);
  return sum;
}

static void
test_prediction (Fixture *fixture, gconstpointer data)
{
  float rows[DEPTH][N][TOKENS][WIDTH];
  float predictions[N];

  lab_trainer_predict (fixture->trainer, N, fixture->x[0], predictions);
  lab_trainer_activations (fixture->trainer, N, fixture->x[0], FALSE, rows[0][0][0]);
  for (guint e = 0; e < N; e++) {
    double sum = (double)lab_trainer_parameters (fixture->trainer)[fixture->layout.head_bias];

    for (guint t = 0; t < TOKENS; t++)
      sum += read_token (fixture, rows[DEPTH - 1][e][t]) / TOKENS;
    g_assert_cmpfloat_with_epsilon (sum, (double)predictions[e], 2e-5);
  }
}

static void
test_pooled (Fixture *fixture, gconstpointer data)
{
  float rows[DEPTH][N][TOKENS][WIDTH];
  float pooled[DEPTH][N][WIDTH];

  lab_trainer_activations (fixture->trainer, N, fixture->x[0], FALSE, rows[0][0][0]);
  lab_trainer_activations (fixture->trainer, N, fixture->x[0], TRUE, pooled[0][0]);
  for (guint b = 0; b < DEPTH; b++)
    for (guint e = 0; e < N; e++)
      for (guint i = 0; i < WIDTH; i++) {
        double mean = 0.0;

        for (guint t = 0; t < TOKENS; t++)
          mean += (double)rows[b][e][t][i] / TOKENS;
        g_assert_cmpfloat_with_epsilon (mean, (double)pooled[b][e][i], 1e-5);
      }
}

static void
test_idle_block (Fixture *fixture, gconstpointer data)
{
  const LabBlockLayout *last = &fixture->layout.block[DEPTH - 1];
  float *parameters = lab_trainer_parameters (fixture->trainer);
  float rows[DEPTH][N][TOKENS][WIDTH];

  lab_trainer_activations (fixture->trainer, N, fixture->x[0], FALSE, rows[0][0][0]);
  g_assert_cmpint (memcmp (rows[0], rows[1], sizeof rows[0]), !=, 0);
  memset (parameters + last->attention_output, 0, WIDTH * WIDTH * sizeof (float));
  memset (parameters + last->contract, 0,
          WIDTH * WIDTH * fixture->shape.feed_forward * sizeof (float));
  memset (parameters + last->contract_bias, 0, WIDTH * sizeof (float));
  lab_trainer_activations (fixture->trainer, N, fixture->x[0], FALSE, rows[0][0][0]);
  g_assert_cmpmem (rows[0], sizeof rows[0], rows[1], sizeof rows[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/activations/prediction", Fixture, NULL, set_up, test_prediction, tear_down);
  g_test_add ("/activations/pooled", Fixture, NULL, set_up, test_pooled, tear_down);
  g_test_add ("/activations/idle-block", Fixture, NULL, set_up, test_idle_block, tear_down);
  return g_test_run ();
}
