/* One run: evaluations, the chosen step, batches, divergence, reproducibility. */
#include "experiment/run.h"

#include <math.h>

#include "experiment/experiment-keys.h"

/* Small enough for tests: a run takes some milliseconds. */
#define SMALL "width=8 depth=1 tokens=2 d=1 D=4 n=64 batch=16 steps=60 repeats=2 grid=32,64"

static LabExperiment
parse (const char *text)
{
  LabExperiment experiment = {0};
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  lab_experiment_parse ((const char *const *)words, &experiment, &error);
  g_assert_no_error (error);
  return experiment;
}

/* The small experiment with other values for some keys. */
static LabExperiment
parse_small (const char *changes)
{
  LabExperiment experiment = parse (SMALL);
  g_auto (GStrv) words = g_strsplit (changes, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
    g_assert_true (lab_experiment_set (&experiment, pair[0], pair[1], NULL));
  }
  g_assert_true (lab_experiment_check (&experiment, NULL));
  return experiment;
}

static LabRun *
train (const LabExperiment *experiment, guint run_index, LabRunControl *control)
{
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;
  lab_experiment_plan (experiment, run_index, &plan);
  LabRun *run = lab_run_train (experiment, &plan, NULL, control, NULL, NULL, &error);
  g_assert_no_error (error);
  return run;
}

static void
assert_same (const LabRun *a, const LabRun *b)
{
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpint (a->chosen, ==, b->chosen);
  g_assert_cmpuint (a->evaluation_count, ==, b->evaluation_count);
  for (guint i = 0; i < a->evaluation_count; i++) {
    const LabEvaluation *first = &a->evaluations[i], *second = &b->evaluations[i];
    g_assert_cmpuint (first->step, ==, second->step);
    g_assert_cmpuint (first->compute, ==, second->compute);
    g_assert_true (first->training_loss == second->training_loss);
    g_assert_true (first->validation_loss == second->validation_loss);
    g_assert_true (first->excess_risk == second->excess_risk);
  }
}

static void
test_evaluation_steps (void)
{
  static const guint LAST[] = {1, 2, 3, 24, 100, 1000, 6000, 1000000};
  for (guint i = 0; i < G_N_ELEMENTS (LAST); i++) {
    for (guint sweep = 0; sweep < LAB_SWEEP_COUNT; sweep++) {
      LabExperiment experiment;
      guint steps[LAB_EVALUATIONS_MAX];
      lab_experiment_default (sweep, &experiment);
      experiment.steps = LAST[i];
      guint count = lab_run_evaluation_steps (&experiment, steps);
      gboolean trajectory = sweep == LAB_SWEEP_TIME || sweep == LAB_SWEEP_COMPUTE;
      g_assert_true (lab_run_is_trajectory (&experiment) == trajectory);
      g_assert_cmpuint (count, <=, trajectory ? 40 : 24);
      if (trajectory)
        g_assert_cmpuint (steps[0], ==, 1);
      /* From a fiftieth on, and there at once: neighbours differ by less than a half. */
      g_assert_cmpuint (50 * steps[0], >=, trajectory ? 50 : LAST[i]);
      g_assert_cmpuint (steps[0], <=, MAX (2, LAST[i] * 3 / 100));
      g_assert_cmpuint (steps[count - 1], ==, LAST[i]);
      for (guint k = 1; k < count; k++)
        g_assert_cmpuint (steps[k], >, steps[k - 1]);
    }
  }
  /* 1000 steps: neighbours more than rounding apart differ by the factor 1000^(1/23). */
  LabExperiment experiment;
  guint steps[LAB_EVALUATIONS_MAX];
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  guint count = lab_run_evaluation_steps (&experiment, steps);
  g_assert_cmpuint (count, ==, 14);
  g_assert_cmpfloat_with_epsilon ((double)steps[count - 2], 1000.0 / pow (1000.0, 1.0 / 23), 0.51);
}

static void
test_what_is_kept (void)
{
  LabExperiment experiment = parse_small ("validation=split");
  guint steps[LAB_EVALUATIONS_MAX];
  guint count = lab_run_evaluation_steps (&experiment, steps);
  g_autoptr (LabRun) run = train (&experiment, 3, NULL);
  g_assert_cmpint (run->status, ==, LAB_RUN_FINISHED);
  g_assert_null (run->reason);
  g_assert_cmpuint (run->plan.repeat, ==, 1);
  g_assert_cmpuint (run->training_points, ==, 56);
  g_assert_cmpuint (run->validation_labels, ==, 8);
  g_assert_cmpuint (run->warm_up_steps, ==, 3);
  g_assert_cmpuint (run->evaluation_count, ==, count);

  LabModelShape shape;
  lab_experiment_model_shape (&experiment, &run->plan, &shape);
  g_assert_cmpuint (run->parameters, ==, lab_model_shape_parameters (&shape));
  for (guint i = 0; i < count; i++) {
    const LabEvaluation *evaluation = &run->evaluations[i];
    g_assert_cmpuint (evaluation->step, ==, steps[i]);
    g_assert_cmpuint (evaluation->compute, ==,
                      steps[i] * 16 * lab_model_shape_training_flop (&shape));
    g_assert_true (isfinite (evaluation->training_loss) && evaluation->training_loss > 0.0);
    g_assert_true (isfinite (evaluation->validation_loss) && evaluation->validation_loss > 0.0);
    g_assert_true (isfinite (evaluation->excess_risk) && evaluation->excess_risk > 0.0);
    g_assert_cmpuint (evaluation->labels, ==, 8);
    g_assert_cmpuint (evaluation->points, ==, (int)i == run->chosen ? LAB_TEST_POINTS : 8);
  }
}

/* The earliest smallest validation loss where all evaluations meet all labels, as those of a small
 * split and of a trajectory do; the last step where no labels choose. */
static void
test_chosen (void)
{
  static const char *const CHANGES[] = {"validation=split", "sweep=time grid=8 validation=extra",
                                        "validation=none"};
  for (guint i = 0; i < G_N_ELEMENTS (CHANGES); i++) {
    g_autofree char *text = g_strconcat ("sigma=2 steps=300 learning_rate=0.02 ", CHANGES[i], NULL);
    LabExperiment experiment = parse_small (text);
    g_autoptr (LabRun) run = train (&experiment, 0, NULL);
    guint chosen = (guint)run->chosen;
    g_assert_cmpuint (chosen, <, run->evaluation_count);
    for (guint k = 0; k < run->evaluation_count && i < 2; k++) {
      double here = run->evaluations[k].validation_loss;
      double best = run->evaluations[chosen].validation_loss;
      g_assert_true (k < chosen ? here > best : here >= best);
    }
    if (i == 2) {
      g_assert_cmpuint (chosen, ==, run->evaluation_count - 1);
      g_assert_true (isnan (run->evaluations[0].validation_loss));
      g_assert_cmpuint (run->evaluations[0].points, ==, 256);
    } else {
      /* Noise twice the target on few points: the last step is far from best. */
      g_assert_cmpuint (chosen, <, run->evaluation_count - 1);
    }
    g_assert_cmpuint (run->evaluations[chosen].points, ==, LAB_TEST_POINTS);
  }
}

/* The same run put together by hand: the data of the repeat, a trainer of the run's own stream, the
 * whole set at each step, and plain sums over test points: 256 on the way, all at the end. */
static void
test_against_a_plain_run (void)
{
  LabExperiment experiment = parse_small ("optimizer=gd learning_rate=0.1 validation=none");
  LabRunPlan plan;
  LabModelShape shape;
  LabTrainingSettings settings;
  LabDataSource source;
  lab_experiment_plan (&experiment, 3, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  lab_experiment_training (&experiment, &plan, &settings);
  lab_experiment_data_source (&experiment, &plan, &source);
  g_autoptr (LabRun) run = train (&experiment, 3, NULL);
  g_autoptr (LabDataset) training = lab_dataset_new (&source, LAB_DATA_TRAINING, 64, NULL);
  g_autoptr (LabDataset) test = lab_dataset_new (&source, LAB_DATA_TEST, LAB_TEST_POINTS, NULL);
  g_autoptr (LabTrainer) trainer =
      lab_trainer_new (&shape, &settings, experiment.seed, 1 * 65536 + 1, NULL);
  g_autofree float *predictions = g_new (float, LAB_TEST_POINTS);

  double loss = 0.0;
  guint losses = 0;
  for (guint step = 1, next = 0; step <= experiment.steps; step++) {
    loss += lab_trainer_step (trainer, training->x, training->label, NULL);
    losses++;
    const LabEvaluation *evaluation = &run->evaluations[next];
    if (step != evaluation->step)
      continue;
    double sum = 0.0;
    lab_trainer_predict (trainer, LAB_TEST_POINTS, test->x, predictions);
    guint points = step == experiment.steps ? LAB_TEST_POINTS : 256;
    g_assert_cmpuint (evaluation->points, ==, points);
    for (guint i = 0; i < points; i++)
      sum += pow ((double)predictions[i] - (double)test->target[i], 2.0);
    g_assert_cmpfloat_with_epsilon (evaluation->excess_risk, sum / points, 1e-6);
    g_assert_cmpfloat_with_epsilon (evaluation->training_loss, loss / losses, 1e-12);
    loss = 0.0;
    losses = 0;
    next++;
  }
}

static void
test_learns (void)
{
  LabExperiment experiment = parse ("d=1 n=1024 sigma=0 width=16 depth=1 steps=300 repeats=1 "
                                    "grid=1024 validation=none");
  g_autoptr (LabRun) run = train (&experiment, 0, NULL);
  g_assert_cmpfloat (lab_run_excess_risk (run), <, 0.5);
}

static void
test_same_again (void)
{
  LabExperiment experiment = parse_small ("validation=extra");
  g_autoptr (LabRun) first = train (&experiment, 1, NULL);
  g_autoptr (LabRun) again = train (&experiment, 1, NULL);
  assert_same (first, again);
}

/* Every run has its own initial parameters, also among runs that share their data. */
static void
test_runs_differ (void)
{
  LabExperiment experiment = parse_small ("sweep=time grid=8,16");
  double risks[4];
  for (guint i = 0; i < 4; i++) {
    g_autoptr (LabRun) run = train (&experiment, i, NULL);
    risks[i] = run->evaluations[0].excess_risk;
    for (guint k = 0; k < i; k++)
      g_assert_true (risks[i] != risks[k]);
  }
}

/* With B = n = one epoch per step every batch is the whole set: AdamW on it differs from batches of
 * a quarter; plain descent on the whole set in any order is gd up to rounding. */
static void
test_batches_hold_every_point (void)
{
  LabExperiment whole = parse_small ("optimizer=gd learning_rate=0.05 validation=none");
  LabExperiment shuffled =
      parse_small ("optimizer=sgd learning_rate=0.05 batch=64 validation=none");
  LabExperiment quarter = parse_small ("optimizer=sgd learning_rate=0.05 batch=16 validation=none");
  g_autoptr (LabRun) a = train (&whole, 2, NULL);
  g_autoptr (LabRun) b = train (&shuffled, 2, NULL);
  g_autoptr (LabRun) c = train (&quarter, 2, NULL);
  guint last = a->evaluation_count - 1;
  g_assert_cmpfloat_with_epsilon (a->evaluations[last].excess_risk,
                                  b->evaluations[last].excess_risk, 1e-4);
  g_assert_cmpfloat_with_epsilon (a->evaluations[last].training_loss,
                                  b->evaluations[last].training_loss, 1e-4);
  g_assert_cmpfloat (fabs (a->evaluations[last].training_loss - c->evaluations[last].training_loss),
                     >, 1e-3);
}

static void
test_divergence (void)
{
  static const char *const OPTIMIZERS[] = {"adamw", "sgd", "gd"};
  for (guint i = 0; i < G_N_ELEMENTS (OPTIMIZERS); i++) {
    g_autofree char *text =
        g_strconcat ("schedule=constant learning_rate=1000 optimizer=", OPTIMIZERS[i], NULL);
    LabExperiment experiment = parse_small (text);
    g_autoptr (LabRun) run = train (&experiment, 3, NULL);
    g_assert_cmpint (run->status, ==, LAB_RUN_DIVERGED);
    g_assert_nonnull (run->reason);
    g_assert_cmpuint (run->diverged_step, >=, 1);
    g_assert_cmpuint (run->diverged_step, <=, 60);
    g_autofree char *step = g_strdup_printf ("step %u", run->diverged_step);
    g_assert_nonnull (strstr (run->reason, step));
    /* LayerNorm keeps AdamW's first blown-up loss finite: growth alone must tell. */
    if (i == 0)
      g_assert_nonnull (strstr (run->reason, "grew to"));
    for (guint k = 0; k < run->evaluation_count; k++) {
      g_assert_cmpuint (run->evaluations[k].step, <=, run->diverged_step);
      g_assert_true (isfinite (run->evaluations[k].excess_risk));
      g_assert_true (isfinite (run->evaluations[k].training_loss));
    }
    g_assert_cmpint (run->chosen, <, (int)run->evaluation_count);
  }
}

static void
set_stop (const LabEvaluation *evaluations, guint count, guint steps_done, gpointer user_data)
{
  LabRunControl *control = user_data;
  if (count == 3)
    g_atomic_int_set (&control->stop, TRUE);
}

static void
test_stop_keeps_what_was_measured (void)
{
  LabExperiment experiment = parse_small ("steps=1000000");
  LabRunControl control = {0};
  LabRunPlan plan;
  lab_experiment_plan (&experiment, 0, &plan);
  g_autoptr (LabRun) run =
      lab_run_train (&experiment, &plan, NULL, &control, set_stop, &control, NULL);
  g_assert_cmpint (run->status, ==, LAB_RUN_STOPPED);
  g_assert_cmpuint (run->evaluation_count, ==, 3);
  g_assert_cmpint (run->chosen, >=, 0);

  g_autoptr (LabRun) never = train (&experiment, 0, &control);
  g_assert_cmpint (never->status, ==, LAB_RUN_STOPPED);
  g_assert_cmpuint (never->evaluation_count, ==, 0);
  g_assert_cmpint (never->chosen, ==, -1);
}

typedef struct
{
  LabExperiment experiment;
  LabRunControl control;
  gint evaluations; /* g_atomic_int */
} PausedRun;

static void
count_evaluations (const LabEvaluation *evaluations,
                   guint count,
                   guint steps_done,
                   gpointer user_data)
{
  PausedRun *paused = user_data;
  g_atomic_int_set (&paused->evaluations, (int)count);
}

static gpointer
train_paused (gpointer data)
{
  PausedRun *paused = data;
  LabRunPlan plan;
  lab_experiment_plan (&paused->experiment, 0, &plan);
  return lab_run_train (&paused->experiment, &plan, NULL, &paused->control, count_evaluations,
                        paused, NULL);
}

/* The whole run takes some milliseconds; paused, it has not done a step after far longer. */
static void
test_pause_holds_every_step (void)
{
  PausedRun paused = {.experiment = parse_small ("sigma=0"), .control.pause = TRUE};
  GThread *thread = g_thread_new ("paused", train_paused, &paused);
  g_usleep (500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (g_atomic_int_get (&paused.evaluations), ==, 0);
  g_atomic_int_set (&paused.control.pause, FALSE);
  g_autoptr (LabRun) run = g_thread_join (thread);
  g_assert_cmpint (run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpint (paused.evaluations, ==, (int)run->evaluation_count);
}

/* A stop flag ends the drawing of data too: nothing, and no error. */
static void
test_preparation_stops (void)
{
  LabExperiment experiment = parse_small ("n=64");
  LabRunPlan plan;
  LabDataSource source;
  gint stop = FALSE;
  g_autoptr (GError) error = NULL;
  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_data_source (&experiment, &plan, &source);
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (&source, &error);
  g_autoptr (LabDataset) whole =
      lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, 64, &stop, &error);
  g_autoptr (LabDataset) same = lab_dataset_new (&source, LAB_DATA_TRAINING, 64, &error);
  g_assert_cmpmem (whole->label, 64 * sizeof (float), same->label, 64 * sizeof (float));
  stop = TRUE;
  g_assert_null (lab_data_sampler_draw (sampler, LAB_DATA_TRAINING, 64, &stop, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/run/evaluation-steps", test_evaluation_steps);
  g_test_add_func ("/experiment/run/what-is-kept", test_what_is_kept);
  g_test_add_func ("/experiment/run/chosen", test_chosen);
  g_test_add_func ("/experiment/run/against-a-plain-run", test_against_a_plain_run);
  g_test_add_func ("/experiment/run/learns", test_learns);
  g_test_add_func ("/experiment/run/same-again", test_same_again);
  g_test_add_func ("/experiment/run/runs-differ", test_runs_differ);
  g_test_add_func ("/experiment/run/batches-hold-every-point", test_batches_hold_every_point);
  g_test_add_func ("/experiment/run/divergence", test_divergence);
  g_test_add_func ("/experiment/run/stop-keeps-what-was-measured",
                   test_stop_keeps_what_was_measured);
  g_test_add_func ("/experiment/run/pause-holds-every-step", test_pause_holds_every_step);
  g_test_add_func ("/experiment/run/preparation-stops", test_preparation_stops);
  return g_test_run ();
}
