/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's trainer, timed; and the same task written out for a peer.
 *
 *   bench-train peak
 *     GFLOP/s of multiply-adds of the chosen instruction set.
 *   bench-train export WIDTH HEADS BATCH FILE
 *     Parameters and data of one task as floats: parameters (N), x (ROWS, D), label (ROWS), with
 *     the counts on standard output.
 *   bench-train train WIDTH HEADS BATCH SECONDS
 *     The first 50 losses, then steps per second.
 *   bench-train pair WIDTH HEADS BATCH SECONDS
 *     Steps per second (wall clock) of one training and of two at once on two threads, medians of
 *     rounds; the same ratio in processor time, which leaves out what other programs take; and
 *     whether the parameters are the same bytes as when they run one after the other.
 *
 * The task: T = 16 tokens of 8 coordinates, 2 blocks, feed-forward 4 m, AdamW at a constant rate,
 * clipped; batches are consecutive rows, data are random: only arithmetic is compared. */
#include "clock.h"
#include "core/random.h"
#include "peak.h"
#include "transformer/simd-level.h"
#include "transformer/simd-level-testing.h"
#include "transformer/trainer.h"
#include "transformer/trainer-testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIMENSION     128
#define TOKENS        16
#define BATCHES       16 /* in the data set, taken in turn */
#define COMPARED      50 /* steps whose losses are printed */
#define LEARNING_RATE 1e-3
#define WEIGHT_DECAY  0.1
#define PAIR_ROUNDS   7  /* of one and of two trainings, in turn */
#define WARM_UP       20 /* steps before them */

typedef struct
{
  LabModelShape shape;
  LabTrainingSettings settings;
  guint rows;
  float *x, *label;
} Task;

static gboolean
parse_count (const char *word, guint *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (word, 10, 1, 4096, &value, NULL)) {
    fprintf (stderr, "bench-train: \"%s\" is not a number between 1 and 4096\n", word);
    return FALSE;
  }
  *count = (guint)value;
  return TRUE;
}

static gboolean
task_init (Task *task, char **words)
{
  LabRandom random;

  task->shape = (LabModelShape){
      .input = {.tokens = TOKENS, .features = DIMENSION / TOKENS}, .depth = 2, .feed_forward = 4};
  task->settings = (LabTrainingSettings){.optimizer = LAB_OPTIMIZER_ADAMW,
                                         .schedule = LAB_SCHEDULE_CONSTANT,
                                         .learning_rate = LEARNING_RATE,
                                         .weight_decay = WEIGHT_DECAY,
                                         .clip = 1,
                                         .steps = G_MAXUINT};
  if (!parse_count (words[0], &task->shape.width) || !parse_count (words[1], &task->shape.heads) ||
      !parse_count (words[2], &task->settings.batch))
    return FALSE;
  task->rows = BATCHES * task->settings.batch;
  task->x = g_new (float, (gsize)task->rows *DIMENSION);
  task->label = g_new (float, task->rows);
  lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, (gsize)task->rows * DIMENSION, task->x);
  for (guint i = 0; i < task->rows; i++)
    task->label[i] =
        sinf (2 * task->x[(gsize)i * DIMENSION]) + 0.5f * task->x[(gsize)i * DIMENSION + 9];
  return TRUE;
}

static LabTrainer *
make_trainer (const Task *task, guint32 run)
{
  g_autoptr (GError) error = NULL;
  LabTrainer *trainer = lab_trainer_new (&task->shape, &task->settings, 1, run, NULL, &error);

  if (!trainer) {
    fprintf (stderr, "bench-train: %s\n", error->message);
    exit (1);
  }
  return trainer;
}

static double
step (LabTrainer *trainer, const Task *task)
{
  const gsize start = (gsize)(lab_trainer_steps_done (trainer) % BATCHES) * task->settings.batch;

  return lab_trainer_step (trainer, task->x + start * DIMENSION, task->label + start, NULL);
}

static int
run_export (const Task *task, const char *file_name)
{
  const gsize parameters = lab_model_shape_parameters (&task->shape);
  g_autoptr (LabTrainer) trainer = make_trainer (task, 0);
  FILE *file = fopen (file_name, "wb");
  gboolean good;

  if (!file) {
    fprintf (stderr, "bench-train: cannot write %s\n", file_name);
    return 1;
  }
  good =
      fwrite (lab_trainer_parameters (trainer), sizeof (float), parameters, file) == parameters &&
      fwrite (task->x, sizeof (float) * DIMENSION, task->rows, file) == task->rows &&
      fwrite (task->label, sizeof (float), task->rows, file) == task->rows;
  if (fclose (file) != 0 || !good) {
    fprintf (stderr, "bench-train: cannot write %s\n", file_name);
    return 1;
  }
  printf (
      "{\"parameters\": %" G_GSIZE_FORMAT ", \"rows\": %u, \"step_flop\": %" G_GUINT64_FORMAT "}\n",
      parameters, task->rows, lab_model_shape_training_flop (&task->shape) * task->settings.batch);
  return 0;
}

static int
run_train (const Task *task, double seconds)
{
  g_autoptr (LabTrainer) trainer = make_trainer (task, 0);
  guint steps = 0;
  double start, elapsed;

  printf ("{\"losses\": [");
  for (guint i = 0; i < COMPARED; i++)
    printf ("%s%.9g", i ? ", " : "", step (trainer, task));
  start = bench_seconds ();
  do {
    for (guint i = 0; i < 4; i++, steps++)
      step (trainer, task);
    elapsed = bench_seconds () - start;
  } while (elapsed < seconds);
  printf ("], \"steps_per_second\": %.6g}\n", steps / elapsed);
  return 0;
}

/* One of the trainings of a pair, and what a round of its steps took. */
typedef struct
{
  const Task *task;
  LabTrainer *trainer;
  guint steps; /* of a round */
  guint *waiting;
  gint64 begin, end; /* microseconds of the wall clock */
  double processor;  /* seconds of the thread */
} Training;

/* Starts when all the others it is to run beside have come as far: making threads is not timed. */
static gpointer
train_round (gpointer data)
{
  Training *training = data;
  double start;

  g_atomic_int_dec_and_test (training->waiting);
  while (g_atomic_int_get (training->waiting) > 0)
    g_thread_yield ();
  training->begin = g_get_monotonic_time ();
  start = bench_seconds ();
  for (guint i = 0; i < training->steps; i++)
    step (training->trainer, training->task);
  training->processor = bench_seconds () - start;
  training->end = g_get_monotonic_time ();
  return NULL;
}

/* Runs `count` trainings at once; returns the seconds from the first begin to the last end. */
static double
run_round (Training *trainings, guint count)
{
  GThread *thread[2];
  guint waiting = count;
  gint64 begin, end;

  for (guint i = 0; i < count; i++) {
    trainings[i].waiting = &waiting;
    thread[i] = g_thread_new ("training", train_round, &trainings[i]);
  }
  for (guint i = 0; i < count; i++)
    g_thread_join (thread[i]);
  begin = trainings[0].begin;
  end = trainings[0].end;
  for (guint i = 1; i < count; i++) {
    begin = MIN (begin, trainings[i].begin);
    end = MAX (end, trainings[i].end);
  }
  return (double)(end - begin) * 1e-6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
median (double *values, guint count)
{
  qsort (values, count, sizeof *values, compare_doubles);
  return values[count / 2];
}

/* Rounds of one training, of the other and of both, in turn: what else the machine does meets all
 * of them. The trainers live through all rounds, so that neither making them nor the first use of
 * their memory is timed. */
static int
run_pair (const Task *task, double seconds)
{
  const gsize bytes = lab_model_shape_parameters (&task->shape) * sizeof (float);
  Training alone[2], both[2];
  double one[PAIR_ROUNDS], two[PAIR_ROUNDS], processor[PAIR_ROUNDS];
  gboolean same = TRUE;
  guint steps;

  for (guint i = 0; i < 2; i++) {
    alone[i] = (Training){.task = task, .trainer = make_trainer (task, i), .steps = WARM_UP};
    both[i] = (Training){.task = task, .trainer = make_trainer (task, i), .steps = WARM_UP};
  }
  steps = (guint)(WARM_UP * seconds / (PAIR_ROUNDS * run_round (&alone[0], 1))) + 1;
  run_round (&alone[1], 1);
  run_round (both, 2);
  for (guint i = 0; i < 2; i++)
    alone[i].steps = both[i].steps = steps;
  for (guint round = 0; round < PAIR_ROUNDS; round++) {
    one[round] = 2 * steps / (run_round (&alone[0], 1) + run_round (&alone[1], 1));
    two[round] = 2 * steps / run_round (both, 2);
    processor[round] =
        2 * (alone[0].processor + alone[1].processor) / (both[0].processor + both[1].processor);
  }
  for (guint i = 0; i < 2; i++) {
    same = same && memcmp (lab_trainer_parameters (alone[i].trainer),
                           lab_trainer_parameters (both[i].trainer), bytes) == 0;
    lab_trainer_free (alone[i].trainer);
    lab_trainer_free (both[i].trainer);
  }
  printf ("{\"one\": %.6g, \"two\": %.6g, \"times_processor_time\": %.4g, \"same_bytes\": %s}\n",
          median (one, PAIR_ROUNDS), median (two, PAIR_ROUNDS), median (processor, PAIR_ROUNDS),
          same ? "true" : "false");
  return 0;
}

static int
run_peak (void)
{
  LabSimdLevel level;
  g_autoptr (GError) error = NULL;
  double gflops = 0;

  if (!lab_simd_level_choose (&level, &error)) {
    fprintf (stderr, "bench-train: %s\n", error->message);
    return 1;
  }
#ifdef __x86_64__
  if (level == LAB_SIMD_AVX512)
    gflops = peak_gflops_float_avx512 (1);
  else if (level == LAB_SIMD_AVX2)
    gflops = peak_gflops_float_avx2 (1);
  else
#endif
    gflops = peak_gflops_float_baseline (1);
  printf ("{\"level\": \"%s\", \"gflops\": %.5g}\n", lab_simd_level_name (level), gflops);
  return 0;
}

int
main (int argc, char **argv)
{
  Task task = {0};
  int result = 2;

  if (argc == 2 && strcmp (argv[1], "peak") == 0)
    return run_peak ();
  if (argc == 6 && task_init (&task, argv + 2)) {
    if (strcmp (argv[1], "export") == 0)
      result = run_export (&task, argv[5]);
    else if (strcmp (argv[1], "train") == 0)
      result = run_train (&task, g_ascii_strtod (argv[5], NULL));
    else if (strcmp (argv[1], "pair") == 0)
      result = run_pair (&task, g_ascii_strtod (argv[5], NULL));
  }
  if (result == 2)
    fprintf (stderr,
             "usage: bench-train peak | export|train|pair WIDTH HEADS BATCH FILE|SECONDS\n");
  g_free (task.x);
  g_free (task.label);
  return result;
}
