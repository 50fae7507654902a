/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of the phase boundary: which accounts there are, which is drawn, and what is said. */
#include "phases/phases.h"

#include <math.h>
#include <string.h>

static LabTwoPhaseChoice
choice_of (LabChoice kind)
{
  return (LabTwoPhaseChoice){.choice = kind,
                             .boundary = lab_choice_has_phases (kind) ? 240.0 : NAN,
                             .boundary_low = lab_choice_has_phases (kind) ? 180.0 : NAN,
                             .boundary_high = lab_choice_has_phases (kind) ? 310.0 : NAN,
                             .bend = NAN};
}

/* A training of 1,000 steps with noise, whose own kernel and level 2 are known. */
static LabPhaseNumbers
numbers_of (const LabTwoPhaseChoice *choice)
{
  LabPhaseNumbers numbers;

  lab_phase_numbers_init (&numbers);
  numbers.has_trajectory = TRUE;
  numbers.noise = 0.5;
  numbers.points = 100.0;
  numbers.last = 1000.0;
  numbers.choice = choice;
  numbers.own = (LabOwnKernel){.known = TRUE,
                               .end = 700.0,
                               .condition_number = 100.0,
                               .rate = 1.0,
                               .initial_risk = 1.0,
                               .least_risk = exp (-2.0)};
  numbers.level_two = (LabLevelTwo){.crossing = 80.0, .stopping = 60.0, .least_risk = 0.1};
  numbers.step_time = 0.1;
  return numbers;
}

/* Order, places, natures and sentences of all seven, by formulas computed here. */
static void
test_list (void)
{
  static const char *const names[] = {"measured-break", "own-kernel",       "level-2",
                                      "best-stop",      "condition-number", "paper-b-threshold"};
  static const char *const natures[] = {"measured",  "predicted", "predicted",
                                        "predicted", "bound",     "reconstruction"};
  /* kappa / 2 times ln of the fall: 2, ln (n / sigma^2) = ln 400 */
  const double places[] = {240.0, 700.0, 800.0, 600.0, 100.0, 50.0 * log (400.0)};
  LabTwoPhaseChoice choice = choice_of (LAB_CHOICE_EXPONENTIAL_POWER);
  LabPhaseNumbers numbers = numbers_of (&choice);
  g_autoptr (LabPhases) phases = lab_phases_new (&numbers);

  g_assert_cmpuint (phases->count, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < phases->count; i++) {
    const LabAccount *account = &phases->accounts[i];

    g_assert_cmpstr (lab_account_name (account->kind), ==, names[i]);
    g_assert_cmpstr (lab_account_nature_name (account->nature), ==, natures[i]);
    g_assert_cmpstr (lab_place_name (account->axis), ==, "steps");
    g_assert_cmpfloat_with_epsilon (account->place / places[i], 1.0, 1e-9);
    g_assert_nonnull (account->source);
  }
  g_assert_cmpint (phases->drawn, ==, 0);
  g_assert_cmpstr (phases->accounts[0].sentence, ==,
                   "Here the error stops falling exponentially: step 240 (between 180 and 310), "
                   "measured.");
  g_assert_nonnull (strstr (phases->accounts[1].sentence, "step 700, predicted"));
  g_assert_nonnull (strstr (phases->accounts[4].sentence, "bound"));
  g_assert_cmpfloat_with_epsilon (phases->accounts[4].low, 2.0 * sqrt (100.0) / 4.0, 1e-9);
  g_assert_nonnull (strstr (phases->accounts[5].sentence, "our reading of Yang (2026)"));
  g_assert_cmpfloat_with_epsilon (phases->accounts[5].low, 50.0 * log (20.0), 1e-9);
  g_assert_nonnull (strstr (phases->remark, "two questions"));
}

/* Measured before own kernel before level 2; what lies after the end of the training is told, not drawn. */
static void
test_drawn (void)
{
  LabTwoPhaseChoice sum = choice_of (LAB_CHOICE_SUM), one = choice_of (LAB_CHOICE_POWER);
  LabPhaseNumbers numbers = numbers_of (&sum);
  g_autoptr (LabPhases) summed = lab_phases_new (&numbers);
  numbers.choice = &one;
  g_autoptr (LabPhases) own = lab_phases_new (&numbers);
  numbers.own.end = 5000.0;
  g_autoptr (LabPhases) second = lab_phases_new (&numbers);
  numbers.step_time = 0.01;
  g_autoptr (LabPhases) none = lab_phases_new (&numbers);

  g_assert_cmpint (lab_phases_drawn (summed)->kind, ==, LAB_ACCOUNT_SUM_CROSSING);
  g_assert_cmpint (lab_phases_drawn (own)->kind, ==, LAB_ACCOUNT_OWN_KERNEL);
  g_assert_cmpint (lab_phases_drawn (second)->kind, ==, LAB_ACCOUNT_LEVEL_TWO);
  numbers.step_time = 100.0;
  g_autoptr (LabPhases) early = lab_phases_new (&numbers);
  g_assert_null (lab_phases_drawn (none));
  g_assert_null (lab_phases_find (early, LAB_ACCOUNT_LEVEL_TWO)); /* before the first step */
  g_assert_nonnull (strstr (second->accounts[0].sentence, "after the end of this training"));
  g_assert_nonnull (strstr (none->remark, "only later"));
  g_assert_null (own->remark);
}

/* Compute: places in FLOP; paper B's threshold where its constants are given. */
static void
test_compute (void)
{
  LabPhaseNumbers numbers = numbers_of (NULL);
  numbers.axis = LAB_PLACE_COMPUTE;
  numbers.unit = 1e6;
  numbers.last = NAN;
  numbers.threshold = 3e9;
  g_autoptr (LabPhases) phases = lab_phases_new (&numbers);

  g_assert_cmpfloat (lab_phases_find (phases, LAB_ACCOUNT_OWN_KERNEL)->place, ==, 7e8);
  g_assert_cmpfloat (lab_phases_find (phases, LAB_ACCOUNT_PAPER_B)->place, ==, 3e9);
  g_assert_nonnull (strstr (phases->accounts[0].sentence, "7.00\u00a0×\u00a010^8 FLOP"));
}

/* Why there is none, or why accounts differ. */
static void
test_remarks (void)
{
  static const struct
  {
    LabChoice choice;
    const char *words;
  } cases[] = {
      {LAB_CHOICE_NOT_ENOUGH, "No boundary can be told yet: too little was measured."},
      {LAB_CHOICE_POWER, "No boundary: one power law describes the whole training."},
      {LAB_CHOICE_NONE_FITS, "No boundary can be told: none of the laws fits this training."},
      {LAB_CHOICE_CANNOT_TELL, "No boundary can be told from these measurements."}};
  LabPhaseNumbers numbers;

  lab_phase_numbers_init (&numbers);
  numbers.has_trajectory = TRUE;
  numbers.noise = 0.5;
  for (guint i = 0; i < G_N_ELEMENTS (cases) + 1; i++) {
    LabTwoPhaseChoice choice = choice_of (cases[i % G_N_ELEMENTS (cases)].choice);
    numbers.choice = i < G_N_ELEMENTS (cases) ? &choice : NULL;
    g_autoptr (LabPhases) phases = lab_phases_new (&numbers);
    g_autofree char *headline = lab_phases_headline (phases);

    g_assert_cmpuint (phases->count, ==, 0);
    g_assert_cmpstr (headline, ==, phases->remark);
    g_assert_cmpstr (headline, ==, cases[i % G_N_ELEMENTS (cases)].words);
  }
  numbers.has_trajectory = FALSE;
  g_autoptr (LabPhases) depth = lab_phases_new (&numbers);
  numbers.symbol = "n";
  g_autoptr (LabPhases) sizes = lab_phases_new (&numbers);
  g_assert_null (depth->remark);
  g_assert_nonnull (strstr (sizes->remark, "along n there is no phase boundary"));
}

/* Without noise, or with noise that nobody knows, nothing statistical is predicted, and the same step is
 * named twice. */
static void
test_noise (void)
{
  LabTwoPhaseChoice choice = choice_of (LAB_CHOICE_POWER_POWER);
  LabPhaseNumbers numbers = numbers_of (&choice);
  numbers.noise = 0.0;
  g_autoptr (LabPhases) noiseless = lab_phases_new (&numbers);
  numbers.noise = NAN;
  g_autoptr (LabPhases) unknown = lab_phases_new (&numbers);
  g_autofree char *headline = lab_phases_headline (noiseless);

  g_assert_null (lab_phases_find (noiseless, LAB_ACCOUNT_OWN_KERNEL));
  g_assert_null (lab_phases_find (noiseless, LAB_ACCOUNT_LEVEL_TWO));
  g_assert_null (lab_phases_find (noiseless, LAB_ACCOUNT_PAPER_B));
  g_assert_cmpstr (noiseless->remark, ==,
                   "No label noise: the statistical phase never begins; the fast phase ends at "
                   "step 240.");
  g_assert_true (g_str_has_suffix (headline, noiseless->remark));
  g_assert_cmpstr (noiseless->accounts[0].before, ==, "fast transient");
  g_assert_cmpstr (noiseless->accounts[0].after, ==, "then");
  g_assert_null (lab_phases_find (unknown, LAB_ACCOUNT_LEVEL_TWO));
  g_assert_cmpstr (
      unknown->remark, ==,
      "The noise of the labels is not known: where it takes over cannot be predicted.");
}

/* An interval without an end is none; a break of unknown kind is measured all the same. */
static void
test_measured (void)
{
  LabTwoPhaseChoice open = choice_of (LAB_CHOICE_SPEED_POWER);
  LabTwoPhaseChoice bend = choice_of (LAB_CHOICE_CANNOT_TELL);
  LabPhaseNumbers numbers;

  open.boundary_high = INFINITY;
  bend.bend = 33.0;
  lab_phase_numbers_init (&numbers);
  numbers.has_trajectory = TRUE;
  numbers.noise = 0.5;
  numbers.choice = &open;
  g_autoptr (LabPhases) opened = lab_phases_new (&numbers);
  numbers.choice = &bend;
  g_autoptr (LabPhases) bent = lab_phases_new (&numbers);

  g_assert_true (isnan (opened->accounts[0].high));
  g_assert_null (strstr (opened->accounts[0].sentence, "between"));
  g_assert_nonnull (strstr (opened->accounts[0].sentence, "constant speed"));
  g_assert_cmpfloat (bent->accounts[0].place, ==, 33.0);
  g_assert_nonnull (strstr (bent->accounts[0].sentence, "in which way cannot be told"));
}

static void
assert_account (const LabPhases *phases,
                LabAccountKind kind,
                const char *sentence,
                const char *source)
{
  const LabAccount *account = lab_phases_find (phases, kind);

  g_assert_nonnull (account);
  g_assert_cmpstr (account->sentence, ==, sentence);
  g_assert_cmpstr (account->source, ==, source);
}

/* Every account's sentence and source, whole. */
static void
test_sentences (void)
{
  LabTwoPhaseChoice sum = choice_of (LAB_CHOICE_SUM),
                    one = choice_of (LAB_CHOICE_EXPONENTIAL_POWER);
  LabPhaseNumbers numbers = numbers_of (&one);

  one.boundary_by_repeat = TRUE;
  numbers.step_is_fitted = TRUE;
  g_autoptr (LabPhases) all = lab_phases_new (&numbers);
  assert_account (all, LAB_ACCOUNT_MEASURED_BREAK,
                  "Here the error stops falling exponentially: step 240 (between 180 and 310 by "
                  "repeat), measured.",
                  "the measured curve: the law that describes it best");
  assert_account (
      all, LAB_ACCOUNT_OWN_KERNEL,
      "Here noise costs as much as is left to learn: step 700, predicted by the network’s "
      "own kernel.",
      "the flow of the network’s own tangent kernel");
  assert_account (all, LAB_ACCOUNT_LEVEL_TWO,
                  "Here noise costs as much as is left to learn: step 800, predicted by the kernel "
                  "picture (level 2).",
                  "the kernel picture at finite n and N (level 2), one step counted as 0.1 of its "
                  "time, which was fitted to the measured curve");
  assert_account (all, LAB_ACCOUNT_BEST_STOP,
                  "Best time to stop: step 600, predicted by the kernel picture (level 2).",
                  "the kernel picture at finite n and N (level 2), one step counted as 0.1 of its "
                  "time, which was fitted to the measured curve");
  assert_account (
      all, LAB_ACCOUNT_CONDITION_NUMBER,
      "With the condition number 100, an exponential phase ends no sooner than at step 5 "
      "and, by gradient descent, no later than at step 100 (a bound).",
      "bounds on first-order methods, and the condition number of the network’s own "
      "tangent kernel");
  g_assert_cmpstr (
      all->remark, ==,
      "Measured and predicted places differ because they answer two questions: where the "
      "curve changes its law, and where noise costs as much as is left to learn.");
  g_assert_cmpstr (all->accounts[0].before, ==, "optimisation phase: error falls exponentially");
  g_assert_cmpstr (all->accounts[0].after, ==, "statistical phase");
  g_assert_cmpstr (all->accounts[1].before, ==, "predicted: more is left to learn");
  g_assert_cmpstr (all->accounts[1].after, ==, "noise costs more");
  g_assert_cmpstr (lab_phases_find (all, LAB_ACCOUNT_BEST_STOP)->before, ==, "before");
  g_assert_cmpstr (lab_phases_find (all, LAB_ACCOUNT_BEST_STOP)->after, ==, "after");

  numbers.choice = &sum;
  numbers.own.is_stand_in = numbers.own.condition_is_bound = TRUE;
  numbers.own.end = 5000.0;
  numbers.step_is_fitted = FALSE;
  g_autoptr (LabPhases) other = lab_phases_new (&numbers);
  assert_account (
      other, LAB_ACCOUNT_SUM_CROSSING,
      "Here the exponential part of the error falls below its power law: step 240 (between "
      "180 and 310), measured.",
      "the measured curve: the sum of an exponential and a power law");
  assert_account (other, LAB_ACCOUNT_OWN_KERNEL,
                  "Here noise costs as much as is left to learn: step 5000, after the end of this "
                  "training, predicted by the network’s own kernel under gradient descent.",
                  "the flow of the network’s own tangent kernel");
  assert_account (
      other, LAB_ACCOUNT_CONDITION_NUMBER,
      "With a condition number of at least 100, an exponential phase ends no sooner than "
      "at step 5; gradient descent may need step 100 or longer (a bound).",
      "bounds on first-order methods, and the condition number of the network’s own "
      "tangent kernel");
  g_assert_cmpstr (lab_phases_find (other, LAB_ACCOUNT_LEVEL_TWO)->source, ==,
                   "the kernel picture at finite n and N (level 2)");
}

/* Other kinds of break, other units, and the remarks that stand where nothing is drawn. */
static void
test_sentences_beside (void)
{
  LabTwoPhaseChoice two = choice_of (LAB_CHOICE_POWER_POWER), none = choice_of (LAB_CHOICE_POWER);
  LabPhaseNumbers numbers = numbers_of (&two);
  g_autoptr (LabPhases) powers = lab_phases_new (&numbers);

  g_assert_cmpstr (
      powers->accounts[0].sentence, ==,
      "Here a fast power law gives way to a slower one: step 240 (between 180 and 310), "
      "measured.");
  numbers.axis = LAB_PLACE_TIME;
  numbers.choice = NULL;
  numbers.step_time = 1.0;
  g_autoptr (LabPhases) time = lab_phases_new (&numbers);
  g_assert_nonnull (strstr (lab_phases_find (time, LAB_ACCOUNT_LEVEL_TWO)->sentence, "time 80,"));
  numbers = numbers_of (&none);
  numbers.own.end = 5000.0;
  numbers.step_time = 0.01;
  g_autoptr (LabPhases) later = lab_phases_new (&numbers);
  g_assert_cmpstr (
      later->remark, ==,
      "No boundary within this training: none was measured, and noise is predicted to cost "
      "as much as is left to learn only later.");
  numbers.noise = 0.0;
  g_autoptr (LabPhases) quiet = lab_phases_new (&numbers);
  g_assert_cmpstr (quiet->remark, ==, "No label noise: the statistical phase never begins.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/phases/list", test_list);
  g_test_add_func ("/phases/drawn", test_drawn);
  g_test_add_func ("/phases/compute", test_compute);
  g_test_add_func ("/phases/remarks", test_remarks);
  g_test_add_func ("/phases/noise", test_noise);
  g_test_add_func ("/phases/measured", test_measured);
  g_test_add_func ("/phases/sentences", test_sentences);
  g_test_add_func ("/phases/sentences-beside", test_sentences_beside);
  return g_test_run ();
}
