/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rival laws of a training as JSON. */
#include "session/results-laws.h"

#include "fit/law/law-fit.h"
#include "fit/model.h"
#include "session/json-values.h"

#include <math.h>

/* Parts of a sum law; null for the others. */
static void
add_sum (JsonBuilder *builder, const LabLawFit *fit)
{
  gboolean is_sum = lab_law_form (fit->law) == LAB_FORM_SUM;

  lab_json_add_real (builder, "amplitude", is_sum ? exp (fit->transient) : NAN);
  lab_json_add_real (builder, "scale", is_sum ? 1.0 / fit->early : NAN);
  lab_json_add_real (builder, "power_amplitude", is_sum ? exp (fit->level) : NAN);
  lab_json_add_real (builder, "crossing", is_sum ? fit->break_x : NAN);
}

/* The rival laws with what each needs to be drawn again. */
static void
add_rivals (JsonBuilder *builder, const LabTwoPhaseChoice *choice)
{
  json_builder_set_member_name (builder, "rivals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < LAB_LAW_COUNT; i++) {
    const LabLawFit *fit = &choice->fits[i];

    if (!fit->valid)
      continue;
    json_builder_begin_object (builder);
    lab_json_add_text (builder, "law", lab_law_name (fit->law));
    lab_json_add_integer (builder, "free_parameters", fit->parameters);
    lab_json_add_real (builder, "residual", fit->residual);
    lab_json_add_real (builder, "aicc", fit->aicc);
    lab_json_add_real (builder, "exponent", fit->exponent);
    lab_json_add_real (builder, "early", fit->early);
    lab_json_add_real (builder, "break",
                       lab_law_form (fit->law) == LAB_FORM_SUM ? NAN : fit->break_x);
    lab_json_add_real (builder, "level", fit->level);
    lab_json_add_real (builder, "floor", fit->floor);
    lab_json_add_real (builder, "width", lab_law_is_smooth (fit->law) ? fit->width : NAN);
    add_sum (builder, fit);
    lab_json_add_real (builder, "scatter", lab_law_scatter (fit, choice->points_used));
    json_builder_set_member_name (builder, "refused");
    json_builder_add_boolean_value (builder, choice->refused[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Models that no rule excludes (two-phase.h), the closest first. */
static void
add_remaining (JsonBuilder *builder, const LabTwoPhaseChoice *choice)
{
  json_builder_set_member_name (builder, "remaining");
  json_builder_begin_array (builder);
  for (guint i = 0; i < choice->remaining_count; i++)
    json_builder_add_string_value (builder,
                                   lab_model_name (lab_model_of_law (choice->remaining[i])));
  json_builder_end_array (builder);
}

void
lab_results_add_laws (JsonBuilder *builder, const LabTwoPhaseChoice *choice)
{
  gboolean known = choice->choice != LAB_CHOICE_NOT_ENOUGH;

  lab_json_add_real (builder, "boundary", known ? choice->boundary : NAN);
  lab_json_add_real (builder, "boundary_low", known ? choice->boundary_low : NAN);
  lab_json_add_real (builder, "boundary_high", known ? choice->boundary_high : NAN);
  lab_json_add_text (builder, "law", lab_choice_name (choice->choice));
  lab_json_add_text (builder, "best_law", known ? lab_law_name (choice->best) : NULL);
  lab_json_add_real (builder, "lead", known ? choice->lead : NAN);
  lab_json_add_real (builder, "late_exponent", known ? choice->exponent : NAN);
  lab_json_add_real (builder, "late_exponent_low", known ? choice->exponent_low : NAN);
  lab_json_add_real (builder, "late_exponent_high", known ? choice->exponent_high : NAN);
  add_remaining (builder, choice);
  add_rivals (builder, choice);
}
