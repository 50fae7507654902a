/* The trainer as its callers see it: what it learns, repeats, refuses and reports. */
#include "core/random.h"
#include "transformer/simd-level.h"
#include "transformer/parameters.h"
#include "transformer/trainer.h"

#include <math.h>
#include <string.h>

#define DIMENSION 16
#define POINTS    300

static const LabModelShape small_shape = {.input_dimension = DIMENSION,
                                          .tokens = 4,
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

static void
draw_data (Data *data)
{
  LabRandom random;

  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, POINTS * DIMENSION, data->x);
  lab_random_fill_normal (&random, POINTS, data->label);
}

static LabTrainer *
make_trainer (const LabModelShape *shape, const LabTrainingSettings *settings, guint32 run)
{
  g_autoptr (GError) error = NULL;
  LabTrainer *trainer = lab_trainer_new (shape, settings, 5, run, &error);

  g_assert_no_error (error);
  g_assert_nonnull (trainer);
  return trainer;
}

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

/* A step on 300 points runs in several chunks. Its gradient, read off the change of the
 * parameters, is the sum of 300 steps of one point each. */
static void
test_chunks_add_up (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings all = small_settings, one = small_settings;
  const gsize count = lab_model_shape_parameters (&small_shape);
  g_autofree double *sum = g_new0 (double, count);
  g_autofree float *start = g_new (float, count);
  double worst = 0, scale = 0;

  draw_data (data);
  all.optimizer = one.optimizer = LAB_OPTIMIZER_GD;
  all.learning_rate = one.learning_rate = 1;
  all.clip = one.clip = 0;
  all.batch = POINTS;
  one.batch = 1;
  g_autoptr (LabTrainer) whole = make_trainer (&small_shape, &all, 0);
  g_autoptr (LabTrainer) single = make_trainer (&small_shape, &one, 0);
  memcpy (start, lab_trainer_parameters (single), count * sizeof (float));
  for (guint32 i = 0; i < POINTS; i++) {
    memcpy (lab_trainer_parameters (single), start, count * sizeof (float));
    lab_trainer_step (single, data->x, data->label, &i);
    for (gsize j = 0; j < count; j++)
      sum[j] += (double)start[j] - lab_trainer_parameters (single)[j];
  }
  lab_trainer_step (whole, data->x, data->label, NULL);
  for (gsize j = 0; j < count; j++) {
    const double gradient = (double)start[j] - lab_trainer_parameters (whole)[j];

    scale = MAX (scale, fabs (gradient));
    worst = MAX (worst, fabs (gradient - sum[j] / POINTS));
  }
  g_assert_cmpfloat (scale, >, 1e-3);
  g_assert_cmpfloat (worst, <, 1e-5 * scale);
}

/* The prediction of a point is the same bytes at every place of every chunk. */
static void
test_prediction_knows_its_row_only (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings settings = small_settings;
  float together[POINTS], alone;

  draw_data (data);
  settings.batch = POINTS; /* chunks as large as they come */
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  lab_trainer_predict (trainer, POINTS, data->x, together);
  for (guint i = 0; i < POINTS; i += 7) {
    lab_trainer_predict (trainer, 1, data->x + i * DIMENSION, &alone);
    g_assert_cmpmem (&alone, sizeof alone, together + i, sizeof alone);
    if (i >= 5) {
      float some[5 + 1];

      lab_trainer_predict (trainer, 6, data->x + (i - 5) * DIMENSION, some);
      g_assert_cmpmem (some, sizeof some, together + i - 5, sizeof some);
    }
  }
}

/* indices select and order rows. */
static void
test_indices (void)
{
  g_autofree Data *data = g_new (Data, 1), *picked = g_new0 (Data, 1);
  g_autoptr (LabTrainer) by_index = make_trainer (&small_shape, &small_settings, 0);
  g_autoptr (LabTrainer) by_copy = make_trainer (&small_shape, &small_settings, 0);
  guint32 indices[16];

  draw_data (data);
  for (guint i = 0; i < 16; i++) {
    indices[i] = 299 - 17 * i;
    memcpy (picked->x + i * DIMENSION, data->x + indices[i] * DIMENSION,
            DIMENSION * sizeof (float));
    picked->label[i] = data->label[indices[i]];
  }
  g_assert_cmpfloat (lab_trainer_step (by_index, data->x, data->label, indices), ==,
                     lab_trainer_step (by_copy, picked->x, picked->label, NULL));
  g_assert_cmpmem (
      lab_trainer_parameters (by_index), lab_model_shape_parameters (&small_shape) * sizeof (float),
      lab_trainer_parameters (by_copy), lab_model_shape_parameters (&small_shape) * sizeof (float));
}

static void
test_divergence (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings settings = small_settings;
  const gsize count = lab_model_shape_parameters (&small_shape);
  g_autofree float *before = g_new (float, count);
  double loss = 0;
  guint step = 0;

  draw_data (data);
  settings.optimizer = LAB_OPTIMIZER_SGD;
  settings.learning_rate = 1000;
  settings.clip = 0;
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  for (; step < 100 && isfinite (loss); step++) {
    memcpy (before, lab_trainer_parameters (trainer), count * sizeof (float));
    loss = lab_trainer_step (trainer, data->x, data->label, NULL);
  }
  g_assert_false (isfinite (loss));
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, step - 1);
  g_assert_cmpmem (before, count * sizeof (float), lab_trainer_parameters (trainer),
                   count * sizeof (float));
}

/* One point whose label is not a number must not spoil the parameters. */
static void
test_not_a_number (void)
{
  g_autofree Data *data = g_new (Data, 1);
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &small_settings, 0);
  const float before = lab_trainer_parameters (trainer)[0];

  draw_data (data);
  data->label[3] = NAN;
  g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, NULL)));
  draw_data (data);
  data->x[5] = NAN;
  g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, NULL)));
  g_assert_cmpfloat (lab_trainer_parameters (trainer)[0], ==, before);
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, 0);
}

typedef struct
{
  const Data *data;
  guint32 run;
  gsize count;
  float *parameters;
} Training;

static gpointer
train (gpointer user_data)
{
  Training *training = user_data;
  LabTrainingSettings settings = small_settings;
  g_autoptr (LabTrainer) trainer = NULL;

  settings.batch = 40;
  trainer = make_trainer (&small_shape, &settings, training->run);
  for (guint step = 0; step < 60; step++)
    lab_trainer_step (trainer, training->data->x, training->data->label, NULL);
  training->parameters =
      g_memdup2 (lab_trainer_parameters (trainer), training->count * sizeof (float));
  return NULL;
}

static void
test_same_bytes_in_threads (void)
{
  g_autofree Data *data = g_new (Data, 1);
  const gsize count = lab_model_shape_parameters (&small_shape);
  Training sequential[2] = {{data, 0, count, NULL}, {data, 1, count, NULL}};
  Training parallel[2] = {{data, 0, count, NULL}, {data, 1, count, NULL}};
  GThread *thread[2];

  draw_data (data);
  for (guint i = 0; i < 2; i++)
    train (&sequential[i]);
  for (guint i = 0; i < 2; i++)
    thread[i] = g_thread_new ("training", train, &parallel[i]);
  for (guint i = 0; i < 2; i++) {
    g_thread_join (thread[i]);
    g_assert_cmpmem (sequential[i].parameters, count * sizeof (float), parallel[i].parameters,
                     count * sizeof (float));
  }
  g_assert_cmpint (
      memcmp (sequential[0].parameters, sequential[1].parameters, count * sizeof (float)), !=, 0);
  for (guint i = 0; i < 2; i++) {
    g_free (sequential[i].parameters);
    g_free (parallel[i].parameters);
  }
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

static void
add_level (LabSimdLevel level)
{
  const struct
  {
    const char *name;
    GTestFunc test;
  } tests[] = {{"overfits", test_overfits},
               {"scale-of-gradient", test_scale_of_gradient},
               {"chunks-add-up", test_chunks_add_up},
               {"prediction-knows-its-row-only", test_prediction_knows_its_row_only},
               {"indices", test_indices},
               {"divergence", test_divergence},
               {"not-a-number", test_not_a_number},
               {"same-bytes-in-threads", test_same_bytes_in_threads},
               {"clipping-and-decay", test_clipping_and_decay}};

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path =
        g_strdup_printf ("/trainer/%s/%s", lab_simd_level_name (level), tests[i].name);

    g_test_add_func (path, tests[i].test);
  }
}

/* The level is a setting of the process: one pass over the tests for each. */
int
main (int argc, char **argv)
{
  LabSimdLevel level;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  if (!lab_simd_level_choose (&level, NULL)) {
    g_print ("1..0 # SKIP this processor does not have %s\n", g_getenv (LAB_SIMD_ENVIRONMENT));
    return 0;
  }
  add_level (level);
  g_test_add_data_func ("/trainer/descent/gd", GUINT_TO_POINTER (LAB_OPTIMIZER_GD), test_descent);
  g_test_add_data_func ("/trainer/descent/sgd", GUINT_TO_POINTER (LAB_OPTIMIZER_SGD), test_descent);
  return g_test_run ();
}
