/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of the command compare, in words and for other programs. */
#include "cli/print/compare-answer.h"

#include "cli/output.h"
#include "cli/print/schedule-answer.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "theory/feature-learning.h"

#include <math.h>

/* Keys in which the second differs: "head_scale=1 learning_rate=0.05". */
static char *
changed_words (const LabExperiment *before, const LabExperiment *now)
{
  GString *text = g_string_new (NULL);
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  for (guint i = 0; i < count; i++) {
    g_autofree char *first = lab_experiment_get (before, keys[i].key);
    g_autofree char *second = lab_experiment_get (now, keys[i].key);

    if (!g_str_equal (first, second))
      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", keys[i].key, second);
  }
  return g_string_free (text, FALSE);
}

static void
append_curve (GString *text, const char *name, const LabCurveFit *fit)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", name, fit->sentence);

  lab_append_wrapped (text, "", sentence);
}

static void
append_difference (GString *text, const LabCompared *compared)
{
  const LabCurveDifference *difference = &compared->difference;

  if (!difference->valid) {
    lab_append_wrapped (text, "", "No difference can be told: a slope is missing.");
    return;
  }
  g_autofree char *slopes = lab_curve_difference_describe (difference);
  g_autofree char *level =
      g_strdup_printf ("At %s = %.4g the error is now %.3g times that before.",
                       lab_axis (compared->fit[0]->axis)->symbol, difference->x, difference->level);

  lab_append_wrapped (text, "", level);
  lab_append_wrapped (text, "", slopes);
  if (difference->is_paired) {
    g_autofree char *pairs = g_strdup_printf (
        "(Intervals from %u pairs of runs that share seed, repeat and x.)", difference->pairs);
    lab_append_wrapped (text, "", pairs);
  }
}

char *
lab_compare_text (const LabCompared *compared)
{
  GString *text = g_string_new (NULL);
  const LabExperiment *before = &compared->curve[0]->experiment;
  const LabExperiment *now = &compared->curve[1]->experiment;
  g_autofree char *words = lab_experiment_to_text (before);
  g_autofree char *changed = changed_words (before, now);
  g_autofree char *theory = lab_curve_difference_lazy_or_rich (before, now);

  g_string_append (text, "Before:\n");
  lab_append_wrapped (text, "", words);
  g_string_append_printf (text, "Now, instead: %s\n\n", changed);
  append_curve (text, "Before", compared->fit[0]);
  append_curve (text, "Now", compared->fit[1]);
  g_string_append_c (text, '\n');
  append_difference (text, compared);
  if (theory != NULL)
    lab_append_wrapped (text, "", theory);
  if (compared->schedules.valid)
    lab_append_schedules (text, &compared->schedules);
  return g_string_free (text, FALSE);
}

static void
add_difference (JsonBuilder *builder, const LabCurveDifference *difference)
{
  json_builder_set_member_name (builder, "difference");
  if (!difference->valid) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "exponent", difference->exponent);
  lab_json_add_real (builder, "low", difference->low);
  lab_json_add_real (builder, "high", difference->high);
  lab_json_add_real (builder, "x", difference->x);
  lab_json_add_real (builder, "level", difference->level);
  lab_json_add_real (builder, "level_low", difference->level_low);
  lab_json_add_real (builder, "level_high", difference->level_high);
  lab_json_add_integer (builder, "pairs", difference->is_paired ? difference->pairs : 0);
  json_builder_end_object (builder);
}

void
lab_compare_add (JsonBuilder *builder, const LabCompared *compared)
{
  const LabExperiment *before = &compared->curve[0]->experiment;
  const LabExperiment *now = &compared->curve[1]->experiment;

  add_difference (builder, &compared->difference);
  lab_add_schedules (builder, &compared->schedules);
  json_builder_set_member_name (builder, "lazy_or_rich");
  if (!lab_curve_difference_is_of_laziness (before, now)) {
    json_builder_add_null_value (builder);
    return;
  }
  double lazy = -lab_axis_law (now->sweep, 0, now).exponent;
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "lazy", -lazy);
  lab_json_add_real (builder, "rich", -lab_theory_rich_time_exponent (lazy));
  json_builder_end_object (builder);
}
