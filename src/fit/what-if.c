/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far along a fitted curve a smaller error lies. */
#include "fit/what-if.h"

#include <math.h>

#define BISECTIONS 60

/* What is asked of a curve: the factor of x that brings its error to share of what it is there. */
typedef struct
{
  double x, share;
} Question;

static double
factor_of (const LabLawFit *curve, gpointer data)
{
  const Question *question = data;
  double target = question->share * lab_law_value (curve, question->x);
  double low = 0.0, high = log (LAB_WHAT_IF_MOST);

  if (lab_law_value (curve, question->x * LAB_WHAT_IF_MOST) > target)
    return NAN;
  for (guint step = 0; step < BISECTIONS; step++) {
    double middle = 0.5 * (low + high);
    if (lab_law_value (curve, question->x * exp (middle)) > target)
      low = middle;
    else
      high = middle;
  }
  return exp (high);
}

static void
set_interval (const LabModelFit *fit,
              const LabCurveBootstrap *bootstrap,
              Question *question,
              LabWhatIf *answer)
{
  if (fit->model != LAB_MODEL_POWER) {
    lab_curve_bootstrap_interval (bootstrap, factor_of, question, &answer->low, &answer->high);
    return;
  }
  answer->low = pow (question->share, 1.0 / fit->low);
  answer->high = fit->high < 0.0 ? pow (question->share, 1.0 / fit->high) : INFINITY;
}

void
lab_what_if_fitted (const LabModelFit *fit,
                    const LabCurveBootstrap *bootstrap,
                    double x,
                    double share,
                    LabWhatIf *answer)
{
  g_return_if_fail (fit != NULL && fit->valid && answer != NULL);
  g_return_if_fail (bootstrap != NULL || fit->model == LAB_MODEL_POWER);
  g_return_if_fail (x > 0.0 && share > 0.0 && share < 1.0);

  Question question = {x, share};
  double now = lab_law_value (&fit->curve, x);
  *answer = (LabWhatIf){
      .now = now,
      .target = share * now,
      .factor = NAN,
      .low = NAN,
      .high = NAN,
      .floor = fit->curve.floor,
  };
  if (!(fit->high < 0.0) && !(fit->model == LAB_MODEL_POWER_FLOOR && fit->exponent < 0.0)) {
    answer->outcome = LAB_WHAT_IF_DOES_NOT_FALL;
    return;
  }
  if (answer->target <= answer->floor) {
    answer->outcome = LAB_WHAT_IF_BELOW_FLOOR;
    return;
  }
  answer->factor = factor_of (&fit->curve, &question);
  if (!isfinite (answer->factor)) {
    answer->outcome = LAB_WHAT_IF_OUT_OF_REACH;
    return;
  }
  answer->outcome = LAB_WHAT_IF_REACHED;
  answer->decades_beyond = MAX (log10 (x * answer->factor / fit->x_maximum), 0.0);
  set_interval (fit, bootstrap, &question, answer);
}
