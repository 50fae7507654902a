/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit/reach.h"

#include <math.h>

#define BISECTIONS 80

typedef struct
{
  double y, least, most; /* of x */
} Question;

/* ln of x, so that its interval is one of ratios: x itself, positive. */
static double
x_of (const LabLawFit *curve, gpointer data)
{
  const Question *question = data;
  double low = log (question->least), high = log (question->most);
  const double at_low = lab_law_value (curve, question->least) - question->y;
  const double at_high = lab_law_value (curve, question->most) - question->y;

  if (!(at_low * at_high <= 0.0))
    return NAN;
  for (guint step = 0; step < BISECTIONS; step++) {
    const double middle = 0.5 * (low + high);

    if ((lab_law_value (curve, exp (middle)) - question->y) * at_low > 0.0)
      low = middle;
    else
      high = middle;
  }
  return exp (0.5 * (low + high));
}

void
lab_reach_fitted (const LabModelFit *fit,
                  const LabCurveBootstrap *bootstrap,
                  double y,
                  LabReach *reach)
{
  g_return_if_fail (fit != NULL && fit->valid && bootstrap != NULL && reach != NULL);

  Question question = {y, fit->x_minimum / LAB_REACH_MOST, fit->x_maximum * LAB_REACH_MOST};

  *reach = (LabReach){.y = y, .x = NAN, .low = NAN, .high = NAN};
  if (fit->exponent < 0.0 && y <= fit->curve.floor) {
    reach->outcome = LAB_REACH_BELOW_FLOOR;
    return;
  }
  reach->x = x_of (&fit->curve, &question);
  if (!isfinite (reach->x)) {
    reach->outcome = LAB_REACH_OUT_OF_REACH;
    return;
  }
  reach->decades_beyond =
      MAX (MAX (log10 (reach->x / fit->x_maximum), log10 (fit->x_minimum / reach->x)), 0.0);
  lab_curve_bootstrap_interval (bootstrap, x_of, &question, &reach->low, &reach->high);
}

const char *
lab_reach_name (LabReachOutcome outcome)
{
  static const char *const names[] = {"reached", "below floor", "out of reach"};

  g_return_val_if_fail ((guint)outcome < G_N_ELEMENTS (names), NULL);
  return names[outcome];
}
