/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the choice among rival laws of a training into sentences. */
#include "experiment/conclude/curve-fit-private.h"
#include "fit/law/law-fit.h"
#include "words/place-words.h"

#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

gboolean
lab_curve_fit_has_break (const LabTwoPhaseChoice *choice)
{
  return lab_choice_has_phases (choice->choice) && isfinite (choice->boundary);
}

/* A law without break, in a list: its power, and its floor where it has one. */
static char *
describe_smooth (const char *symbol, const char *slope, double floor)
{
  /* Translators: a power such as T^−0.93. */
  if (!(floor > 0.0))
    return g_strdup_printf (_ ("one power law, %s^%s"), symbol, slope);
  return g_strdup_printf (_ ("one power law, %s^%s above a floor of %.2g"), symbol, slope, floor);
}

/* Format of a law in a list, by its form: a place such as T = 120, a power such as T^−0.93, and the floor. */
static const char *
law_format (LabForm form, gboolean has_floor)
{
  switch (form) {
  case LAB_FORM_EXPONENTIAL_POWER:
    /* Translators: in each, a place such as T = 120 and a power such as T^−0.93. */
    return has_floor ? _ ("an exponential phase until %s = %s, then %s^%s above a floor of %.2g")
                     : _ ("an exponential phase until %s = %s, then %s^%s");
  case LAB_FORM_POWER_POWER:
    return has_floor ? _ ("a power law until %s = %s, then %s^%s above a floor of %.2g")
                     : _ ("a power law until %s = %s, then %s^%s");
  case LAB_FORM_SPEED_POWER:
    return has_floor ? _ ("constant speed until %s = %s, then %s^%s above a floor of %.2g")
                     : _ ("constant speed until %s = %s, then %s^%s");
  case LAB_FORM_SUM:
  default:
    return has_floor ? _ ("the sum of an exponential and a power law, equal at %s = %s, then "
                          "%s^%s above a floor of %.2g")
                     : _ ("the sum of an exponential and a power law, equal at %s = %s, then "
                          "%s^%s");
  }
}

/* What one law says of slope and boundary, as a part of a list. */
static char *
describe_law (const LabCurveFit *fit, const LabLawFit *law)
{
  const char *symbol = lab_axis (fit->axis)->symbol;
  const LabForm form = lab_law_form (law->law);
  g_autofree char *slope = lab_words_signed (law->exponent, LAB_CURVE_FIT_DECIMALS);

  if (form == LAB_FORM_POWER)
    return describe_smooth (symbol, slope, law->floor);
  g_autofree char *at = isfinite (law->break_x) ? lab_place_words (law->break_x) : g_strdup ("");
  return g_strdup_printf (law_format (form, law->floor > 0.0), symbol, at, symbol, slope,
                          law->floor);
}

static char *
describe_doubt (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;

  if (choice->remaining_count == 1)
    return g_strdup_printf (_ ("These data cannot tell one phase from two: what describes the mean "
                               "best is best for %u of %u repeats alone."),
                            choice->repeats_agreeing, choice->repeats);
  if (isfinite (choice->bend))
    return g_strdup (_ ("The error falls differently early and late, but these data cannot tell "
                        "whether exponentially at first."));
  if (isfinite (choice->lead) && choice->lead < LAB_TWO_PHASE_LEAD)
    return g_strdup_printf (_ ("These data cannot tell one phase from two: the best description "
                               "leads by only %.1f (AICc)."),
                            choice->lead);
  return g_strdup (_ ("These data cannot tell whether the error levels off."));
}

/* The laws that remain, with what each says. */
static char *
add_remaining (const LabCurveFit *fit, const char *sentence)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < choice->remaining_count; i++) {
    g_autofree char *law = describe_law (fit, &choice->fits[choice->remaining[i]]);
    /* Translators: what stands between the parts of a list of descriptions. */
    g_string_append_printf (list, "%s%s", i > 0 ? _ ("; ") : "", law);
  }
  /* Translators: a sentence, then a list of laws, each with its slope and its boundary. */
  return g_strdup_printf (_ ("%s Possible are: %s."), sentence, list->str);
}

static char *
describe_none (const LabTwoPhaseChoice *choice)
{
  const LabLawFit *closest = &choice->fits[choice->best];

  return g_strdup_printf (_ ("None of the laws describes this training: the closest lies %.2g off "
                             "(in ln of the error), a "
                             "smooth curve %.2g."),
                          lab_law_scatter (closest, choice->points_used),
                          choice->reference_scatter);
}

static char *
describe_sum (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_autofree char *slope = lab_words_signed (choice->exponent, LAB_CURVE_FIT_DECIMALS);
  g_autofree char *low = lab_words_signed (choice->exponent_low, LAB_CURVE_FIT_DECIMALS);
  g_autofree char *high = lab_words_signed (choice->exponent_high, LAB_CURVE_FIT_DECIMALS);

  if (!isfinite (choice->exponent_low) || !isfinite (choice->exponent_high))
    return g_strdup (
        _ ("The sum of an exponential and a power law, paper B’s own form, describes the training "
           "best. Its slope in the end cannot be told."));
  return g_strdup_printf (
      _ ("The sum of an exponential and a power law, paper B’s own form, describes the training "
         "best; the power law is %s^%s (between %s and %s)."),
      lab_axis (fit->axis)->symbol, slope, low, high);
}

static char *
describe_phases (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_autofree char *doubt = NULL;
  switch (choice->choice) {
  case LAB_CHOICE_POWER:
    return g_strdup (
        _ ("One power law describes the whole training best: no two phases are seen."));
  case LAB_CHOICE_EXPONENTIAL_POWER:
    return g_strdup (_ ("An exponential phase, then a power law, describes the training best."));
  case LAB_CHOICE_POWER_POWER:
    return g_strdup (_ ("A fast power law, then a slower one, describes the training best. An "
                        "exponential phase is not shown."));
  case LAB_CHOICE_SPEED_POWER:
    return g_strdup (_ ("Steps of constant size, as AdamW takes them at first, then a power law, "
                        "describe the training best. An exponential phase is not shown."));
  case LAB_CHOICE_SUM:
    return describe_sum (fit);
  case LAB_CHOICE_CANNOT_TELL:
    doubt = describe_doubt (fit);
    return choice->remaining_count > 1 ? add_remaining (fit, doubt) : g_steal_pointer (&doubt);
  case LAB_CHOICE_NONE_FITS:
    return describe_none (choice);
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
  gboolean chosen = choice->choice == LAB_CHOICE_POWER || lab_curve_fit_has_break (choice);
  if (!chosen || !(best->floor > 0.0))
    return g_strdup (sentence);
  if (!lab_choice_levels_off (choice))
    return g_strdup_printf (
        _ ("%s Whether the error levels off cannot be told: the floor of the best "
           "description lies as high as the last values."),
        sentence);
  g_autofree char *slope = lab_words_signed (best->exponent, LAB_CURVE_FIT_DECIMALS);
  /* Translators: a sentence on the phases, an error, and a power such as T^−0.93. */
  return g_strdup_printf (
      _ ("%s The best description levels off at an error of %.2g and falls like "
         "%s^%s above that floor; the measured slope knows no floor."),
      sentence, best->floor, lab_axis (fit->axis)->symbol, slope);
}

char *
lab_curve_fit_describe_phases (const LabCurveFit *fit)
{
  g_autofree char *phases = describe_phases (fit);
  return add_floor (fit, phases);
}
