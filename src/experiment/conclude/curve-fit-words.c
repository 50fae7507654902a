/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a fitted curve and its comparison with theory into sentences. */
#include "experiment/conclude/curve-fit-private.h"

#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

/* More decimals than a few hundredths only where a verdict hangs on them. */
#define MOST_DECIMALS 6

/* An interval from −0.604 to −0.502 is steeper than −0.500: in two decimals its end would read like
 * the theory that it excludes. */
guint
lab_curve_fit_decimals (const LabCurveFit *fit)
{
  LabVerdict verdict = fit->against_reference;
  double end = verdict == LAB_VERDICT_STEEPER ? fit->power.high : fit->power.low;
  guint decimals = LAB_CURVE_FIT_DECIMALS;
  if (verdict != LAB_VERDICT_STEEPER && verdict != LAB_VERDICT_SHALLOWER)
    return decimals;
  for (; decimals < MOST_DECIMALS; decimals++) {
    g_autofree char *end_text = lab_words_signed (end, decimals);
    g_autofree char *theory = lab_words_signed (fit->reference.exponent, decimals);
    if (!g_str_equal (end_text, theory))
      break;
  }
  return decimals;
}

/* Only a slope whose whole interval is negative is known to fall. */
static const char *
slope_format (const LabPowerLawFit *power)
{
  /* Translators: a slope and its interval: Falls like n^−0.52 (between −0.63 and −0.41). */
  if (power->high < 0.0)
    return _ ("Falls like %s^%s (between %s and %s)");
  if (power->low < 0.0)
    return _ ("Whether the error falls is not certain: %s^%s (between %s and %s)");
  return _ ("Does not fall: %s^%s (between %s and %s)");
}

static char *
describe_slope (const LabCurveFit *fit)
{
  g_autofree char *slope = lab_words_signed (fit->power.exponent, fit->decimals);
  g_autofree char *low = lab_words_signed (fit->power.low, fit->decimals);
  g_autofree char *high = lab_words_signed (fit->power.high, fit->decimals);
  return g_strdup_printf (slope_format (&fit->power), lab_axis (fit->axis)->symbol, slope, low,
                          high);
}

static const char *
steeper_format (const LabReferenceLaw *law)
{
  /* Translators: in each, the words on the slope, its theoretical value, that value's source. */
  if (law->nature != LAB_NATURE_BOUND)
    return _ ("%s: steeper than %s (%s).");
  return law->is_worst_case
             ? _ ("%s: steeper than %s (%s). Those bounds match for the worst data; friendlier "
                  "data "
                  "may fall faster, so this is no contradiction.")
             : _ ("%s: steeper than %s (%s). That slope is a bound for the best estimator, so this "
                  "is no contradiction.");
}

static const char *
shallower_format (const LabReferenceLaw *law)
{
  if (law->nature != LAB_NATURE_BOUND)
    return _ ("%s: shallower than %s (%s).");
  return law->is_worst_case
             ? _ ("%s: shallower than %s (%s). Those bounds hold past a threshold of compute, for "
                  "networks close to their kernel.")
             : _ ("%s: shallower than %s (%s). That bound holds for the best possible network, "
                  "not for the one that training finds.");
}

static const char *
comparison_format (const LabCurveFit *fit)
{
  switch (fit->against_reference) {
  case LAB_VERDICT_COMPATIBLE:
    return _ ("%s: compatible with %s (%s).");
  case LAB_VERDICT_STEEPER:
    return steeper_format (&fit->reference);
  case LAB_VERDICT_SHALLOWER:
    return shallower_format (&fit->reference);
  case LAB_VERDICT_NOT_ENOUGH:
  case LAB_VERDICT_NO_LAW:
    break;
  }
  g_return_val_if_reached (NULL);
}

/* What a compatible slope is compatible with. */
static const char *
compatible_format (const LabCurveFit *fit)
{
  gboolean asymptote = fit->against_reference == LAB_VERDICT_COMPATIBLE;
  gboolean prediction = fit->against_prediction == LAB_VERDICT_COMPATIBLE;

  /* Translators: in each, both ends of an interval of slopes: what cannot be told from what. */
  if (asymptote && !prediction && isfinite (fit->prediction))
    return _ ("Compatible with the limit: cannot tell %s from %s");
  if (prediction && !asymptote)
    return _ ("Compatible with what is predicted for these sizes: cannot tell %s from %s");
  if (!asymptote)
    return _ ("Compatible with a slope between prediction and limit: cannot tell %s from %s");
  return _ ("Compatible with theory: cannot tell %s from %s");
}

char *
lab_curve_fit_headline (const LabCurveFit *fit)
{
  g_return_val_if_fail (fit != NULL, NULL);

  switch (fit->verdict) {
  case LAB_VERDICT_COMPATIBLE: {
    guint decimals = MAX (fit->decimals, LAB_CURVE_FIT_DECIMALS);
    g_autofree char *low = lab_words_signed (fit->power.low, decimals);
    g_autofree char *high = lab_words_signed (fit->power.high, decimals);
    return g_strdup_printf (compatible_format (fit), high, low);
  }
  case LAB_VERDICT_STEEPER:
    return g_strdup (_ ("Steeper than theory"));
  case LAB_VERDICT_SHALLOWER:
    return g_strdup (_ ("Shallower than theory"));
  case LAB_VERDICT_NO_LAW:
    return g_strdup (_ ("No law to compare with"));
  case LAB_VERDICT_NOT_ENOUGH:
    break;
  }
  return g_strdup (_ ("Not enough to tell"));
}

/* Where theory is silent the measured slope is what was found, and why there is no other is told. */
static char *
describe_finding (const char *slope, const LabCurve *curve)
{
  const char *why = lab_experiment_why_no_law (&curve->experiment);

  /* Translators: the words on the slope, then, where it is known, a sentence that says why. */
  return g_strdup_printf (
      _ ("%s. This measured slope is the finding: no law is laid beside it.%s%s"), slope,
      why != NULL ? " " : "", why != NULL ? why : "");
}

static char *
describe_slope_and_reference (const LabCurveFit *fit, const LabCurve *curve)
{
  g_autofree char *slope = describe_slope (fit);
  if (!fit->reference.valid)
    return describe_finding (slope, curve);
  g_autofree char *theory = lab_words_signed (fit->reference.exponent, fit->decimals);
  return g_strdup_printf (comparison_format (fit), slope, theory, _ (fit->reference.name));
}

/* What the prediction for these sizes adds, and why it may still be open. */
static char *
describe_comparison (const LabCurveFit *fit, const LabCurve *curve)
{
  g_autofree char *first = describe_slope_and_reference (fit, curve);
  g_autofree char *predicted = lab_words_signed (fit->prediction, fit->decimals);
  const char *format = "%s";

  if (fit->verdict == LAB_VERDICT_COMPATIBLE && fit->against_reference != LAB_VERDICT_COMPATIBLE &&
      fit->against_prediction != LAB_VERDICT_COMPATIBLE)
    /* Translators: in each, a sentence, then a slope. */
    format = _ ("%s For these very sizes the kernel picture predicts %s: the measured slope lies "
                "between the two, as it should on its way to the limit.");
  else if (fit->against_prediction == LAB_VERDICT_COMPATIBLE)
    format = _ ("%s For these very sizes the kernel picture predicts %s, which fits.");
  else if (fit->against_prediction == LAB_VERDICT_STEEPER)
    format = _ ("%s For these very sizes the kernel picture predicts %s: the measured slope is "
                "steeper than that.");
  else if (fit->against_prediction == LAB_VERDICT_SHALLOWER)
    format = _ ("%s For these very sizes the kernel picture predicts %s: the measured slope is "
                "shallower than that.");
  g_autofree char *both = g_strdup_printf (format, first, predicted);
  if (fit->verdict != LAB_VERDICT_NOT_ENOUGH || !fit->reference.valid)
    return g_steal_pointer (&both);
  return g_strdup_printf (_ ("%s But the interval is too wide to tell anything."), both);
}

/* Points at the optimisation floor are told with the verdict, since more steps bring them back. */
static char *
add_left_out (const char *sentence, const LabCurve *curve)
{
  guint left_out = 0;
  for (guint i = 0; i < curve->point_count; i++)
    left_out += curve->points[i].floor_limited;
  if (left_out == 0)
    return g_strdup (sentence);
  /* Translators: a sentence, then how many of how many points. */
  const char *format = ngettext (
      "%s %u of %u points is at the optimisation floor and not fitted: more steps would lower it.",
      "%s %u of %u points are at the optimisation floor and not fitted: more steps would lower "
      "them.",
      left_out);
  return g_strdup_printf (format, sentence, left_out, curve->point_count);
}

char *
lab_curve_fit_describe_verdict (const LabCurveFit *fit, const LabCurve *curve, const GError *error)
{
  g_autofree char *sentence =
      fit->power.valid ? describe_comparison (fit, curve) : g_strdup (error->message);
  g_autofree char *all = add_left_out (sentence, curve);
  if (!lab_experiment_measures_test_error (&curve->experiment))
    return g_steal_pointer (&all);
  return g_strdup_printf (_ ("%s What is measured is the test error with the labels’ noise in it, "
                             "towards which it flattens; σ, where it is known, takes it off."),
                          all);
}
