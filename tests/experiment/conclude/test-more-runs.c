/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would tell what a fit cannot: made fits whose answers are counted by hand. */
#include "experiment/conclude/more-runs.h"

#include "fit/sample/student.h"
#include "made-runs.h"

#include <math.h>
#include <string.h>

static LabCurveFit
fit_of (guint repeats, guint points, double low, double high)
{
  return (LabCurveFit){.axis = LAB_SWEEP_DATA,
                       .prediction = NAN,
                       .reference = {.valid = TRUE, .exponent = -0.5},
                       .power = {.valid = TRUE,
                                 .exponent = 0.5 * (low + high),
                                 .low = low,
                                 .high = high,
                                 .x_minimum = 64.0,
                                 .x_maximum = 8192.0,
                                 .points_used = points,
                                 .repeats = repeats}};
}

/* An interval of 0.8 against an exponent of 0.5: more repeats as t falls and as the root grows. */
static void
test_slope (void)
{
  LabCurve curve = {.experiment = parse ("sweep=data d=2 repeats=3")};
  LabCurveFit fit = fit_of (3, 8, -0.9, -0.1);
  LabMore more;

  fit.verdict = LAB_VERDICT_NOT_ENOUGH;
  lab_more_runs (&fit, &curve, &more);
  guint repeats = 4;
  while (lab_student_critical_value (4 + repeats - 1, 0.95) / sqrt (repeats) >
         0.5 / 0.8 * lab_student_critical_value (6, 0.95) / sqrt (3.0))
    repeats++;
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_SLOPE);
  g_assert_cmpfloat (more.repeats.amount, ==, repeats - 3.0);
  g_assert_cmpuint (more.repeats.runs, ==, 8 * (repeats - 3));
  g_assert_cmpfloat_with_epsilon (more.repeats.work, (repeats - 3) / 3.0, 1e-9);
  /* 8 sizes in steps of 2 have a spread of 42; 0.8/0.5 squared times as much needs 3 more: 110. */
  g_assert_true (more.has_n);
  g_assert_cmpfloat (more.n.amount, ==, 65536.0);
  g_assert_cmpuint (more.n.runs, ==, 9);
  g_assert_cmpfloat_with_epsilon (more.n.work, 3.0 / 8.0, 1e-9);
  g_autofree char *words = lab_more_runs_words (&more, &fit);
  g_assert_true (g_str_has_prefix (words, "To tell a slope takes about "));
  g_assert_nonnull (strstr (words, ", or an n up to 65536 (9 runs, 38 % of the work so far)."));
}

/* The limit -0.50 and the prediction -0.53 are both compatible. Not with another axis' n. */
static void
test_theories (void)
{
  LabCurve curve = {.experiment = parse ("sweep=data d=2 repeats=3")};
  LabCurveFit fit = fit_of (3, 8, -0.55, -0.48);
  LabMore more;

  fit.verdict = fit.against_reference = fit.against_prediction = LAB_VERDICT_COMPATIBLE;
  fit.prediction = -0.53;
  lab_more_runs (&fit, &curve, &more);
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_THEORIES);
  g_assert_cmpfloat (more.repeats.amount, >, 0.0);
  g_autofree char *words = lab_more_runs_words (&more, &fit);
  g_assert_true (g_str_has_prefix (words, "To tell −0.50 from −0.53 takes about "));
  fit.power.low = -1.5; /* no number of repeats that an experiment may have */
  fit.power.high = 0.5;
  lab_more_runs (&fit, &curve, &more);
  g_autofree char *never = lab_more_runs_words (&more, &fit);
  g_test_message ("%s", never);
  g_assert_nonnull (strstr (never, "more than 64 repeats, or an n beyond "));
  /* They lie as near as no fit here could see, or one is excluded: nothing to ask. */
  fit.prediction = -0.51;
  lab_more_runs (&fit, &curve, &more);
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_NOTHING);
  g_assert_null (lab_more_runs_words (&more, &fit));
  fit.prediction = -0.53;
  fit.against_reference = LAB_VERDICT_STEEPER;
  lab_more_runs (&fit, &curve, &more);
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_NOTHING);
}

/* A lead of 2 with two repeats becomes one of 6 with six. */
static void
test_laws (void)
{
  LabCurve curve = {.experiment = parse ("sweep=time d=2 repeats=2")};
  LabCurveFit fit = fit_of (2, 20, -0.55, -0.45);
  LabMore more;

  fit.axis = LAB_SWEEP_TIME;
  fit.verdict = fit.against_reference = LAB_VERDICT_COMPATIBLE;
  fit.has_two_phase = TRUE;
  fit.two_phase.choice = LAB_CHOICE_CANNOT_TELL;
  fit.two_phase.lead = 2.0;
  lab_more_runs (&fit, &curve, &more);
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_LAWS);
  g_assert_cmpfloat (more.repeats.amount, ==, 4.0);
  g_assert_cmpuint (more.repeats.runs, ==, 4);
  g_assert_false (more.has_n);
  g_autofree char *words = lab_more_runs_words (&more, &fit);
  g_assert_cmpstr (words, ==,
                   "To tell the laws apart takes about 4 more repeats (4 runs, 200 % of the work "
                   "so far).");
  fit.two_phase.choice = LAB_CHOICE_POWER;
  lab_more_runs (&fit, &curve, &more);
  g_assert_cmpint ((int)more.question, ==, (int)LAB_MORE_NOTHING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/more-runs/slope", test_slope);
  g_test_add_func ("/more-runs/theories", test_theories);
  g_test_add_func ("/more-runs/laws", test_laws);
  return g_test_run ();
}
