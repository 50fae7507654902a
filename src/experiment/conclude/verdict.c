/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts and the words of their reasons. */
#include "experiment/conclude/verdict.h"

#include "words/percent-words.h"
#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

LabVerdict
lab_verdict_against (double low, double high, double theory)
{
  if (isnan (low) || isnan (high))
    return LAB_VERDICT_NOT_ENOUGH;
  if (!isfinite (theory))
    return LAB_VERDICT_NO_LAW;
  if (high < theory)
    return LAB_VERDICT_STEEPER;
  if (low > theory)
    return LAB_VERDICT_SHALLOWER;
  return LAB_VERDICT_COMPATIBLE;
}

LabVerdict
lab_verdict_between (double low, double high, double prediction, double asymptote)
{
  LabVerdict reference = lab_verdict_against (low, high, asymptote);

  if (reference == LAB_VERDICT_NOT_ENOUGH || reference == LAB_VERDICT_NO_LAW)
    return reference;
  LabVerdict verdict = reference;
  if (isfinite (prediction) && lab_verdict_against (low, high, prediction) != reference)
    verdict = LAB_VERDICT_COMPATIBLE;
  if (verdict == LAB_VERDICT_COMPATIBLE && high - low > fabs (asymptote))
    return LAB_VERDICT_NOT_ENOUGH;
  return verdict;
}

const char *
lab_verdict_name (LabVerdict verdict)
{
  static const char *const names[] = {
      [LAB_VERDICT_NOT_ENOUGH] = "not enough to tell",
      [LAB_VERDICT_COMPATIBLE] = "compatible",
      [LAB_VERDICT_STEEPER] = "steeper",
      [LAB_VERDICT_SHALLOWER] = "shallower",
      [LAB_VERDICT_NO_LAW] = "no law",
  };
  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), NULL);
  return names[verdict];
}

const char *
lab_reason_name (LabReason reason)
{
  static const char *const names[LAB_REASON_COUNT] = {
      [LAB_REASON_FEW_POINTS] = "few points",
      [LAB_REASON_FEW_DECADES] = "few decades",
      [LAB_REASON_INTERVAL_TOO_WIDE] = "interval too wide",
      [LAB_REASON_ONE_REPEAT] = "one repeat",
      [LAB_REASON_OPTIMISATION_FLOOR] = "optimisation floor",
      [LAB_REASON_STILL_FALLING] = "still falling",
      [LAB_REASON_LEVELS_OFF] = "levels off",
      [LAB_REASON_BENDS] = "bends",
      [LAB_REASON_FINITE_SIZE] = "finite-size steepening",
      [LAB_REASON_PREDICTION_HOLDS] = "prediction holds",
      [LAB_REASON_UPPER_BOUND] = "upper bound",
      [LAB_REASON_BEST_NETWORK] = "best network",
      [LAB_REASON_NOT_GRADIENT_FLOW] = "not gradient flow",
      [LAB_REASON_RUNS_LEFT_OUT] = "runs left out",
      [LAB_REASON_VALUES_LEFT_OUT] = "values left out",
  };
  g_return_val_if_fail (reason < LAB_REASON_COUNT, NULL);
  return names[reason];
}

/* A format with two slopes. */
static char *
with_slopes (const char *format, double first, double second)
{
  g_autofree char *a = lab_words_signed (first, 2);
  g_autofree char *b = lab_words_signed (second, 2);
  return g_strdup_printf (format, a, b);
}

static char *
with_slope (const char *format, double slope)
{
  g_autofree char *text = lab_words_signed (slope, 2);
  return g_strdup_printf (format, text);
}

/* Reasons of the fit: points, window, interval, form. */
static char *
fit_words (const LabFinding *finding, LabSweep axis)
{
  const double *number = finding->numbers;

  switch (finding->reason) {
  case LAB_REASON_FEW_POINTS:
    return g_strdup_printf (_ ("Only %.0f different values of %s are fitted; %.0f or more make a "
                               "slope that can be trusted."),
                            number[0], lab_axis (axis)->symbol, number[1]);
  case LAB_REASON_FEW_DECADES:
    return g_strdup_printf (_ ("The fit spans only %.1f decades of %s; over so short a piece any "
                               "curve looks straight."),
                            number[0], lab_axis (axis)->symbol);
  case LAB_REASON_INTERVAL_TOO_WIDE:
    return g_strdup_printf (_ ("The interval is %.2f wide, more than the exponent %.2f of theory "
                               "itself: it tells nothing apart."),
                            number[0], number[1]);
  case LAB_REASON_ONE_REPEAT:
    return g_strdup (_ ("There is one repeat only: its interval is widened by half, since other "
                        "repeats lie farther off than the scatter about a line tells."));
  case LAB_REASON_LEVELS_OFF: {
    g_autofree char *share = lab_percent_words (number[1]);
    return g_strdup_printf (_ ("The curve levels off: a floor of %.2g, %s of the last value, "
                               "describes it better (by %.1f in AICc), and the straight line comes "
                               "out too shallow."),
                            number[0], share, number[2]);
  }
  case LAB_REASON_BENDS: {
    g_autofree char *first = lab_words_signed (number[0], 2);
    g_autofree char *second = lab_words_signed (number[1], 2);
    return g_strdup_printf (_ ("The curve bends: slope %s in the first half and %s in the second, "
                               "%.1f standard errors apart, so one slope is only their average."),
                            first, second, number[2]);
  }
  default:
    g_return_val_if_reached (NULL);
  }
}

/* Reasons of the runs: training, optimiser, what was left out. */
static char *
run_words (const LabFinding *finding)
{
  const double *number = finding->numbers;

  switch (finding->reason) {
  case LAB_REASON_OPTIMISATION_FLOOR:
    return g_strdup_printf (
        _ ("%.0f of %.0f sizes are at the optimisation floor: their error still "
           "falls with more steps, so they show what the steps allow, and are "
           "left out."),
        number[0], number[1]);
  case LAB_REASON_STILL_FALLING:
    return g_strdup_printf (
        _ ("At %.0f of %.0f sizes the error still fell like a power of time when "
           "training ended: the slope may show the steps, not the data."),
        number[0], number[1]);
  case LAB_REASON_NOT_GRADIENT_FLOW:
    return g_strdup (
        _ ("The theory is for gradient flow at a constant rate; these runs used another "
           "optimiser or schedule, which may learn along another slope."));
  case LAB_REASON_RUNS_LEFT_OUT:
    return g_strdup_printf (_ ("Runs left out: %.0f that diverged and %.0f that were stopped."),
                            number[0], number[1]);
  case LAB_REASON_VALUES_LEFT_OUT:
    return g_strdup_printf (
        _ ("Values left out because they are not positive or not finite: %.0f."), number[0]);
  default:
    g_return_val_if_reached (NULL);
  }
}

char *
lab_finding_words (const LabFinding *finding, LabSweep axis)
{
  g_return_val_if_fail (finding != NULL && finding->reason < LAB_REASON_COUNT, NULL);

  const double *number = finding->numbers;
  switch (finding->reason) {
  case LAB_REASON_FINITE_SIZE:
    return with_slopes (
        _ ("At these sizes the predicted slope is %s, steeper than its limit %s for "
           "ever larger ones."),
        number[0], number[1]);
  case LAB_REASON_PREDICTION_HOLDS:
    return with_slopes (_ ("The slope agrees with %s, predicted for these very sizes, though not "
                           "with %s."),
                        number[0], number[1]);
  case LAB_REASON_UPPER_BOUND:
    return with_slope (
        lab_axis (axis)->theory == LAB_THEORY_COMPUTE
            ? _ ("%s is what the worst data allow: friendlier data may fall faster.")
            : _ ("%s is a bound for the best estimator: falling faster is no contradiction."),
        number[0]);
  case LAB_REASON_BEST_NETWORK:
    return with_slope (
        _ ("%s is proven for the best possible network, not for the one that training "
           "finds."),
        number[0]);
  case LAB_REASON_OPTIMISATION_FLOOR:
  case LAB_REASON_STILL_FALLING:
  case LAB_REASON_NOT_GRADIENT_FLOW:
  case LAB_REASON_RUNS_LEFT_OUT:
  case LAB_REASON_VALUES_LEFT_OUT:
    return run_words (finding);
  default:
    return fit_words (finding, axis);
  }
}
