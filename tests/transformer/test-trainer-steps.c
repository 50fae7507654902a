/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of the trainer: what it reads, repeats, and refuses. */
#include "small-trainer.h"
#include "transformer/trainer-testing.h"

#include <math.h>
#include <string.h>

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

/* Whatever was asked for is abandoned before its first chunk, and done in full once the stop is taken
 * back: the state is that of a trainer that was never stopped. */
static void
test_stop (void)
{
  g_autofree Data *data = g_new (Data, 1);
  LabTrainingSettings settings = small_settings;
  const gsize bytes = lab_model_shape_parameters (&small_shape) * sizeof (float);
  const gsize rows = (gsize)small_shape.depth * POINTS * small_shape.width;
  g_autofree float *before = g_malloc (bytes), *activations = g_new0 (float, rows);
  float predictions[POINTS] = {0};
  gint stop = FALSE;
  double loss;

  draw_data (data);
  settings.batch = POINTS;
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  g_autoptr (LabTrainer) free = make_trainer (&small_shape, &settings, 0);
  lab_trainer_set_stop (trainer, &stop);
  memcpy (before, lab_trainer_parameters (trainer), bytes);
  stop = TRUE;
  g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, NULL)));
  g_assert_cmpmem (lab_trainer_parameters (trainer), bytes, before, bytes);
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, 0);
  g_assert_false (lab_trainer_predict (trainer, POINTS, data->x, predictions));
  g_assert_cmpfloat (predictions[0], ==, 0);
  g_assert_false (lab_trainer_activations (trainer, POINTS, data->x, TRUE, activations));
  g_assert_cmpfloat (activations[0], ==, 0);

  stop = FALSE;
  loss = lab_trainer_step (free, data->x, data->label, NULL);
  g_assert_cmpfloat (lab_trainer_step (trainer, data->x, data->label, NULL), ==, loss);
  g_assert_cmpmem (lab_trainer_parameters (trainer), bytes, lab_trainer_parameters (free), bytes);
  g_assert_true (lab_trainer_predict (trainer, POINTS, data->x, predictions));
  g_assert_true (lab_trainer_activations (trainer, POINTS, data->x, TRUE, activations));
  stop = TRUE;
  lab_trainer_set_stop (trainer, NULL);
  g_assert_true (isfinite (lab_trainer_step (trainer, data->x, data->label, NULL)));
}

#define HUGE_BATCH 2000000

static gpointer
set_soon (gpointer stop)
{
  g_usleep (50 * G_TIME_SPAN_MILLISECOND);
  g_atomic_int_set ((gint *)stop, TRUE);
  return NULL;
}

/* A step of minutes, stopped from another thread on its way, is abandoned without an update. */
static void
test_stop_within_a_step (void)
{
  g_autofree Data *data = g_new (Data, 1);
  g_autofree guint32 *indices = g_new (guint32, HUGE_BATCH);
  LabTrainingSettings settings = small_settings;
  const gsize bytes = lab_model_shape_parameters (&small_shape) * sizeof (float);
  g_autofree float *before = NULL;
  gint stop = FALSE;
  GThread *thread;

  draw_data (data);
  for (guint32 i = 0; i < HUGE_BATCH; i++)
    indices[i] = i % POINTS;
  settings.batch = HUGE_BATCH;
  g_autoptr (LabTrainer) trainer = make_trainer (&small_shape, &settings, 0);
  before = g_memdup2 (lab_trainer_parameters (trainer), bytes);
  lab_trainer_set_stop (trainer, &stop);
  thread = g_thread_new ("stop", set_soon, &stop);
  g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, indices)));
  g_assert_cmpmem (lab_trainer_parameters (trainer), bytes, before, bytes);
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, 0);
  g_thread_join (thread);
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

int
main (int argc, char **argv)
{
  static const TrainerTest tests[] = {
      {"chunks-add-up", test_chunks_add_up},
      {"prediction-knows-its-row-only", test_prediction_knows_its_row_only},
      {"indices", test_indices},
      {"divergence", test_divergence},
      {"not-a-number", test_not_a_number},
      {"stop", test_stop},
      {"stop-within-a-step", test_stop_within_a_step},
      {"same-bytes-in-threads", test_same_bytes_in_threads},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  if (!add_trainer_tests ("trainer-steps", tests, G_N_ELEMENTS (tests)))
    return 0;
  return g_test_run ();
}
