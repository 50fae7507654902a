/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 3 of scaling-lab predict. */
#include "cli/commands/predict-descent.h"

#include <math.h>

#include "cli/output.h"
#include "cli/print/kernel-picture-keys.h"
#include "core/error.h"
#include "fit/multi-power.h"
#include "session/json-values.h"
#include "theory/stochastic-descent.h"

/* Products that a pass may take: half a minute or so on one core. */
#define MOST_WORK 1e10

static const LabNumberKey descent_keys[] = {LAB_PREDICT_DESCENT_KEYS, {0}};

/* The empirical law is fitted to this many steps of each other schedule, from a 50th of the pass on; in
 * shorter passes these are not all different. */
#define LAW_POINTS   20
#define LAW_REACH    50.0
#define LAW_SHORTEST 200

/* In the order of the key's words. */
static const LabSchedule schedules[] = {LAB_SCHEDULE_CONSTANT, LAB_SCHEDULE_LINEAR,
                                        LAB_SCHEDULE_COSINE, LAB_SCHEDULE_WSD};
static const char *const schedule_names[] = {"constant", "linear", "cosine", "wsd"};

typedef struct
{
  guint count;
  guint at[LAB_STOCHASTIC_DESCENT_MOMENTS];
  double intrinsic_time[LAB_STOCHASTIC_DESCENT_MOMENTS]; /* sum of the rates of these steps */
  double excess_risk[LAB_STOCHASTIC_DESCENT_MOMENTS];
  double without_decay; /* at the last step; NaN where the rate does not fall */
  double law;           /* there by the multi-power law, fitted to the other schedules; NaN: none */
} Pass;

gboolean
lab_predict_descent_check (const LabNumbers *numbers, gboolean descends, GError **error)
{
  static const char *const flow_keys[] = {"n", "N", "times"};

  for (guint i = 0; descends && i < G_N_ELEMENTS (flow_keys); i++)
    if (lab_numbers_is_given (numbers, flow_keys[i])) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   "level=3 has no %s: each step meets fresh points, at infinite width, and is "
                   "counted by itself; leave %s out, or take level=2.",
                   flow_keys[i], flow_keys[i]);
      return FALSE;
    }
  for (guint i = 0; !descends && descent_keys[i].key != NULL; i++)
    if (lab_numbers_is_given (numbers, descent_keys[i].key)) {
      g_set_error (
          error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
          "%s belongs to level=3 alone: levels 1 and 2 follow gradient flow in time; leave "
          "it out, or take level=3.",
          descent_keys[i].key);
      return FALSE;
    }
  return TRUE;
}

static guint
schedule_word (const LabNumbers *numbers)
{
  return (guint)lab_numbers_get (numbers, "schedule");
}

static gboolean
read_descent (const LabNumbers *numbers, LabStochasticDescent *descent, GError **error)
{
  const LabSchedule kind = schedules[schedule_word (numbers)];
  const double warm_up = lab_numbers_get (numbers, "warm_up");
  double stable = lab_numbers_get (numbers, "stable");

  if (kind != LAB_SCHEDULE_WSD)
    stable = fmin (stable, 1.0 - warm_up); /* of the other schedules that the law is fitted to */
  if (warm_up + stable > 1.0) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        "stable=%g: stable and warm_up=%g are shares of the same steps and must together be "
        "at most 1.",
        stable, warm_up);
    return FALSE;
  }
  *descent = (LabStochasticDescent){
      .noise = lab_numbers_get (numbers, "sigma"),
      .batch = (guint)lab_numbers_get (numbers, "batch"),
      .learning_rate = lab_numbers_get (numbers, "learning_rate"),
      .shape = {kind, warm_up, lab_numbers_get (numbers, "final_rate"), stable,
                (guint)lab_numbers_get (numbers, "steps")},
  };
  return TRUE;
}

/* What the multi-power law, fitted to the passes under the other schedules, foretells of this one. */
static double
foretell (const LabStochasticDescent *descent, const LabSpectrum *spectrum)
{
  LabMultiPowerCurve curves[G_N_ELEMENTS (schedules)];
  double risk[G_N_ELEMENTS (schedules)][LAW_POINTS], end;
  guint at[LAW_POINTS], count = 0;
  const guint steps = descent->shape.steps;
  LabMultiPowerFit fit;

  if (steps < LAW_SHORTEST)
    return NAN;
  for (guint i = 0; i < LAW_POINTS; i++)
    at[i] = (guint)lround (steps * pow (LAW_REACH, (double)i / (LAW_POINTS - 1) - 1.0));
  for (guint s = 0; s < G_N_ELEMENTS (schedules); s++) {
    LabStochasticDescent other = *descent;

    if (schedules[s] == descent->shape.kind)
      continue;
    other.shape.kind = schedules[s];
    lab_stochastic_descent (&other, spectrum, LAW_POINTS, at, NULL, risk[count]);
    if (!isfinite (risk[count][LAW_POINTS - 1]))
      return NAN;
    curves[count] =
        (LabMultiPowerCurve){other.shape, descent->learning_rate, LAW_POINTS, at, risk[count]};
    count++;
  }
  if (!lab_multi_power_fit (curves, count, &fit, NULL))
    return NAN;
  lab_multi_power_curve (&fit, &descent->shape, descent->learning_rate, 1, &steps, &end);
  return end;
}

static void
sum_rates (const LabStochasticDescent *descent, Pass *pass)
{
  double sum = 0.0;
  guint told = 0;

  for (guint step = 0; told < pass->count; step++) {
    sum += descent->learning_rate * lab_schedule_share (&descent->shape, step);
    if (step + 1 == pass->at[told])
      pass->intrinsic_time[told++] = sum;
  }
}

static gboolean
follow (const LabStochasticDescent *descent,
        const LabSpectrum *spectrum,
        Pass *pass,
        LabTask *task,
        GError **error)
{
  LabStochasticDescent flat = *descent;
  const double work = (double)spectrum->count * descent->shape.steps;

  if (work > MOST_WORK) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "steps=%u with %u modes is too much work: take fewer, or modes=0, which takes all "
                 "modes in bins.",
                 descent->shape.steps, spectrum->count);
    return FALSE;
  }
  pass->count = lab_stochastic_descent_moments (descent->shape.steps, pass->at);
  lab_stochastic_descent (descent, spectrum, pass->count, pass->at, task, pass->excess_risk);
  sum_rates (descent, pass);
  pass->law = foretell (descent, spectrum);
  pass->without_decay = NAN;
  flat.shape.kind = LAB_SCHEDULE_CONSTANT;
  if (descent->shape.kind != LAB_SCHEDULE_CONSTANT)
    lab_stochastic_descent (&flat, spectrum, 1, &descent->shape.steps, NULL, &pass->without_decay);
  return TRUE;
}

/* Whether time is told as the sum of the rates. */
static gboolean
tells_rates (const LabNumbers *numbers)
{
  return lab_numbers_get (numbers, "clock") > 0;
}

static char *
to_json (const LabNumbers *numbers, const Pass *pass)
{
  static const char *const asked[] = {"d",       "beta",       "nu",    "sigma",
                                      "modes",   "level",      "batch", "learning_rate",
                                      "warm_up", "final_rate", "stable"};
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    lab_json_add_real (builder, asked[i], lab_numbers_get (numbers, asked[i]));
  lab_json_add_text (builder, "schedule", schedule_names[schedule_word (numbers)]);
  lab_json_add_text (builder, "clock", tells_rates (numbers) ? "rates" : "steps");
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pass->count; i++)
    json_builder_add_int_value (builder, pass->at[i]);
  json_builder_end_array (builder);
  lab_json_add_reals (builder, "intrinsic_time", pass->intrinsic_time, pass->count);
  lab_json_add_reals (builder, "excess_risk", pass->excess_risk, pass->count);
  lab_json_add_real (builder, "without_decay", pass->without_decay);
  lab_json_add_real (builder, "multi_power_law", pass->law);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

/* What the decay buys, in a sentence. */
static void
append_decay (GString *text, const Pass *pass)
{
  const double end = pass->excess_risk[pass->count - 1], without = pass->without_decay;

  if (!isfinite (end) || isnan (without))
    return;
  if (isfinite (without))
    g_string_append_printf (text,
                            "\nWith the decay the last step has %.4g, without it (the largest rate "
                            "to the end) %.4g:\nthe decay %s %.3g %%.\n",
                            end, without, end < without ? "takes off" : "costs",
                            100 * fabs (1 - end / without));
  else
    g_string_append_printf (text,
                            "\nWith the decay the last step has %.4g; without it the pass "
                            "diverges.\n",
                            end);
}

static char *
to_text (const LabNumbers *numbers, const Pass *pass)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *asked = lab_kernel_picture_text (numbers, FALSE);
  g_autofree char *table = NULL;
  GString *text = g_string_new (NULL);

  const gboolean rates = tells_rates (numbers);

  g_ptr_array_add (cells, g_strdup (rates ? "sum of rates" : "step"));
  g_ptr_array_add (cells, g_strdup (rates ? "step" : "sum of rates"));
  g_ptr_array_add (cells, g_strdup ("excess risk"));
  for (guint i = 0; i < pass->count; i++) {
    char *step = g_strdup_printf ("%u", pass->at[i]);
    char *sum = g_strdup_printf ("%.6g", pass->intrinsic_time[i]);

    g_ptr_array_add (cells, rates ? sum : step);
    g_ptr_array_add (cells, rates ? step : sum);
    g_ptr_array_add (cells, isfinite (pass->excess_risk[i])
                                ? g_strdup_printf ("%.8g", pass->excess_risk[i])
                                : g_strdup ("diverged"));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("rrr", (const char *const *)cells->pdata);
  g_string_append_printf (
      text,
      "%s, level 3\nOne pass in batches of %g, learning rate %.10g, schedule %s."
      "\nA prediction of the kernel picture (derived for this project), exact for "
      "Gaussian\nfeatures, not a measurement.\n\n%s",
      asked, lab_numbers_get (numbers, "batch"), lab_numbers_get (numbers, "learning_rate"),
      schedule_names[schedule_word (numbers)], table);
  append_decay (text, pass);
  if (pass->law > 0)
    g_string_append_printf (
        text,
        "\nThe multi-power law, an empirical rival fitted to the passes under the "
        "other\nschedules, foretells %.4g for the last step (%+.1f %%).\n",
        pass->law, 100 * (pass->law / pass->excess_risk[pass->count - 1] - 1));
  return g_string_free (text, FALSE);
}

char *
lab_predict_descent (const LabArguments *words,
                     const LabSpectrum *spectrum,
                     LabTask *task,
                     GError **error)
{
  LabStochasticDescent descent;
  Pass pass;

  if (!read_descent (&words->numbers, &descent, error) ||
      !follow (&descent, spectrum, &pass, task, error))
    return NULL;
  return words->json ? to_json (&words->numbers, &pass) : to_text (&words->numbers, &pass);
}
