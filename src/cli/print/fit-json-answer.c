/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a curve's fit says, for other programs. */
#include "cli/print/fit-answer.h"

#include "session/json-values.h"

#include <math.h>

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* Null where too little is left to fit without the largest third. */
static void
add_held_out (JsonBuilder *builder, const LabHeldOut *held_out)
{
  json_builder_set_member_name (builder, "held_out");
  if (held_out == NULL) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "fitted_to", held_out->limit);
  lab_json_add_text (builder, "model", lab_model_name (held_out->fit.model));
  lab_json_add_real (builder, "exponent", held_out->fit.exponent);
  lab_json_add_integer (builder, "points", held_out->count);
  lab_json_add_real (builder, "share_inside", held_out->inside);
  lab_json_add_real (builder, "rms_log_error", held_out->error);
  lab_json_add_real (builder, "mean_log_error", held_out->bias);
  lab_json_add_real (builder, "band_half_width", held_out->half_width);
  add_boolean (builder, "foretold", held_out->foretold);
  json_builder_end_object (builder);
}

static gboolean
is_sum (const LabModelFit *fit)
{
  return fit->valid && lab_law_form (fit->curve.law) == LAB_FORM_SUM;
}

/* The amplitudes of sums, and that of a power law; place of a break or of a sum's crossing. */
static void
add_law (JsonBuilder *builder, const LabModelFit *fit)
{
  gboolean has_power =
      is_sum (fit) || (fit->valid && lab_law_form (fit->curve.law) == LAB_FORM_POWER);
  const char *const breaks[] = {"break", "break_low", "break_high"};
  const char *const crossings[] = {"crossing", "crossing_low", "crossing_high"};
  const double places[] = {fit->break_x, fit->break_low, fit->break_high};

  lab_json_add_real (builder, "amplitude", is_sum (fit) ? exp (fit->curve.transient) : NAN);
  lab_json_add_real (builder, "scale", is_sum (fit) ? 1.0 / fit->curve.early : NAN);
  lab_json_add_real (builder, "power_amplitude", has_power ? exp (fit->curve.level) : NAN);
  lab_json_add_real (builder, "floor", fit->valid ? fit->floor : NAN);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    lab_json_add_real (builder, breaks[i], is_sum (fit) ? NAN : places[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    lab_json_add_real (builder, crossings[i], is_sum (fit) ? places[i] : NAN);
}

/* Models that no rule excludes: one where the data choose, none where nothing fits. */
static void
add_remaining (JsonBuilder *builder, const LabTwoPhaseChoice *rivals)
{
  json_builder_set_member_name (builder, "remaining");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rivals->remaining_count; i++)
    json_builder_add_string_value (builder,
                                   lab_model_name (lab_model_of_law (rivals->remaining[i])));
  json_builder_end_array (builder);
}

static gboolean
remains (const LabTwoPhaseChoice *rivals, LabLaw law)
{
  for (guint i = 0; i < rivals->remaining_count; i++)
    if (rivals->remaining[i] == law)
      return TRUE;
  return FALSE;
}

static void
add_rivals (JsonBuilder *builder, const LabTwoPhaseChoice *rivals)
{
  json_builder_set_member_name (builder, "rivals");
  json_builder_begin_array (builder);
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    const LabLawFit *fit = &rivals->fits[law];

    if (!fit->valid)
      continue;
    json_builder_begin_object (builder);
    lab_json_add_text (builder, "law", lab_law_name (fit->law));
    lab_json_add_text (builder, "model", lab_model_name (lab_model_of_law (fit->law)));
    lab_json_add_real (builder, "aicc", fit->aicc);
    lab_json_add_real (builder, "scatter", lab_law_scatter (fit, rivals->points_used));
    lab_json_add_real (builder, "exponent", fit->exponent);
    lab_json_add_real (builder, "floor", fit->floor);
    lab_json_add_real (builder, "boundary", fit->break_x);
    add_boolean (builder, "refused", rivals->refused[law]);
    add_boolean (builder, "remains", remains (rivals, (LabLaw)law));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Values that a fit in logarithms cannot use, by kind. */
static void
add_left_out (JsonBuilder *builder, const LabUnusable *unusable)
{
  json_builder_set_member_name (builder, "left_out");
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "x_not_positive", unusable->x);
  lab_json_add_integer (builder, "zero", unusable->zero);
  lab_json_add_integer (builder, "negative", unusable->negative);
  lab_json_add_integer (builder, "infinite", unusable->infinite);
  lab_json_add_integer (builder, "not_a_number", unusable->missing);
  json_builder_end_object (builder);
}

static void
add_goodness (JsonBuilder *builder, const LabFitAnswer *answer)
{
  const LabGoodness *goodness = &answer->goodness;

  json_builder_set_member_name (builder, "goodness");
  if (!answer->fit.valid) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "runs", goodness->runs);
  lab_json_add_real (builder, "runs_expected", goodness->expected);
  lab_json_add_real (builder, "runs_chance", goodness->chance);
  lab_json_add_real (builder, "spread_of_repeats", goodness->spread);
  lab_json_add_real (builder, "scatter_over_spread", goodness->lack);
  lab_json_add_real (builder, "spread_chance", goodness->lack_chance);
  add_boolean (builder, "bad", goodness->is_bad);
  json_builder_end_object (builder);
}

static gboolean
is_outside (const LabModelFit *fit, double x)
{
  return x < fit->x_minimum || x > fit->x_maximum;
}

/* Low and high in the order of y, also where its maximum less y was fitted. */
static void
add_ends (JsonBuilder *builder,
          const char *low_name,
          const char *high_name,
          const LabFitAnswers *answers,
          double low,
          double high)
{
  const double one = lab_fit_shown (answers, low), other = lab_fit_shown (answers, high);

  lab_json_add_real (builder, low_name, MIN (one, other));
  lab_json_add_real (builder, high_name, MAX (one, other));
}

static void
add_at (JsonBuilder *builder, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabBandPoint *at = &answer->at;

  if (!answer->has_at)
    return;
  json_builder_set_member_name (builder, "at");
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "x", at->x);
  lab_json_add_real (builder, "value", lab_fit_shown (answers, at->value));
  add_ends (builder, "low", "high", answers, at->new_low, at->new_high);
  add_ends (builder, "mean_low", "mean_high", answers, at->low, at->high);
  add_boolean (builder, "extrapolation", is_outside (&answer->fit, at->x));
  json_builder_end_object (builder);
}

static void
add_reach (JsonBuilder *builder, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabReach *reach = &answer->reach;

  if (!answer->has_reach)
    return;
  json_builder_set_member_name (builder, "reach");
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "y", lab_fit_shown (answers, reach->y));
  lab_json_add_text (builder, "outcome", lab_reach_name (reach->outcome));
  lab_json_add_real (builder, "x", reach->x);
  lab_json_add_real (builder, "low", reach->low);
  lab_json_add_real (builder, "high", reach->high);
  add_boolean (builder, "extrapolation", reach->decades_beyond > 0.0);
  json_builder_end_object (builder);
}

static void
add_prefactor (JsonBuilder *builder, const LabModelFit *fit)
{
  lab_json_add_real (builder, "prefactor", fit->prefactor);
  lab_json_add_real (builder, "prefactor_low", fit->prefactor_low);
  lab_json_add_real (builder, "prefactor_high", fit->prefactor_high);
  lab_json_add_real (builder, "floor_low", fit->floor_low);
  lab_json_add_real (builder, "floor_high", fit->floor_high);
  lab_json_add_real (builder, "shift", fit->curve.has_shift ? fit->curve.shift : NAN);
}

static void
add_counts (JsonBuilder *builder, const LabFitAnswer *answer)
{
  const LabModelFit *fit = &answer->fit;

  lab_json_add_integer (builder, "points_used", fit->points_used);
  lab_json_add_integer (builder, "points_left_out", fit->points_left_out);
  add_left_out (builder, &answer->curve->unusable);
  lab_json_add_integer (builder, "points_outside", fit->points_outside);
  lab_json_add_integer (builder, "duplicates", fit->duplicates);
  lab_json_add_integer (builder, "repeats", fit->repeats);
}

void
lab_fit_json_answer (JsonBuilder *builder, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabModelFit *fit = &answer->fit;

  lab_json_add_text (builder, "x", answers->curves.x_column);
  lab_json_add_text (builder, "y", answer->curve->y_column);
  lab_json_add_text (builder, "model", fit->valid ? lab_model_name (fit->model) : NULL);
  lab_json_add_real (builder, "exponent", answer->error == NULL ? fit->exponent : NAN);
  lab_json_add_real (builder, "low", answer->error == NULL ? fit->low : NAN);
  lab_json_add_real (builder, "high", answer->error == NULL ? fit->high : NAN);
  if (answer->error != NULL) {
    add_counts (builder, answer);
    return;
  }
  add_prefactor (builder, fit);
  add_law (builder, fit);
  if (isfinite (answers->maximum))
    lab_json_add_real (builder, "maximum", answers->maximum);
  add_at (builder, answers, answer);
  add_reach (builder, answers, answer);
  lab_json_add_real (builder, "aicc", fit->aicc);
  lab_json_add_real (builder, "scatter", fit->valid ? fit->scatter : NAN);
  lab_json_add_real (builder, "smooth_scatter", fit->rivals.reference_scatter);
  add_boolean (builder, "robust", fit->robust);
  lab_json_add_real (builder, "window_low", fit->x_minimum);
  lab_json_add_real (builder, "window_high", fit->x_maximum);
  lab_json_add_text (builder, "choice", lab_choice_name (fit->choice));
  add_remaining (builder, &fit->rivals);
  add_rivals (builder, &fit->rivals);
  add_counts (builder, answer);
  add_goodness (builder, answer);
  add_held_out (builder, answer->held_out);
}
