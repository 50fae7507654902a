/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trainer as its callers see it: what it learns, and by which steps. */
#include "small-trainer.h"
#include "transformer/parameters.h"
#include "transformer/trainer-testing.h"

#include <math.h>

static double
mean_squared_error (LabTrainer *trainer, const Data *data, guint n)
{
  float predictions[POINTS];
  double sum = 0;

  lab_trainer_predict (trainer, n, data->x, predictions);
  for (guint i = 0; i < n; i++)
    sum += pow ((double)predictions[i] - data->label[i], 2);
  return sum / n;
}

static void
test_overfits (void)
{
  g_autofree Data *data = g_new (Data, 1);
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &small_settings, 0);
  double before;

  draw_data (data);
  before = mean_squared_error (trainer, data, 16);
  for (guint step = 0; step < small_settings.steps; step++) {
    const double loss = lab_trainer_step (trainer, data->x, data->label, NULL);

    if (step == 0)
      g_assert_cmpfloat_with_epsilon (loss, before, 1e-6 * before);
  }
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, small_settings.steps);
  g_assert_cmpfloat (mean_squared_error (trainer, data, 16), <, 1e-3 * before);
}

/* Plain gradient descent on all points must lower the error at each of its steps when its rate is
 * small: any wrong sign or scale of a gradient shows. */
static void
test_descent (gconstpointer optimizer)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings settings = small_settings;
  double loss = INFINITY;

  draw_data (data);
  settings.optimizer = GPOINTER_TO_UINT (optimizer);
  settings.learning_rate = 0.05;
  settings.batch = POINTS;
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  for (guint step = 0; step < 50; step++) {
    const double next = lab_trainer_step (trainer, data->x, data->label, NULL);

    g_assert_cmpfloat (next, <, loss);
    loss = next;
  }
}

/* The gradient is that of half the mean squared error: for the head's bias, the mean residual. */
static void
test_scale_of_gradient (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings settings = small_settings;
  LabParameterLayout layout;
  float predictions[POINTS];
  double residual = 0, before;

  draw_data (data);
  lab_parameter_layout_init (&layout, &small_shape);
  settings.optimizer = LAB_OPTIMIZER_GD;
  settings.learning_rate = 1;
  settings.clip = 0;
  settings.batch = POINTS;
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  lab_trainer_predict (trainer, POINTS, data->x, predictions);
  for (guint i = 0; i < POINTS; i++)
    residual += ((double)predictions[i] - data->label[i]) / POINTS;
  before = lab_trainer_parameters (trainer)[layout.head_bias];
  lab_trainer_step (trainer, data->x, data->label, NULL);
  g_assert_cmpfloat (fabs (residual), >, 1e-3);
  g_assert_cmpfloat_with_epsilon (before - lab_trainer_parameters (trainer)[layout.head_bias],
                                  residual, 1e-5 * fabs (residual));
}

/* Clipped AdamW on the trainer's own gradient, written out in double. */
static void
test_clipping_and_decay (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings descent = small_settings, settings = small_settings;
  LabParameterLayout layout;
  double norm = 0, worst = 0;

  draw_data (data);
  lab_parameter_layout_init (&layout, &small_shape);
  descent.optimizer = LAB_OPTIMIZER_SGD;
  descent.learning_rate = 1;
  descent.clip = 0.01;
  g_autoptr (LabTrainer) fresh = make_trainer (&small_shape, &descent, 0);
  g_autoptr (LabTrainer) stepped = make_trainer (&small_shape, &descent, 0);
  lab_trainer_step (stepped, data->x, data->label, NULL);
  for (gsize i = 0; i < layout.count; i++)
    norm +=
        pow ((double)lab_trainer_parameters (fresh)[i] - lab_trainer_parameters (stepped)[i], 2);
  g_assert_cmpfloat_with_epsilon (sqrt (norm), 0.01, 1e-6);

  /* The first step of AdamW moves each parameter by its rate against the sign of the gradient, and
   * shrinks matrices by rate * decay. */
  settings.weight_decay = 0.5;
  settings.learning_rate = 0.01;
  settings.clip = 0;
  g_autoptr (LabTrainer) adamw = make_trainer (&small_shape, &settings, 0);
  lab_trainer_step (adamw, data->x, data->label, NULL);
  for (gsize i = 0; i < layout.count; i++) {
    const double start = lab_trainer_parameters (fresh)[i];
    const double gradient = start - lab_trainer_parameters (stepped)[i];
    const double kept = i < layout.matrices ? start * (1 - 0.01 * 0.5) : start;

    if (fabs (gradient) > 1e-5)
      worst = MAX (worst,
                   fabs (lab_trainer_parameters (adamw)[i] - (kept - copysign (0.01, gradient))));
  }
  g_assert_cmpfloat (worst, <, 1e-5);
}

int
main (int argc, char **argv)
{
  static const TrainerTest tests[] = {
      {"overfits", test_overfits},
      {"scale-of-gradient", test_scale_of_gradient},
      {"clipping-and-decay", test_clipping_and_decay},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  if (!add_trainer_tests ("trainer", tests, G_N_ELEMENTS (tests)))
    return 0;
  g_test_add_data_func ("/trainer/descent/gd", GUINT_TO_POINTER (LAB_OPTIMIZER_GD), test_descent);
  g_test_add_data_func ("/trainer/descent/sgd", GUINT_TO_POINTER (LAB_OPTIMIZER_SGD), test_descent);
  return g_test_run ();
}
