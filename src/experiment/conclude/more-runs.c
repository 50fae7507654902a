/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would tell what a fit cannot. */
#include "experiment/conclude/more-runs.h"

#include "experiment/conclude/curve-fit-private.h"
#include "experiment/conclude/prediction-private.h"
#include "fit/sample/student.h"
#include "words/percent-words.h"
#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

/* As power-law-interval.c moderates: degrees of freedom that the scatter counts beside the repeats. */
#define SCATTER_DEGREES 4

/* A grid may go on by so many doublings, and n no farther than its key allows. */
#define MOST_DOUBLINGS 14
#define MOST_N         1048576.0

static double
critical_value (guint repeats, guint points)
{
  guint scatter = MAX (points * repeats, repeats + 2) - repeats - 1;
  guint degrees = repeats > 1 ? MIN (scatter, SCATTER_DEGREES + repeats - 1) : scatter;

  return lab_student_critical_value (degrees, 0.95);
}

/* Width of the interval with that many repeats, in parts of its width with one unit of scatter. */
static double
width_of (guint repeats, guint points)
{
  return critical_value (repeats, points) / sqrt (repeats);
}

/* Arithmetic of the runs of one grid value. */
static double
work_of (const LabExperiment *experiment, guint grid_index)
{
  LabRunPlan plan;

  lab_experiment_plan (experiment, grid_index * experiment->repeats, &plan);
  return lab_prediction_flop_of_step (experiment, &plan) * experiment->steps * experiment->repeats;
}

static double
whole_work (const LabExperiment *experiment)
{
  guint sizes = lab_experiment_run_count (experiment) / experiment->repeats;
  double sum = 0.0;

  for (guint i = 0; i < sizes; i++)
    sum += work_of (experiment, i);
  return sum;
}

static LabMoreRuns
repeats_to (const LabExperiment *experiment, guint repeats)
{
  guint sizes = lab_experiment_run_count (experiment) / experiment->repeats;
  guint now = experiment->repeats;

  if (repeats > LAB_REPEATS_MAX || repeats <= now)
    return (LabMoreRuns){.amount = 0.0};
  return (LabMoreRuns){.amount = repeats - now,
                       .runs = (repeats - now) * sizes,
                       .work = (double)(repeats - now) / now};
}

/* The fewest repeats whose interval is at most share times as wide. */
static LabMoreRuns
repeats_for_width (const LabCurveFit *fit, const LabExperiment *experiment, double share)
{
  guint points = fit->power.points_used, now = fit->power.repeats, repeats = now + 1;
  double wanted = share * width_of (now, points);

  while (repeats <= LAB_REPEATS_MAX && width_of (repeats, points) > wanted)
    repeats++;
  return repeats_to (experiment, repeats);
}

/* Sum of squares of ln x about its mean for count points in equal steps of one. */
static double
spread_of (guint count)
{
  return count * ((double)count * count - 1.0) / 12.0;
}

/* The smallest largest n of a grid that goes on in its steps whose interval is at most share times as wide. */
static LabMoreRuns
n_for_width (const LabCurveFit *fit, const LabExperiment *experiment, double share)
{
  const LabPowerLawFit *power = &fit->power;
  guint points = power->points_used,
        sizes = lab_experiment_run_count (experiment) / experiment->repeats;
  double step = pow (power->x_maximum / power->x_minimum, 1.0 / (points - 1.0));
  LabMoreRuns more = {.amount = 0.0};

  for (guint added = 1; added <= MOST_DOUBLINGS; added++) {
    double n = power->x_maximum * pow (step, added);
    double narrower = sqrt (spread_of (points) / spread_of (points + added));
    if (n > MOST_N)
      break;
    if (narrower * critical_value (power->repeats, points + added) >
        share * critical_value (power->repeats, points))
      continue;
    more.amount = round (n);
    more.runs = added * experiment->repeats;
    more.work = added * work_of (experiment, sizes - 1) / whole_work (experiment);
    break;
  }
  return more;
}

static void
ask_slopes (LabMore *more, const LabCurveFit *fit, const LabExperiment *experiment, double wanted)
{
  double share = wanted / (fit->power.high - fit->power.low);

  more->repeats = repeats_for_width (fit, experiment, share);
  more->has_n = lab_axis (fit->axis)->theory == LAB_THEORY_DATA && experiment->points == NULL;
  if (more->has_n)
    more->n = n_for_width (fit, experiment, share);
}

static void
ask_laws (LabMore *more, const LabCurveFit *fit, const LabExperiment *experiment)
{
  double repeats = ceil (experiment->repeats * LAB_TWO_PHASE_LEAD / fit->two_phase.lead);

  more->question = LAB_MORE_LAWS;
  more->repeats = repeats_to (experiment, (guint)fmin (repeats, LAB_REPEATS_MAX + 1.0));
}

void
lab_more_runs (const LabCurveFit *fit, const LabCurve *curve, LabMore *more)
{
  g_return_if_fail (fit != NULL && curve != NULL && more != NULL);

  const LabExperiment *experiment = &curve->experiment;
  double theory = fit->reference.valid ? fit->reference.exponent : NAN;
  double apart = fabs (fit->prediction - theory); /* NaN where one is missing */

  *more = (LabMore){.question = LAB_MORE_NOTHING};
  if (fit->power.valid && fit->verdict == LAB_VERDICT_NOT_ENOUGH && isfinite (theory)) {
    more->question = LAB_MORE_SLOPE;
    ask_slopes (more, fit, experiment, fabs (theory));
  } else if (fit->power.valid && fit->against_reference == LAB_VERDICT_COMPATIBLE &&
             fit->against_prediction == LAB_VERDICT_COMPATIBLE && apart >= LAB_VERDICT_STEEPENING) {
    more->question = LAB_MORE_THEORIES;
    ask_slopes (more, fit, experiment, apart);
  } else if (fit->has_two_phase && fit->two_phase.choice == LAB_CHOICE_CANNOT_TELL &&
             fit->two_phase.lead > 0.0 && fit->two_phase.lead < LAB_TWO_PHASE_LEAD) {
    ask_laws (more, fit, experiment);
  }
}

/* "5 more repeats (40 runs, 170 % of the work so far)" */
static char *
repeats_words (const LabMoreRuns *repeats)
{
  g_autofree char *work = lab_percent_words (repeats->work);

  if (repeats->amount == 0.0)
    return g_strdup_printf (_ ("more than %u repeats"), LAB_REPEATS_MAX);
  /* Translators: a number of repeats, of runs, a percentage. */
  return g_strdup_printf (_ ("about %.0f more repeats (%u runs, %s of the work so far)"),
                          repeats->amount, repeats->runs, work);
}

static char *
n_words (const LabMoreRuns *n)
{
  g_autofree char *largest = lab_words_count (n->amount > 0.0 ? n->amount : MOST_N);
  g_autofree char *work = lab_percent_words (n->work);

  if (n->amount == 0.0)
    return g_strdup_printf (_ ("an n beyond %s"), largest);
  return g_strdup_printf (_ ("an n up to %s (%u runs, %s of the work so far)"), largest, n->runs,
                          work);
}

static char *
question_words (const LabMore *more, const LabCurveFit *fit)
{
  g_autofree char *limit = lab_words_signed (fit->reference.exponent, LAB_CURVE_FIT_DECIMALS);
  g_autofree char *prediction = lab_words_signed (fit->prediction, LAB_CURVE_FIT_DECIMALS);

  switch (more->question) {
  case LAB_MORE_SLOPE:
    return g_strdup (_ ("To tell a slope"));
  case LAB_MORE_THEORIES:
    /* Translators: two slopes. */
    return g_strdup_printf (_ ("To tell %s from %s"), limit, prediction);
  default:
    return g_strdup (_ ("To tell the laws apart"));
  }
}

char *
lab_more_runs_words (const LabMore *more, const LabCurveFit *fit)
{
  g_return_val_if_fail (more != NULL && fit != NULL, NULL);

  if (more->question == LAB_MORE_NOTHING)
    return NULL;
  g_autofree char *question = question_words (more, fit);
  g_autofree char *repeats = repeats_words (&more->repeats);
  if (!more->has_n)
    /* Translators: "To tell −0.50 from −0.55 takes about 5 more repeats (...)." */
    return g_strdup_printf (_ ("%s takes %s."), question, repeats);
  g_autofree char *n = n_words (&more->n);
  return g_strdup_printf (_ ("%s takes %s, or %s."), question, repeats, n);
}
