/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A language model's training, timed: bench-language WIDTH VOCABULARY SECONDS
 *
 * 2 blocks, heads of 16, feed-forward 4 m, windows of 64 tokens, 2,048 tokens a step, AdamW at a constant rate,
 * clipped; tokens are random: only arithmetic is timed. Prints steps a second of processor time, the share of the
 * multiply-add peak that they are, and the share of a step that lookup, softmax and loss take, the output's
 * product left out. FLOP are counted as everywhere (transformer/model.h): causal attention as full, so that
 * what it leaves out counts as done. */
#include "clock.h"
#include "core/random.h"
#include "language-parts.h"
#include "peak.h"
#include "transformer/simd-level-testing.h"
#include "transformer/trainer.h"

#include <stdio.h>
#include <stdlib.h>

#define TOKENS  64
#define WINDOWS 32
#define BATCHES 8 /* of different windows, in turn */

typedef struct
{
  double gflops; /* multiply-adds at their fastest */
  double parts;  /* seconds */
} Yardsticks;

static Yardsticks
measure_yardsticks (const LabModelShape *shape)
{
  LabSimdLevel level = LAB_SIMD_BASELINE;

  lab_simd_level_choose (&level, NULL);
#ifdef __x86_64__
  if (level == LAB_SIMD_AVX512)
    return (Yardsticks){peak_gflops_float_avx512 (0.5),
                        language_parts_float_avx512 (shape, WINDOWS, 0.5)};
  if (level == LAB_SIMD_AVX2)
    return (Yardsticks){peak_gflops_float_avx2 (0.5),
                        language_parts_float_avx2 (shape, WINDOWS, 0.5)};
#endif
  return (Yardsticks){peak_gflops_float_baseline (0.5),
                      language_parts_float_baseline (shape, WINDOWS, 0.5)};
}

static double
measure_step (LabTrainer *trainer, const float *x, const float *label, double seconds)
{
  const double start = bench_seconds ();
  double elapsed;
  guint steps = 0;

  do {
    const gsize at = (gsize)(steps % BATCHES) * WINDOWS * TOKENS;

    lab_trainer_step (trainer, x + at, label + at, NULL);
    steps++;
    elapsed = bench_seconds () - start;
  } while (elapsed < seconds);
  return elapsed / steps;
}

static int
run (guint width, guint vocabulary, double seconds)
{
  const LabModelShape shape = {.input = {LAB_INPUT_TOKENS, TOKENS, vocabulary},
                               .width = width,
                               .heads = MAX (width / 16, 1),
                               .depth = 2,
                               .feed_forward = 4,
                               .causal = TRUE,
                               .per_token = TRUE,
                               .positions = LAB_POSITIONS_RELATIVE};
  const LabTrainingSettings settings = {.loss = LAB_LOSS_CROSS_ENTROPY,
                                        .optimizer = LAB_OPTIMIZER_ADAMW,
                                        .schedule = LAB_SCHEDULE_CONSTANT,
                                        .learning_rate = 1e-3,
                                        .weight_decay = 0.1,
                                        .clip = 1,
                                        .steps = G_MAXUINT,
                                        .batch = WINDOWS};
  const gsize count = (gsize)BATCHES * WINDOWS * TOKENS;
  g_autofree float *x = g_new (float, count), *label = g_new (float, count);
  g_autoptr (LabTrainer) trainer = lab_trainer_new (&shape, &settings, 1, 0, NULL, NULL);
  LabRandom random;
  double step, flop;

  if (trainer == NULL)
    return 1;
  lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
  for (gsize i = 0; i < count; i++) {
    x[i] = (float)lab_random_below (&random, vocabulary);
    label[i] = (float)lab_random_below (&random, vocabulary);
  }
  measure_step (trainer, x, label, seconds / 5);
  step = measure_step (trainer, x, label, seconds);
  const Yardsticks yardsticks = measure_yardsticks (&shape);
  flop = (double)lab_model_shape_training_flop (&shape) * WINDOWS;
  printf ("{\"width\": %u, \"vocabulary\": %u, \"steps_per_second\": %.5g, \"gflops\": %.5g, "
          "\"peak_gflops\": %.5g, \"share_of_peak\": %.4g, \"share_of_vocabulary\": %.4g}\n",
          width, vocabulary, 1 / step, flop / step * 1e-9, yardsticks.gflops,
          flop / step * 1e-9 / yardsticks.gflops, yardsticks.parts / step);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc != 4) {
    fprintf (stderr, "usage: bench-language WIDTH VOCABULARY SECONDS\n");
    return 2;
  }
  return run ((guint)atoi (argv[1]), (guint)atoi (argv[2]), g_ascii_strtod (argv[3], NULL));
}
