/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The knock-out that chooses a run's step, against the same run put together by hand: every network
 * kept, every label met, rounds played on a table. */
#include "experiment/run/run.h"
#include "experiment/run/run-testing.h"

#include <math.h>
#include <string.h>

#include "experiment/experiment-keys.h"
#include "parse.h"

#define LABELS LAB_VALIDATION_EXTRA_LABELS

/* What a plain run knows: squared errors of each evaluation on each row. */
typedef struct
{
  guint count;
  double label_error[LAB_EVALUATIONS_MAX][LABELS];
  double target_error[LAB_EVALUATIONS_MAX][LABELS];
  double risk[LAB_EVALUATIONS_MAX];
} Table;

static void
fill (Table *table, LabTrainer *trainer, const LabDataset *validation, const LabDataset *test)
{
  static float predictions[LAB_TEST_POINTS];

  lab_trainer_predict (trainer, LABELS, validation->x, predictions);
  for (guint i = 0; i < LABELS; i++) {
    table->label_error[table->count][i] =
        pow ((double)predictions[i] - (double)validation->label[i], 2);
    table->target_error[table->count][i] =
        pow ((double)predictions[i] - (double)validation->target[i], 2);
  }
  lab_trainer_predict (trainer, LAB_TEST_POINTS, test->x, predictions);
  table->risk[table->count] = 0;
  for (guint i = 0; i < LAB_TEST_POINTS; i++)
    table->risk[table->count] +=
        pow ((double)predictions[i] - (double)test->target[i], 2) / LAB_TEST_POINTS;
  table->count++;
}

static void
train_plainly (const LabExperiment *experiment, Table *table)
{
  LabRunPlan plan;
  LabModelShape shape;
  LabTrainingSettings settings;
  LabDataSource source;
  guint steps[LAB_EVALUATIONS_MAX];

  lab_experiment_plan (experiment, 0, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  lab_experiment_training (experiment, &plan, &settings);
  lab_experiment_data_source (experiment, &plan, &source);
  lab_run_evaluation_steps (experiment, steps);
  g_autoptr (LabDataset) training = lab_dataset_new (&source, LAB_DATA_TRAINING, plan.n, NULL);
  g_autoptr (LabDataset) validation = lab_dataset_new (&source, LAB_DATA_VALIDATION, LABELS, NULL);
  g_autoptr (LabDataset) test = lab_dataset_new (&source, LAB_DATA_TEST, LAB_TEST_POINTS, NULL);
  g_autoptr (LabTrainer) trainer =
      lab_trainer_new (&shape, &settings, experiment->seed, 0, NULL, NULL);
  for (guint step = 1; step <= experiment->steps; step++) {
    lab_trainer_step (trainer, training->x, training->label, NULL);
    if (step == steps[table->count])
      fill (table, trainer, validation, test);
  }
}

static double
mean (const double *errors, guint count)
{
  double sum = 0;

  for (guint i = 0; i < count; i++)
    sum += errors[i];
  return sum / count;
}

/* Leaves in the `left` of smallest loss on `labels` labels; returns how many met them. */
static void
play (const Table *table, gboolean *in, guint *met, guint labels, guint left)
{
  gboolean still[LAB_EVALUATIONS_MAX] = {FALSE};

  for (guint i = 0; i < table->count; i++)
    if (in[i])
      met[i] = labels;
  for (guint place = 0; place < left; place++) {
    int best = -1;

    for (guint i = 0; i < table->count; i++)
      if (in[i] && !still[i] &&
          (best < 0 ||
           mean (table->label_error[i], labels) < mean (table->label_error[best], labels)))
        best = (int)i;
    /* The last step has a seat but in the last round. */
    if (place == left - 1 && left > 1 && !still[table->count - 1])
      best = (int)table->count - 1;
    if (best >= 0)
      still[best] = TRUE;
  }
  memcpy (in, still, sizeof still);
}

static void
test_knock_out (gconstpointer text)
{
  LabExperiment experiment = parse (text);
  g_autofree Table *table = g_new0 (Table, 1);
  gboolean in[LAB_EVALUATIONS_MAX];
  guint met[LAB_EVALUATIONS_MAX] = {0};
  LabRunPlan plan;

  train_plainly (&experiment, table);
  for (guint i = 0; i < table->count; i++)
    in[i] = TRUE;
  play (table, in, met, 64, 5);
  play (table, in, met, 128, 3);
  play (table, in, met, 256, 2);
  play (table, in, met, LABELS, 1);

  lab_experiment_plan (&experiment, 0, &plan);
  g_autoptr (LabRun) run = lab_run_train (&experiment, &plan, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpint (run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpuint (run->evaluation_count, ==, table->count);
  g_assert_cmpuint (run->validation_labels, ==, LABELS);
  g_assert_true (in[run->chosen]);
  for (guint i = 0; i < table->count; i++) {
    const LabEvaluation *evaluation = &run->evaluations[i];
    double risk = in[i] ? table->risk[i] : mean (table->target_error[i], met[i]);

    g_assert_cmpuint (evaluation->labels, ==, met[i]);
    g_assert_cmpuint (evaluation->points, ==, in[i] ? LAB_TEST_POINTS : met[i]);
    g_assert_cmpfloat_with_epsilon (evaluation->validation_loss,
                                    mean (table->label_error[i], met[i]), 1e-9);
    g_assert_cmpfloat_with_epsilon (evaluation->excess_risk, risk, 1e-9);
  }
}

/* The choice is worth its labels: over several noisy runs the chosen step's risk is near that of
 * the best step, and far from the last one's. */
static void
test_choice_is_good (void)
{
  double chosen = 0, best = 0, last = 0;

  for (guint seed = 1; seed <= 6; seed++) {
    g_autofree char *text =
        g_strdup_printf ("optimizer=gd learning_rate=0.3 d=1 D=4 width=16 depth=1 "
                         "tokens=2 sigma=1 grid=32 steps=2000 repeats=1 seed=%u",
                         seed);
    LabExperiment experiment = parse (text);
    g_autofree Table *table = g_new0 (Table, 1);
    double least = G_MAXDOUBLE;
    LabRunPlan plan;

    train_plainly (&experiment, table);
    lab_experiment_plan (&experiment, 0, &plan);
    g_autoptr (LabRun) run = lab_run_train (&experiment, &plan, NULL, NULL, NULL, NULL, NULL);
    for (guint i = 0; i < table->count; i++)
      least = MIN (least, table->risk[i]);
    chosen += log (lab_run_excess_risk (run));
    best += log (least);
    last += log (table->risk[table->count - 1]);
  }
  g_test_message ("geometric means over the best: chosen %.3f, last %.3f",
                  exp ((chosen - best) / 6), exp ((last - best) / 6));
  g_assert_cmpfloat (chosen - best, <, 6 * log (1.15));
  g_assert_cmpfloat (last - best, >, 6 * log (1.3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/experiment/run-choice/overfitting",
                        "optimizer=gd learning_rate=0.3 d=1 D=4 width=16 depth=1 tokens=2 sigma=1 "
                        "grid=32 steps=2000 repeats=1",
                        test_knock_out);
  g_test_add_data_func ("/experiment/run-choice/still-learning",
                        "optimizer=gd learning_rate=0.1 d=2 D=4 width=8 depth=1 tokens=2 sigma=0.5 "
                        "grid=256 steps=100 repeats=1",
                        test_knock_out);
  g_test_add_func ("/experiment/run-choice/worth-its-labels", test_choice_is_good);
  return g_test_run ();
}
