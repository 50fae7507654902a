/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a measured slope says about a law, and why: verdicts, and reasons that were detected. */
#pragma once

#include "experiment/experiment.h"
#include "theory/exponents.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_VERDICT_NOT_ENOUGH, /* too little data for a slope, or an interval that tells nothing apart */
  LAB_VERDICT_COMPATIBLE, /* the interval holds the theory's slope */
  LAB_VERDICT_STEEPER,    /* the whole interval falls faster */
  LAB_VERDICT_SHALLOWER,  /* the whole interval falls slower */
  LAB_VERDICT_NO_LAW,     /* a slope was measured, and there is nothing to lay beside it */
} LabVerdict;

/* Why a slope is what it is, or why a verdict is weak. The numbers of a finding, in order, stand
 * behind each; a finding is made only where its rule holds. */
typedef enum
{
  LAB_REASON_FEW_POINTS,         /* fewer than LAB_VERDICT_POINTS distinct x: how many, how many asked */
  LAB_REASON_FEW_DECADES,        /* a window of less than a decade: its decades, 1 */
  LAB_REASON_INTERVAL_TOO_WIDE,  /* holds the theory's slope and is wider than its exponent: width,
                                  * that exponent */
  LAB_REASON_ONE_REPEAT,         /* the interval is widened by LAB_ONE_REPEAT_WIDENING */
  LAB_REASON_OPTIMISATION_FLOOR, /* points left out there: how many, of how many */
  LAB_REASON_STILL_FALLING,      /* points fitted whose error still fell like a power of time at the
                                  * end of training (the rule of optimisation-floor.h): how many, of
                                  * how many */
  LAB_REASON_LEVELS_OFF,         /* a floor describes the points better: floor, its share of the
                                  * last value, AICc gained */
  LAB_REASON_BENDS,              /* a straight line describes the points badly: slope of the first
                                  * half, slope of the second, standard errors apart */
  LAB_REASON_FINITE_SIZE,        /* the prediction for these sizes is steeper than the asymptote by
                                  * LAB_VERDICT_STEEPENING or more: predicted slope, asymptote */
  LAB_REASON_PREDICTION_HOLDS,   /* compatible with the finite-size prediction, not the asymptote:
                                  * predicted slope, asymptote */
  LAB_REASON_UPPER_BOUND,        /* steeper than a bound for the best estimator, or for the worst data, is no
                                  * contradiction: the bound */
  LAB_REASON_BEST_NETWORK,       /* shallower than a bound for the best network: the bound */
  LAB_REASON_NOT_GRADIENT_FLOW,  /* time and compute under another optimiser than the law's gradient
                                  * flow: none */
  LAB_REASON_RUNS_LEFT_OUT,      /* diverged runs, stopped runs */
  LAB_REASON_VALUES_LEFT_OUT,    /* values not positive or not finite: how many */
  LAB_REASON_COUNT,
} LabReason;

#define LAB_REASON_NUMBERS 3

typedef struct
{
  LabReason reason;
  double numbers[LAB_REASON_NUMBERS]; /* unused ones are 0 */
} LabFinding;

/* The rules' constants, fixed in advance. */
#define LAB_VERDICT_POINTS 6
#define LAB_VERDICT_DECADES 1.0
#define LAB_VERDICT_STEEPENING 0.02 /* in the exponent; below it no fit here could see it */

/* Interval low .. high (slopes, negative when y falls) against one theoretical slope; NaN where theory
 * states none: then there is no law, unless the interval is missing too. */
LabVerdict  lab_verdict_against (double low, double high, double theory);

/* Against the finite-size slope and the asymptote together: with growing size the slope goes from
 * the one to the other, so an interval that meets the range between them is compatible; steeper and
 * shallower are only what lies wholly outside. prediction NaN: the asymptote alone. A compatible
 * interval wider than the asymptote's exponent is not enough to tell. asymptote NaN: no law. */
LabVerdict  lab_verdict_between (double low, double high, double prediction, double asymptote);

/* "compatible", "steeper", "shallower", "not enough to tell", "no law": for files; untranslated. */
const char *lab_verdict_name    (LabVerdict         verdict);

/* "optimisation floor", "few decades", ...: for files; untranslated. */
const char *lab_reason_name     (LabReason          reason);

/* One sentence for a student with the finding's numbers; translated; free with g_free(). */
char       *lab_finding_words   (const LabFinding  *finding,
                                 LabSweep           axis);

G_END_DECLS
