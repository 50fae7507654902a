/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stopping, counted in looks at the flag: lab_stop_asked() is wrapped (meson.build), each look is counted
 * and the wish comes at a chosen one. No clock. */
#include "core/memory.h"
#include "core/random.h"
#include "core/stop.h"
#include "transformer/model.h"
#include "transformer/trainer-testing.h"
#include "transformer/trainer.h"

#include <math.h>
#include <string.h>

/* Looks so far, and the one at which the flag is set; of this process, which has one thread. */
static guint looks, wish;

gboolean __real_lab_stop_asked (const gint *stop);
gboolean __wrap_lab_stop_asked (const gint *stop);

gboolean
__wrap_lab_stop_asked (const gint *stop)
{
  if (stop != NULL && ++looks >= wish)
    g_atomic_int_set ((gint *)stop, TRUE);
  return __real_lab_stop_asked (stop);
}

/* Some three million parameters, and products that take longer than all else. */
static const LabModelShape shape = {.input = {.tokens = 16, .features = 1},
                                    .width = 256,
                                    .heads = 4,
                                    .depth = 4,
                                    .feed_forward = 4};

#define BATCH    64
#define EXAMPLES ((gsize)BATCH * 16)

/* What may pass between two looks: pieces of products (a tenth of a second at 5e9 a second, a slow
 * core's), and of memory. */
#define FLOP_PER_LOOK  5e8
#define BYTES_PER_LOOK ((gsize)8 << 20)

static LabTrainer *
make_trainer (gint *stop)
{
  const LabTrainingSettings settings = {.optimizer = LAB_OPTIMIZER_ADAMW,
                                        .schedule = LAB_SCHEDULE_CONSTANT,
                                        .learning_rate = 1e-3,
                                        .clip = 1,
                                        .steps = 4,
                                        .batch = BATCH};
  g_autoptr (GError) error = NULL;
  LabTrainer *trainer = lab_trainer_new (&shape, &settings, 5, 0, stop, &error);

  g_assert_no_error (error);
  return trainer;
}

typedef struct
{
  float x[EXAMPLES], label[BATCH];
} Data;

static void
draw_data (Data *data)
{
  LabRandom random;

  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, EXAMPLES, data->x);
  lab_random_fill_normal (&random, BATCH, data->label);
}

static void
begin (gint *stop, guint at)
{
  *stop = FALSE;
  looks = 0;
  wish = at;
}

/* The preparation looks often enough for its memory, and ends at the very look that meets the wish. */
static void
test_preparation (void)
{
  const gsize parameters = lab_model_shape_parameters (&shape);
  gint stop;
  guint all;

  begin (&stop, G_MAXUINT);
  g_autoptr (LabTrainer) trainer = make_trainer (&stop);
  g_assert_nonnull (trainer);
  all = looks;
  g_assert_cmpuint (all, >=,
                    2 * parameters * sizeof (float) / BYTES_PER_LOOK + parameters / 131072);
  for (guint at = 1; at <= all; at++) {
    begin (&stop, at);
    g_assert_null (make_trainer (&stop));
    g_assert_cmpuint (looks, ==, at);
  }
}

/* A step looks once in so many operations at least, and ends within a few looks wherever the wish meets
 * it. What a look costs is left is that of one piece, so few looks are a short time. */
static void
test_step (void)
{
  const double flop = (double)lab_model_shape_training_flop (&shape) * BATCH;
  const gsize bytes = lab_model_shape_parameters (&shape) * sizeof (float);
  g_autofree Data *data = g_new (Data, 1);
  g_autofree float *before = NULL;
  gint stop;
  guint all;

  draw_data (data);
  begin (&stop, G_MAXUINT);
  g_autoptr (LabTrainer) trainer = make_trainer (&stop);
  before = g_memdup2 (lab_trainer_parameters (trainer), bytes);
  begin (&stop, G_MAXUINT);
  g_assert_true (isfinite (lab_trainer_step (trainer, data->x, data->label, NULL)));
  all = looks;
  g_assert_cmpfloat (all, >=, flop / FLOP_PER_LOOK);
  memcpy (lab_trainer_parameters (trainer), before, bytes);
  for (guint at = 1; at < all / 2; at += MAX (all / 24, 1)) {
    begin (&stop, at);
    g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, NULL)));
    g_assert_cmpuint (looks - at, <=, 30);
    g_assert_cmpmem (lab_trainer_parameters (trainer), bytes, before, bytes);
    g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, 1);
  }
  begin (&stop, all - 1);
  g_assert_true (isnan (lab_trainer_step (trainer, data->x, data->label, NULL)));
  g_assert_cmpuint (lab_trainer_steps_done (trainer), ==, 1);
}

/* Large memory is zeroed and copied piece by piece: nothing beyond the piece before the wish. */
static void
test_memory (void)
{
  const gsize bytes = 3 * BYTES_PER_LOOK + 100;
  g_autofree char *from = g_malloc (bytes), *to = g_malloc (bytes);
  gint stop;

  memset (from, 1, bytes);
  memset (to, 2, bytes);
  begin (&stop, 3);
  g_assert_false (lab_memory_copy (to, from, bytes, &stop));
  g_assert_cmpint (to[2 * BYTES_PER_LOOK - 1], ==, 1);
  g_assert_cmpint (to[2 * BYTES_PER_LOOK], ==, 2);
  begin (&stop, 3);
  g_assert_false (lab_memory_clear (to, bytes, &stop));
  g_assert_cmpint (to[2 * BYTES_PER_LOOK - 1], ==, 0);
  g_assert_cmpint (to[2 * BYTES_PER_LOOK], ==, 2);
  g_assert_true (lab_memory_copy (to, from, bytes, NULL));
  g_assert_cmpmem (to, bytes, from, bytes);
  g_assert_true (lab_memory_clear (to, bytes, NULL));
  for (gsize i = 0; i < bytes; i++)
    g_assert_true (to[i] == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stop/memory", test_memory);
  g_test_add_func ("/stop/preparation", test_preparation);
  g_test_add_func ("/stop/step", test_step);
  return g_test_run ();
}
