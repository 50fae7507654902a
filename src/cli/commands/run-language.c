/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/run-language.h"

#include "cli/output.h"
#include "corpus/statistics/corpus-statistics.h"
#include "experiment/conclude/measured-law.h"
#include "experiment/language.h"

#include <math.h>

/* A slope that is said to come; negative, as the fitted ones are. */
typedef struct
{
  const char *source;
  double exponent, low, high; /* low <= high; NaN where there is no end */
} Predicted;

#define PREDICTED_MOST 2

/* Paper A's, with the dimension after the last block. */
static gboolean
predict_by_dimension (const LabCurve *curve, const GPtrArray *runs, Predicted *predicted)
{
  LabMeasuredLaw measured;

  if (!lab_measured_law (&curve->experiment, (LabRun *const *)runs->pdata, runs->len, &measured) ||
      !measured.law.valid || !isfinite (measured.law.exponent))
    return FALSE;
  *predicted = (Predicted){
      .source = "paper A, dimension of the activations after the last block",
      .exponent = measured.law.exponent,
      .low = measured.steepest,
      .high = measured.shallowest,
  };
  return TRUE;
}

/* gamma/(2 beta), from the corpus alone. */
static gboolean
predict_by_corpus (const LabCurve *curve, Predicted *predicted)
{
  LabExponentRange entropy, correlation, data;

  if (!lab_axis_has_key (curve->experiment.sweep, "n") ||
      !lab_corpus_exponents (curve->experiment.corpus, &entropy, &correlation, &data, NULL, NULL) ||
      !isfinite (data.value))
    return FALSE;
  *predicted = (Predicted){
      .source = "conditional entropies and correlations of the corpus (arXiv 2602.07488)",
      .exponent = -data.value,
      .low = -data.high,
      .high = -data.low,
  };
  return TRUE;
}

static guint
predict (const LabCurve *curve, const GPtrArray *runs, Predicted predicted[PREDICTED_MOST])
{
  guint count = 0;

  if (predict_by_dimension (curve, runs, &predicted[count]))
    count++;
  if (predict_by_corpus (curve, &predicted[count]))
    count++;
  return count;
}

/* Of text, whose loss never falls to 0. */
static gboolean
fit_floor (const LabCurve *curve, const LabCurveFit *fit, LabModelFit *floor)
{
  return !lab_language_knows_entropy (&curve->experiment) &&
         lab_curve_fit_model (curve, fit, LAB_MODEL_POWER_FLOOR, floor, NULL) && floor->valid;
}

static void
set_real (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
add_floor (const LabCurve *curve, const LabCurveFit *fit, JsonObject *root)
{
  JsonArray *fits = json_object_get_array_member (root, "fits");
  JsonObject *first = fits != NULL && json_array_get_length (fits) > 0
                          ? json_array_get_object_element (fits, 0)
                          : NULL;
  LabModelFit floor;
  const gboolean fitted = fit_floor (curve, fit, &floor);

  if (first == NULL || lab_language_knows_entropy (&curve->experiment))
    return;
  set_real (first, "floor", fitted ? floor.floor : NAN);
  set_real (first, "floor_low", fitted ? floor.floor_low : NAN);
  set_real (first, "floor_high", fitted ? floor.floor_high : NAN);
  set_real (first, "exponent_above_floor", fitted ? floor.exponent : NAN);
  set_real (first, "exponent_above_floor_low", fitted ? floor.low : NAN);
  set_real (first, "exponent_above_floor_high", fitted ? floor.high : NAN);
}

void
lab_run_language_add (const LabCurve *curve,
                      const LabCurveFit *fit,
                      const GPtrArray *runs,
                      JsonObject *root)
{
  Predicted predicted[PREDICTED_MOST];
  JsonArray *list;

  g_return_if_fail (curve != NULL && fit != NULL && runs != NULL && root != NULL);

  if (lab_experiment_corpus (&curve->experiment) == NULL)
    return;
  add_floor (curve, fit, root);
  list = json_array_new ();
  for (guint i = 0, count = predict (curve, runs, predicted); i < count; i++) {
    JsonObject *one = json_object_new ();

    json_object_set_string_member (one, "source", predicted[i].source);
    set_real (one, "exponent", predicted[i].exponent);
    set_real (one, "low", predicted[i].low);
    set_real (one, "high", predicted[i].high);
    json_array_add_object_element (list, one);
  }
  json_object_set_array_member (root, "predictions_of_exponent", list);
}

static void
append_passes (GString *text, const LabCurve *curve, const GPtrArray *runs)
{
  double least = INFINITY, most = 0.0;

  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if (run == NULL || run->chosen < 0)
      continue;
    const double passes =
        lab_experiment_epochs (&curve->experiment, &run->plan, run->evaluations[run->chosen].step);
    least = fmin (least, passes);
    most = fmax (most, passes);
  }
  if (most <= 0.0)
    return;
  g_autofree char *sentence = g_strdup_printf (
      "Passes over the training tokens up to the step that counts: %.3g to %.3g (%s).", least, most,
      most <= 1.0    ? "no token was read twice"
      : least >= 1.0 ? "every run read its tokens more than once"
                     : "runs below 1 met fresh tokens only, those above 1 read theirs again");
  lab_append_wrapped (text, "", sentence);
}

char *
lab_run_language_text (const LabCurve *curve, const LabCurveFit *fit, const GPtrArray *runs)
{
  Predicted predicted[PREDICTED_MOST];
  LabModelFit floor;
  GString *text;

  g_return_val_if_fail (curve != NULL && fit != NULL && runs != NULL, NULL);

  text = g_string_new (NULL);
  if (lab_experiment_corpus (&curve->experiment) == NULL)
    return g_string_free (text, FALSE);
  g_string_append (text, "\nLanguage\n");
  append_passes (text, curve, runs);
  if (fit_floor (curve, fit, &floor)) {
    g_autofree char *sentence = g_strdup_printf (
        "Above a fitted floor of %.3f nats (95 %% interval %.3f to %.3f) the loss falls as "
        "%s^%.3f (%.3f to %.3f). Nothing was subtracted from the table.",
        floor.floor, floor.floor_low, floor.floor_high, lab_axis (fit->axis)->symbol,
        floor.exponent, floor.low, floor.high);
    lab_append_wrapped (text, "", sentence);
  }
  for (guint i = 0, count = predict (curve, runs, predicted); i < count; i++) {
    g_autofree char *sentence = g_strdup_printf (
        "Predicted exponent, %s: %.3f, between %.3f and %.3f.", predicted[i].source,
        predicted[i].exponent, predicted[i].low, predicted[i].high);
    lab_append_wrapped (text, "", sentence);
  }
  return g_string_free (text, FALSE);
}
