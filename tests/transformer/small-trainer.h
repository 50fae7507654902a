/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small trainer, data for it, and tests of it at the SIMD level that the environment names. */
#pragma once

#include "core/random.h"
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"
#include "transformer/trainer.h"

#define DIMENSION 16
#define POINTS    300

static const LabModelShape small_shape = {.input = {.tokens = 4, .features = DIMENSION / 4},
                                          .width = 12,
                                          .heads = 3,
                                          .depth = 2,
                                          .feed_forward = 2};

static const LabTrainingSettings small_settings = {.optimizer = LAB_OPTIMIZER_ADAMW,
                                                   .schedule = LAB_SCHEDULE_CONSTANT,
                                                   .learning_rate = 3e-3,
                                                   .clip = 1,
                                                   .steps = 400,
                                                   .batch = 16};

typedef struct
{
  float x[POINTS * DIMENSION];
  float label[POINTS];
} Data;

/* Normal points and labels, always the same. */
static inline void
draw_data (Data *data)
{
  LabRandom random;

  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, POINTS * DIMENSION, data->x);
  lab_random_fill_normal (&random, POINTS, data->label);
}

static inline LabTrainer *
make_trainer (const LabModelShape *shape, const LabTrainingSettings *settings, guint32 run)
{
  g_autoptr (GError) error = NULL;
  LabTrainer *trainer = lab_trainer_new (shape, settings, 5, run, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (trainer);
  return trainer;
}

typedef struct
{
  const char *name;
  GTestFunc test;
} TrainerTest;

/* The level is a setting of the process: one pass over the tests for each. FALSE: this processor
 * does not have it, which is said. */
static inline gboolean
add_trainer_tests (const char *prefix, const TrainerTest *tests, guint count)
{
  LabSimdLevel level;

  if (!lab_simd_level_choose (&level, NULL)) {
    g_print ("1..0 # SKIP this processor does not have %s\n", g_getenv (LAB_SIMD_ENVIRONMENT));
    return FALSE;
  }
  for (guint i = 0; i < count; i++) {
    g_autofree char *path =
        g_strdup_printf ("/%s/%s/%s", prefix, lab_simd_level_name (level), tests[i].name);

    g_test_add_func (path, tests[i].test);
  }
  return TRUE;
}
