/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning rate over a run, and settings that are refused. */
#include "core/error.h"
#include "transformer/schedule.h"
#include "transformer/trainer.h"

#include <math.h>

static const LabModelShape small_shape = {.input = {.tokens = 4, .features = 4},
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

/* The default of runs: 5 % warm-up, a cosine down to 2 %. */
static void
test_cosine (void)
{
  const LabScheduleShape shape = {LAB_SCHEDULE_COSINE, 0.05, 0.02, 0.0, 1000};
  double highest = 0;

  g_assert_cmpuint (lab_schedule_warm_up_steps (&shape), ==, 50);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 0), 1.0 / 50, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 49), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 50), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 525), 0.51, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 1000), 0.02, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&shape, 5000), 0.02, 1e-12);
  for (guint step = 0; step < 1000; step++)
    highest = MAX (highest, lab_schedule_share (&shape, step));
  g_assert_cmpfloat (highest, ==, 1.0);
}

static void
test_other_shapes (void)
{
  const LabScheduleShape constant = {LAB_SCHEDULE_CONSTANT, 0.0, 0.0, 0.0, 1000};
  const LabScheduleShape linear = {LAB_SCHEDULE_LINEAR, 0.0, 0.0, 0.0, 1000};
  const LabScheduleShape wsd = {LAB_SCHEDULE_WSD, 0.1, 0.5, 0.6, 1000};

  g_assert_cmpuint (lab_schedule_warm_up_steps (&constant), ==, 0);
  g_assert_cmpfloat (lab_schedule_share (&constant, 0), ==, 1.0);
  g_assert_cmpfloat (lab_schedule_share (&constant, 999), ==, 1.0);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&linear, 0), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&linear, 250), 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&linear, 999), 0.001, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&wsd, 99), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&wsd, 700), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&wsd, 850), 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_share (&wsd, 1000), 0.5, 1e-12);
}

static void
assert_refused (LabModelShape shape, LabTrainingSettings settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTrainer) trainer = lab_trainer_new (&shape, &settings, 1, 0, NULL, &error);

  g_assert_null (trainer);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

static void
test_bad_settings (void)
{
  LabTrainingSettings settings = small_settings;
  LabModelShape shape = small_shape;

  shape.input.features = 0;
  assert_refused (shape, settings);
  shape.input.features = LAB_MODEL_INPUT_MAX / shape.input.tokens + 1;
  assert_refused (shape, settings);
  shape = small_shape;
  shape.heads = 5;
  assert_refused (shape, settings);
  shape = small_shape;
  shape.depth = LAB_MODEL_DEPTH_MAX + 1;
  assert_refused (shape, settings);
  settings.learning_rate = NAN;
  assert_refused (small_shape, settings);
  settings = small_settings;
  settings.final_rate = 1.5;
  assert_refused (small_shape, settings);
  settings = small_settings;
  settings.warm_up = 0.5;
  settings.stable = 0.6;
  assert_refused (small_shape, settings);
  settings = small_settings;
  settings.batch = 0;
  assert_refused (small_shape, settings);
  settings = small_settings;
  settings.clip = -1;
  assert_refused (small_shape, settings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/schedule/cosine", test_cosine);
  g_test_add_func ("/schedule/other-shapes", test_other_shapes);
  g_test_add_func ("/schedule/bad-settings", test_bad_settings);
  return g_test_run ();
}
