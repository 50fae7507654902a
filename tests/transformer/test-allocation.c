/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A training step and a prediction ask for no memory: malloc and its relatives are counted.
 *
 * The count stands on names that the GNU C library offers beside the public ones; sanitizers bring
 * allocators of their own, and there the test has nothing to count. */
#include "transformer/trainer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#define DIMENSION 16
#define POINTS    200

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTING 1
static guint allocations;

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t count, size_t size);
void *__libc_realloc (void *block, size_t size);
void *__libc_memalign (size_t alignment, size_t size);

void *
malloc (size_t size)
{
  allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  allocations++;
  return __libc_calloc (count, size);
}

void *
realloc (void *block, size_t size)
{
  allocations++;
  return __libc_realloc (block, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  allocations++;
  return __libc_memalign (alignment, size);
}

int
posix_memalign (void **block, size_t alignment, size_t size)
{
  allocations++;
  *block = __libc_memalign (alignment, size);
  return *block ? 0 : ENOMEM;
}
#endif

static void
test_language_allocates_nothing (void)
{
#ifdef COUNTING
  const LabModelShape shape = {.input = {LAB_INPUT_TOKENS, DIMENSION, 7},
                               .width = 16,
                               .heads = 2,
                               .depth = 2,
                               .feed_forward = 2,
                               .causal = TRUE,
                               .per_token = TRUE,
                               .positions = LAB_POSITIONS_RELATIVE};
  const LabTrainingSettings settings = {.loss = LAB_LOSS_CROSS_ENTROPY,
                                        .optimizer = LAB_OPTIMIZER_ADAMW,
                                        .schedule = LAB_SCHEDULE_COSINE,
                                        .learning_rate = 1e-3,
                                        .clip = 1,
                                        .steps = 10,
                                        .batch = 40};
  static float x[POINTS * DIMENSION], label[POINTS * DIMENSION];
  static double losses[POINTS * DIMENSION];
  g_autoptr (LabTrainer) trainer = lab_trainer_new (&shape, &settings, 1, 0, NULL, NULL);
  guint before;

  g_assert_nonnull (trainer);
  for (guint i = 0; i < POINTS * DIMENSION; i++) {
    x[i] = (float)(i % 7);
    label[i] = (float)(i % 5) - 1;
  }
  before = allocations;
  for (guint step = 0; step < 5; step++)
    g_assert_true (isfinite (lab_trainer_step (trainer, x, label, NULL)));
  lab_trainer_measure (trainer, POINTS, x, label, NULL, losses, NULL);
  g_assert_cmpuint (allocations, ==, before);
#else
  g_test_skip ("allocations cannot be counted in this build");
#endif
}

static void
test_step_allocates_nothing (void)
{
#ifdef COUNTING
  const LabModelShape shape = {{LAB_INPUT_VECTORS, 4, DIMENSION / 4},
                               16,
                               2,
                               2,
                               2,
                               FALSE,
                               FALSE,
                               LAB_POSITIONS_LEARNED,
                               FALSE};
  const LabTrainingSettings settings = {.optimizer = LAB_OPTIMIZER_ADAMW,
                                        .schedule = LAB_SCHEDULE_COSINE,
                                        .learning_rate = 1e-3,
                                        .clip = 1,
                                        .steps = 10,
                                        .batch = 150};
  static float x[POINTS * DIMENSION], label[POINTS], predictions[POINTS];
  guint before = allocations;
  g_autoptr (LabTrainer) trainer = lab_trainer_new (&shape, &settings, 1, 0, NULL, NULL);

  g_assert_nonnull (trainer);
  g_assert_cmpuint (allocations, >, before);
  for (guint i = 0; i < POINTS * DIMENSION; i++)
    x[i] = (float)(i % 7) - 3;
  before = allocations;
  for (guint step = 0; step < 5; step++)
    lab_trainer_step (trainer, x, label, NULL);
  lab_trainer_predict (trainer, POINTS, x, predictions);
  g_assert_cmpuint (allocations, ==, before);
#else
  g_test_skip ("allocations cannot be counted in this build");
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/allocation/step", test_step_allocates_nothing);
  g_test_add_func ("/allocation/language", test_language_allocates_nothing);
  return g_test_run ();
}
