/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/schedule-answer.h"

#include "cli/output.h"
#include "session/json-values.h"

#include <math.h>

static void
append_gain (GString *text, const LabScheduleLaw *law)
{
  const double with = law->end[law->decaying], without = law->end[1 - law->decaying];

  if (!isfinite (with) || !isfinite (without))
    return;
  g_autofree char *gain = g_strdup_printf (
      "With the decay the last step has %.4g, without it (the largest rate to the end) %.4g, both "
      "measured: the decay %s %.0f %%.",
      with, without, with < without ? "takes off" : "costs", 100 * fabs (1 - with / without));

  lab_append_wrapped (text, "", gain);
}

static void
append_law (GString *text, const LabScheduleLaw *law)
{
  const LabMultiPowerFit *fit = &law->law;
  g_autofree char *words = g_strdup_printf (
      "The multi-power law, an empirical one of seven constants, follows both curves within %.1f "
      "%% "
      "(%u points): floor %.3g, exponent %.3g of the sum of rates, decay %.3g with exponent %.3g; "
      "it ends them at %.4g and %.4g.",
      100 * expm1 (fit->scatter), fit->points, fit->floor, -fit->exponent, fit->decay_amplitude,
      fit->decay_exponent, law->law_end[0], law->law_end[1]);

  lab_append_wrapped (text, "", words);
}

void
lab_append_schedules (GString *text, const LabScheduleLaw *law)
{
  g_autofree char *times =
      g_strdup_printf ("Intrinsic time, the sum of the learning rates: %.4g before, %.4g now.",
                       law->intrinsic_time[0], law->intrinsic_time[1]);

  g_string_append_c (text, '\n');
  lab_append_wrapped (text, "", times);
  if (law->decaying >= 0)
    append_gain (text, law);
  if (law->has_law)
    append_law (text, law);
}

static void
add_law (JsonBuilder *builder, const LabScheduleLaw *law)
{
  json_builder_set_member_name (builder, "multi_power");
  if (!law->has_law) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "floor", law->law.floor);
  lab_json_add_real (builder, "amplitude", law->law.amplitude);
  lab_json_add_real (builder, "alpha", law->law.exponent);
  lab_json_add_real (builder, "decay_amplitude", law->law.decay_amplitude);
  lab_json_add_real (builder, "decay_scale", law->law.decay_scale);
  lab_json_add_real (builder, "beta", law->law.decay_exponent);
  lab_json_add_real (builder, "gamma", law->law.rate_exponent);
  lab_json_add_real (builder, "scatter", law->law.scatter);
  lab_json_add_integer (builder, "points", law->law.points);
  lab_json_add_reals (builder, "end", law->law_end, 2);
  json_builder_end_object (builder);
}

void
lab_add_schedules (JsonBuilder *builder, const LabScheduleLaw *law)
{
  json_builder_set_member_name (builder, "schedules");
  if (!law->valid) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_reals (builder, "end", law->end, 2);
  lab_json_add_reals (builder, "intrinsic_time", law->intrinsic_time, 2);
  lab_json_add_real (builder, "decay_gain",
                     law->decaying >= 0 ? 1 - law->end[law->decaying] / law->end[1 - law->decaying]
                                        : NAN);
  add_law (builder, law);
  json_builder_end_object (builder);
}

char *
lab_intrinsic_time_text (const LabIntrinsicTime *intrinsic)
{
  const LabPowerLawFit *power = &intrinsic->power;
  GString *text = g_string_new (NULL);
  g_autofree char *words = NULL;

  if (intrinsic->count == 0)
    return g_string_free (text, FALSE);
  words = power->valid
              ? g_strdup_printf ("In intrinsic time S, the sum of the learning rates (%.4g at the "
                                 "end): excess risk ~ S^%.3f, 95 %% interval %.3f to %.3f.",
                                 intrinsic->time[intrinsic->count - 1], power->exponent, power->low,
                                 power->high)
              : g_strdup ("In intrinsic time, the sum of the learning rates, there are too few "
                          "points for a law.");
  g_string_append_c (text, '\n');
  lab_append_wrapped (text, "", words);
  return g_string_free (text, FALSE);
}

JsonNode *
lab_intrinsic_time_json (const LabIntrinsicTime *intrinsic)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const gboolean valid = intrinsic->power.valid;

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "clock", "rates");
  lab_json_add_reals (builder, "x", intrinsic->time, intrinsic->count);
  lab_json_add_reals (builder, "excess_risk", intrinsic->excess_risk, intrinsic->count);
  lab_json_add_real (builder, "exponent", valid ? intrinsic->power.exponent : NAN);
  lab_json_add_real (builder, "low", valid ? intrinsic->power.low : NAN);
  lab_json_add_real (builder, "high", valid ? intrinsic->power.high : NAN);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
