/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run: evaluations, the chosen step, batches, reproducibility. */
#include "small-runs.h"
#include "experiment/run/run-testing.h"

#include <math.h>

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
    for (guint sweep = 0; sweep < lab_axis_count (); sweep++) {
      LabExperiment experiment;
      guint steps[LAB_EVALUATIONS_MAX];
      lab_experiment_default (sweep, &experiment);
      experiment.steps = LAST[i];
      guint count = lab_run_evaluation_steps (&experiment, steps);
      gboolean trajectory = sweep == LAB_SWEEP_TIME || sweep == LAB_SWEEP_COMPUTE;
      g_assert_true (lab_axis (sweep)->is_trajectory == trajectory);
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
    g_assert_cmpuint (run->evaluations[chosen].points, ==,
                      i == 1 ? LAB_TRAJECTORY_POINTS : LAB_TEST_POINTS);
  }
}

/* The same run put together by hand: the data of the repeat, a trainer of the run's own stream, the
 * whole set at each step, and plain sums over test points: few on the way, all at the end. */
static void
assert_plain_run (const char *changes, guint run_index, guint points_on_the_way)
{
  g_autofree char *text =
      g_strconcat ("optimizer=gd learning_rate=0.1 validation=none ", changes, NULL);
  LabExperiment experiment = parse_small (text);
  LabRunPlan plan;
  LabModelShape shape;
  LabTrainingSettings settings;
  LabDataSource source;
  lab_experiment_plan (&experiment, run_index, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  lab_experiment_training (&experiment, &plan, &settings);
  lab_experiment_data_source (&experiment, &plan, &source);
  g_autoptr (LabRun) run = train (&experiment, run_index, NULL);
  g_autoptr (LabDataset) training = lab_dataset_new (&source, LAB_DATA_TRAINING, 64, NULL);
  g_autoptr (LabDataset) test = lab_dataset_new (&source, LAB_DATA_TEST, LAB_TEST_POINTS, NULL);
  g_autoptr (LabTrainer) trainer = lab_trainer_new (
      &shape, &settings, experiment.seed, run_index / 2 * 65536 + run_index % 2, NULL, NULL);
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
    guint points = step == experiment.steps ? LAB_TEST_POINTS : points_on_the_way;
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
test_against_a_plain_run (void)
{
  assert_plain_run ("sweep=data", 3, 256);
  assert_plain_run ("sweep=time grid=8", 1, LAB_TRAJECTORY_POINTS);
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
  return g_test_run ();
}
