/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-answers.h"

#include "cli/fit/fit-window.h"

#include <math.h>

static void
answer_free (gpointer data)
{
  LabFitAnswer *answer = data;

  g_clear_error (&answer->error);
  g_clear_pointer (&answer->held_out, lab_held_out_free);
  g_clear_pointer (&answer->bootstrap, lab_curve_bootstrap_free);
  g_free (answer);
}

void
lab_fit_answers_clear (LabFitAnswers *answers)
{
  g_clear_pointer (&answers->answers, g_ptr_array_unref);
  g_clear_pointer (&answers->window, g_free);
  lab_fit_curves_clear (&answers->curves);
}

double
lab_fit_shown (const LabFitAnswers *answers, double value)
{
  return isnan (answers->maximum) ? value : answers->maximum - value;
}

/* What the law says beyond itself. */
static void
ask_law (LabFitAnswers *answers, const LabFitRequest *request, LabFitAnswer *answer)
{
  const LabFitSample *samples = (const LabFitSample *)(gpointer)answer->curve->samples->data;
  const guint count = answer->curve->samples->len;

  answer->bootstrap = lab_curve_bootstrap_new (samples, count, &answers->options, &answer->fit);
  lab_goodness_judge (samples, count, &answer->fit, &answer->goodness);
  answer->has_at = isfinite (request->at);
  if (answer->has_at)
    lab_curve_bootstrap_band (answer->bootstrap, &request->at, 1, &answer->at);
  const double wanted = lab_fit_shown (answers, request->reach);
  answer->has_reach = isfinite (request->reach) && wanted > 0.0;
  if (answer->has_reach)
    lab_reach_fitted (&answer->fit, answer->bootstrap, wanted, &answer->reach);
}

/* Points beyond the end of the window have not been seen either: where it has one, they are held out. */
static LabHeldOut *
hold_out (const LabFitOptions *options, gboolean is_asked, const LabFitSample *samples, guint count)
{
  LabFitOptions whole = *options;
  LabHeldOut *held_out = NULL;

  whole.to = 0.0;
  if (is_asked && options->to > 0.0)
    held_out = lab_held_out_new (samples, count, &whole, options->to, NULL);
  return held_out != NULL ? held_out : lab_held_out_new (samples, count, options, 0.0, NULL);
}

static LabFitAnswer *
answer_new (LabFitAnswers *answers, const LabFitRequest *request, const LabFitCurve *curve)
{
  LabFitAnswer *answer = g_new0 (LabFitAnswer, 1);
  const LabFitSample *samples = (const LabFitSample *)(gpointer)curve->samples->data;
  const guint count = curve->samples->len;

  answer->curve = curve;
  if (!lab_model_fit (samples, count, &answers->options, &answer->fit, &answer->error))
    return answer;
  answer->held_out = hold_out (&answers->options, !answers->has_window, samples, count);
  if (answer->fit.valid)
    ask_law (answers, request, answer);
  return answer;
}

gboolean
lab_fit_answers_make (const LabTable *table,
                      const LabFitRequest *request,
                      LabFitAnswers *answers,
                      GError **error)
{
  gboolean any = FALSE;

  *answers = (LabFitAnswers){.table = table,
                             .options = request->options,
                             .maximum = request->maximum,
                             .compares = request->compares};
  if (!lab_fit_curves_read (table, &request->reading, &answers->curves, error))
    return FALSE;
  if (request->options.from == 0.0 && request->options.to == 0.0)
    answers->has_window = lab_fit_window_find (table, &answers->curves, &answers->options.from,
                                               &answers->options.to, &answers->window);
  answers->answers = g_ptr_array_new_with_free_func (answer_free);
  for (guint i = 0; i < answers->curves.curves->len; i++) {
    LabFitCurve *curve = g_ptr_array_index (answers->curves.curves, i);
    LabFitAnswer *answer;

    if (isfinite (request->maximum))
      lab_fit_curve_turn_over (curve, request->maximum);
    answer = answer_new (answers, request, curve);
    any = any || answer->error == NULL;
    g_ptr_array_add (answers->answers, answer);
  }
  if (any)
    return TRUE;
  LabFitAnswer *first = answers->answers->len > 0 ? g_ptr_array_index (answers->answers, 0) : NULL;
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first->error));
  else
    lab_model_fit (NULL, 0, &answers->options, &(LabModelFit){.valid = FALSE}, error);
  lab_fit_answers_clear (answers);
  return FALSE;
}

/* One side of a difference's interval: the farther side of the one, the nearer of the other, in squares. */
static double
side (double first, double first_end, double second, double second_end)
{
  return hypot (first - first_end, second - second_end);
}

gboolean
lab_fit_difference (const LabFitAnswer *first,
                    const LabFitAnswer *second,
                    LabFitDifference *difference)
{
  LabBandPoint a, b;

  if (first->error != NULL || second->error != NULL || !first->fit.valid || !second->fit.valid)
    return FALSE;
  difference->exponent = second->fit.exponent - first->fit.exponent;
  difference->low = difference->exponent - side (second->fit.exponent, second->fit.low,
                                                 first->fit.exponent, first->fit.high);
  difference->high = difference->exponent + side (second->fit.exponent, second->fit.high,
                                                  first->fit.exponent, first->fit.low);
  difference->differs = difference->low > 0.0 || difference->high < 0.0;
  difference->x = MIN (first->fit.x_maximum, second->fit.x_maximum);
  lab_curve_bootstrap_band (first->bootstrap, &difference->x, 1, &a);
  lab_curve_bootstrap_band (second->bootstrap, &difference->x, 1, &b);
  difference->level = b.value / a.value;
  difference->level_low =
      difference->level * exp (-side (log (b.value), log (b.low), log (a.value), log (a.high)));
  difference->level_high =
      difference->level * exp (side (log (b.value), log (b.high), log (a.value), log (a.low)));
  return TRUE;
}
