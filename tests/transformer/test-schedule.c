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

static void
test_schedule (void)
{
  LabTrainingSettings settings = small_settings;
  double highest = 0;

  settings.schedule = LAB_SCHEDULE_COSINE;
  settings.steps = 1000;
  settings.warm_up = 0.05;
  settings.learning_rate = 4e-3;
  g_assert_cmpuint (lab_schedule_warm_up_steps (&settings), ==, 50);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 0), 4e-3 / 50, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 49), 4e-3, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 50), 4e-3, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 525), 4e-3 * 0.51, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 1000), 4e-3 * 0.02, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_schedule_rate (&settings, 5000), 4e-3 * 0.02, 1e-12);
  for (guint step = 0; step < 1000; step++)
    highest = MAX (highest, lab_schedule_rate (&settings, step));
  g_assert_cmpfloat (highest, ==, 4e-3);
  settings.schedule = LAB_SCHEDULE_CONSTANT;
  g_assert_cmpuint (lab_schedule_warm_up_steps (&settings), ==, 0);
  g_assert_cmpfloat (lab_schedule_rate (&settings, 0), ==, 4e-3);
  g_assert_cmpfloat (lab_schedule_rate (&settings, 999), ==, 4e-3);
}

static void
assert_refused (LabModelShape shape, LabTrainingSettings settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTrainer) trainer = lab_trainer_new (&shape, &settings, 1, 0, &error);

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
  g_test_add_func ("/schedule/rates", test_schedule);
  g_test_add_func ("/schedule/bad-settings", test_bad_settings);
  return g_test_run ();
}
