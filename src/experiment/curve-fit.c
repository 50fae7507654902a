/* Fits a curve, compares it with its reference slope, and puts both into words. */
#include "experiment/curve-fit.h"

#include <glib/gi18n.h>

#include <math.h>

/* Slopes are known to a few hundredths; more decimals only where a verdict hangs on them. */
#define SLOPE_DECIMALS     2
#define SLOPE_DECIMALS_MAX 6

/* Letters of the axes, as on the chart. */
static const char *const SYMBOLS[LAB_SWEEP_COUNT] = {
    [LAB_SWEEP_DATA] = "n",
    [LAB_SWEEP_MODEL] = "N",
    [LAB_SWEEP_TIME] = "T",
    [LAB_SWEEP_COMPUTE] = "C",
};

static gboolean
is_trajectory (LabSweep axis)
{
  return axis == LAB_SWEEP_TIME || axis == LAB_SWEEP_COMPUTE;
}

static LabReferenceLaw
reference_of (const LabExperiment *experiment)
{
  double smoothness = experiment->smoothness;
  double dimension = experiment->intrinsic_dimension;
  switch (experiment->sweep) {
  case LAB_SWEEP_DATA:
    return lab_theory_data_law (smoothness, dimension, experiment->noise);
  case LAB_SWEEP_MODEL:
    return lab_theory_model_law (smoothness, dimension);
  case LAB_SWEEP_TIME:
    return lab_theory_time_law (smoothness, dimension);
  case LAB_SWEEP_COMPUTE:
    return lab_theory_compute_law_v3 ();
  case LAB_SWEEP_COUNT:
    break;
  }
  g_return_val_if_reached ((LabReferenceLaw){.exponent = NAN});
}

/* The samples of the fitted group from x = least on. */
static GArray *
collect (const LabCurve *curve, guint group, double least)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (LabFitSample));
  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];
    LabFitSample fitted = {.x = sample->x, .y = sample->excess_risk, .cluster = sample->repeat};
    if (sample->group == group && !sample->warm_up && !sample->floor_limited && sample->x >= least)
      g_array_append_val (samples, fitted);
  }
  return samples;
}

static gboolean
has_break (const LabTwoPhaseChoice *choice)
{
  return (choice->choice == LAB_CHOICE_EXPONENTIAL_POWER ||
          choice->choice == LAB_CHOICE_POWER_POWER) &&
         isfinite (choice->boundary);
}

static LabVerdict
judge (const LabPowerLawFit *power, const LabReferenceLaw *reference)
{
  if (!power->valid || !reference->valid)
    return LAB_VERDICT_NOT_ENOUGH;
  if (power->high < reference->exponent)
    return LAB_VERDICT_STEEPER;
  if (power->low > reference->exponent)
    return LAB_VERDICT_SHALLOWER;
  return LAB_VERDICT_COMPATIBLE;
}

/* "−0.52": a real minus sign, and none before what rounds to zero. */
static char *
slope_text (double slope, guint decimals)
{
  gboolean negative = slope <= -0.5 * pow (10.0, -(double)decimals);
  return g_strdup_printf ("%s%.*f", negative ? "−" : "", (int)decimals, fabs (slope));
}

/* An interval from −0.604 to −0.502 is steeper than −0.500: in two decimals its end would read like
 * the theory that it excludes. */
static guint
decimals_of (const LabCurveFit *fit)
{
  double end = fit->verdict == LAB_VERDICT_STEEPER ? fit->power.high : fit->power.low;
  guint decimals = SLOPE_DECIMALS;
  if (fit->verdict != LAB_VERDICT_STEEPER && fit->verdict != LAB_VERDICT_SHALLOWER)
    return decimals;
  for (; decimals < SLOPE_DECIMALS_MAX; decimals++) {
    g_autofree char *end_text = slope_text (end, decimals);
    g_autofree char *theory = slope_text (fit->reference.exponent, decimals);
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
  g_autofree char *slope = slope_text (fit->power.exponent, fit->decimals);
  g_autofree char *low = slope_text (fit->power.low, fit->decimals);
  g_autofree char *high = slope_text (fit->power.high, fit->decimals);
  return g_strdup_printf (slope_format (&fit->power), SYMBOLS[fit->axis], slope, low, high);
}

static const char *
comparison_format (const LabCurveFit *fit)
{
  gboolean bound = fit->reference.nature == LAB_NATURE_BOUND;
  /* Translators: in each, the words on the slope, its theoretical value, that value's source. */
  switch (fit->verdict) {
  case LAB_VERDICT_COMPATIBLE:
    return _ ("%s: compatible with %s (%s).");
  case LAB_VERDICT_STEEPER:
    return bound
               ? _ ("%s: steeper than %s (%s). That slope is an upper bound on the error, so this "
                    "is no contradiction.")
               : _ ("%s: steeper than %s (%s).");
  case LAB_VERDICT_SHALLOWER:
    return bound ? _ ("%s: shallower than %s (%s). That bound holds for the best possible network, "
                      "not for the one that training finds.")
                 : _ ("%s: shallower than %s (%s).");
  case LAB_VERDICT_NOT_ENOUGH:
    break;
  }
  g_return_val_if_reached (NULL);
}

static char *
describe_verdict (const LabCurveFit *fit, const GError *error)
{
  if (!fit->power.valid)
    return g_strdup (error->message);
  g_autofree char *slope = describe_slope (fit);
  if (!fit->reference.valid)
    return g_strdup_printf (_ ("%s: there is no theoretical slope to compare with."), slope);
  g_autofree char *theory = slope_text (fit->reference.exponent, fit->decimals);
  return g_strdup_printf (comparison_format (fit), slope, theory, _ (fit->reference.name));
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

/* "120", "2.3 × 10^9": compute is too long for plain digits. */
static char *
place_text (double x)
{
  int power = (int)floor (log10 (x));
  if (power < 6)
    return g_strdup_printf ("%'.0f", x);
  return g_strdup_printf ("%.1f\u00a0×\u00a010^%d", x / pow (10.0, power), power);
}

static char *
describe_break (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  const char *symbol = SYMBOLS[fit->axis];
  g_autofree char *at = place_text (choice->boundary);
  if (isfinite (choice->boundary_low) && isfinite (choice->boundary_high)) {
    g_autofree char *low = place_text (choice->boundary_low);
    g_autofree char *high = place_text (choice->boundary_high);
    /* Translators: where the law changes: T = 120 (between 90 and 170, by repeat). */
    return g_strdup_printf (_ ("%s = %s (between %s and %s, by repeat)"), symbol, at, low, high);
  }
  return g_strdup_printf ("%s = %s", symbol, at);
}

static char *
describe_phases (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_autofree char *where = describe_break (fit);
  switch (choice->choice) {
  case LAB_CHOICE_POWER:
    return g_strdup (
        _ ("One power law describes the whole training best: no two phases are seen."));
  case LAB_CHOICE_EXPONENTIAL_POWER:
    return g_strdup_printf (_ ("An exponential phase, then a power law, describes the training "
                               "best; the optimisation phase ends at %s."),
                            where);
  case LAB_CHOICE_POWER_POWER:
    return g_strdup_printf (_ ("A fast power law, then a slower one, describes the training best; "
                               "they meet at %s. An exponential phase is not shown."),
                            where);
  case LAB_CHOICE_CANNOT_TELL:
    if (isfinite (choice->bend)) {
      g_autofree char *bend = place_text (choice->bend);
      /* Translators: %s = %s is a place on the axis: T = 120. */
      return g_strdup_printf (_ ("The error falls differently before and after about %s = %s, "
                                 "but these data cannot tell whether exponentially before."),
                              SYMBOLS[fit->axis], bend);
    }
    if (choice->lead >= LAB_TWO_PHASE_LEAD)
      return g_strdup_printf (
          _ ("These data cannot tell one phase from two: what describes the mean "
             "best is best for %u of %u repeats alone."),
          choice->repeats_agreeing, choice->repeats);
    return g_strdup_printf (_ ("These data cannot tell one phase from two: the best description "
                               "leads by only %.1f (AICc)."),
                            choice->lead);
  case LAB_CHOICE_NOT_ENOUGH:
    break;
  }
  return g_strdup (_ ("Not enough measurements to tell phases apart."));
}

/* A law with a floor and a plain power law past the break give different slopes on the same points:
 * where the floor is part of the best description, it is told. */
static char *
add_floor (const LabCurveFit *fit, const char *sentence)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  const LabLawFit *best = &choice->fits[choice->best];
  gboolean chosen = choice->choice == LAB_CHOICE_POWER || has_break (choice);
  if (!chosen || !(best->floor > 0.0))
    return g_strdup (sentence);
  g_autofree char *slope = slope_text (best->exponent, SLOPE_DECIMALS);
  /* Translators: a sentence on the phases, an error, and a power such as T^−0.93. */
  return g_strdup_printf (
      _ ("%s The best description levels off at an error of %.2g and falls like "
         "%s^%s above that floor; the measured slope knows no floor."),
      sentence, best->floor, SYMBOLS[fit->axis], slope);
}

/* The last group with samples: the largest width. */
static guint
fitted_group (const LabCurve *curve)
{
  return curve->sample_count > 0 ? curve->samples[curve->sample_count - 1].group : 0;
}

/* Chooses among the rival laws; returns where the last power law begins (0: at the start). */
static double
fit_phases (LabCurveFit *fit, const LabCurve *curve)
{
  g_autoptr (GArray) samples = collect (curve, fit->group, 0.0);
  fit->has_two_phase = TRUE;
  lab_two_phase_choose ((const LabFitSample *)(gpointer)samples->data, samples->len,
                        &fit->two_phase);
  g_autofree char *phases = describe_phases (fit);
  fit->phase_sentence = add_floor (fit, phases);
  if (has_break (&fit->two_phase))
    return fit->two_phase.boundary;
  return isfinite (fit->two_phase.bend) ? fit->two_phase.bend : 0.0;
}

LabCurveFit *
lab_curve_fit_new (const LabCurve *curve)
{
  g_return_val_if_fail (curve != NULL, NULL);

  LabCurveFit *fit = g_new0 (LabCurveFit, 1);
  fit->axis = curve->experiment.sweep;
  fit->reference = reference_of (&curve->experiment);
  fit->group = fitted_group (curve);
  double least = is_trajectory (fit->axis) ? fit_phases (fit, curve) : 0.0;

  g_autoptr (GArray) samples = collect (curve, fit->group, least);
  g_autoptr (GError) error = NULL;
  lab_power_law_fit ((const LabFitSample *)(gpointer)samples->data, samples->len,
                     curve->experiment.seed, &fit->power, &error);
  fit->verdict = judge (&fit->power, &fit->reference);
  fit->decimals = decimals_of (fit);
  g_autofree char *sentence = describe_verdict (fit, error);
  fit->sentence = add_left_out (sentence, curve);
  return fit;
}

void
lab_curve_fit_free (LabCurveFit *fit)
{
  g_return_if_fail (fit != NULL);

  g_free (fit->sentence);
  g_free (fit->phase_sentence);
  g_free (fit);
}

const char *
lab_verdict_name (LabVerdict verdict)
{
  static const char *const NAMES[] = {
      [LAB_VERDICT_NOT_ENOUGH] = "not enough to tell",
      [LAB_VERDICT_COMPATIBLE] = "compatible",
      [LAB_VERDICT_STEEPER] = "steeper",
      [LAB_VERDICT_SHALLOWER] = "shallower",
  };
  g_return_val_if_fail (verdict < G_N_ELEMENTS (NAMES), NULL);
  return NAMES[verdict];
}
