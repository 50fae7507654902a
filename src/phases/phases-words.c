/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of a phase boundary in sentences. */
#include "phases/phases-private.h"
#include "words/place-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* Predicted and measured places this factor apart, or farther, are told to answer two questions. */
#define APART 1.5

/* "step 240", "C = 3.20 × 10^9 FLOP"; g_free(). */
static char *
place_words (LabPlace axis, double x)
{
  g_autofree char *number = lab_place_words (x);

  switch (axis) {
  case LAB_PLACE_POINTS:
    return g_strdup_printf ("n = %s", number);
  case LAB_PLACE_COMPUTE:
    /* Translators: an amount of compute. */
    return g_strdup_printf (_ ("C = %s FLOP"), number);
  case LAB_PLACE_TIME:
    /* Translators: a moment in the time of the kernel picture. */
    return g_strdup_printf (_ ("time %s"), number);
  case LAB_PLACE_STEPS:
  default:
    /* Translators: a moment of a training. */
    return g_strdup_printf (_ ("step %s"), number);
  }
}

/* The place with its interval: "step 240 (between 180 and 310)". */
static char *
interval_words (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  g_autofree char *at = place_words (account->axis, account->place);

  if (!isfinite (account->low) || !isfinite (account->high))
    return g_steal_pointer (&at);
  g_autofree char *low = lab_place_words (account->low);
  g_autofree char *high = lab_place_words (account->high);
  gboolean by_repeat = account->nature == LAB_ACCOUNT_IS_MEASURED && numbers->choice != NULL &&
                       numbers->choice->boundary_by_repeat;
  /* Translators: a place with its interval: step 240 (between 180 and 310). */
  return g_strdup_printf (by_repeat ? _ ("%s (between %s and %s by repeat)")
                                    : _ ("%s (between %s and %s)"),
                          at, low, high);
}

static const char *
break_format (LabChoice choice)
{
  switch (choice) {
  case LAB_CHOICE_EXPONENTIAL_POWER:
    /* Translators: in each, a place such as "step 240 (between 180 and 310)". */
    return _ ("Here the error stops falling exponentially: %s, measured.");
  case LAB_CHOICE_POWER_POWER:
    return _ ("Here a fast power law gives way to a slower one: %s, measured.");
  case LAB_CHOICE_SPEED_POWER:
    return _ ("Here training at constant speed gives way to a power law: %s, measured.");
  default:
    return _ ("Here the error begins to fall differently: %s, measured; in which way cannot be "
              "told.");
  }
}

static char *
condition_sentence (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  g_autofree char *kappa = lab_place_words (numbers->own.condition_number);
  g_autofree char *first = place_words (account->axis, account->low);
  g_autofree char *last = place_words (account->axis, account->place);

  if (isinf (account->high))
    return g_strdup_printf (
        _ ("With a condition number of at least %s, an exponential phase ends no sooner than at "
           "%s; gradient descent may need %s or longer (a bound)."),
        kappa, first, last);
  return g_strdup_printf (
      _ ("With the condition number %s, an exponential phase ends no sooner than at %s and, by "
         "gradient descent, no later than at %s (a bound)."),
      kappa, first, last);
}

static char *
predicted_source (const LabPhaseNumbers *numbers)
{
  g_autofree char *worth = lab_place_words (numbers->step_time);

  if (!numbers->step_is_fitted)
    return g_strdup (_ ("the kernel picture at finite n and N (level 2)"));
  return g_strdup_printf (
      _ ("the kernel picture at finite n and N (level 2), one step counted as %s of its time, "
         "which was fitted to the measured curve"),
      worth);
}

static char *
source_of (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  switch (account->kind) {
  case LAB_ACCOUNT_MEASURED_BREAK:
    return g_strdup (_ ("the measured curve: the law that describes it best"));
  case LAB_ACCOUNT_SUM_CROSSING:
    return g_strdup (_ ("the measured curve: the sum of an exponential and a power law"));
  case LAB_ACCOUNT_OWN_KERNEL:
    return g_strdup (_ ("the flow of the network’s own tangent kernel"));
  case LAB_ACCOUNT_CONDITION_NUMBER:
    return g_strdup (_ ("bounds on first-order methods, and the condition number of the network’s "
                        "own tangent kernel"));
  case LAB_ACCOUNT_PAPER_B:
    return g_strdup (_ ("our reading of Yang (2026), arXiv 2512.22088"));
  case LAB_ACCOUNT_LEVEL_TWO:
  case LAB_ACCOUNT_BEST_STOP:
  default:
    return predicted_source (numbers);
  }
}

static char *
where_words (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  g_autofree char *where = interval_words (account, numbers);

  /* Translators: a place such as "step 240". */
  return lab_account_is_beyond (account, numbers)
             ? g_strdup_printf (_ ("%s, after the end of this training"), where)
             : g_steal_pointer (&where);
}

static char *
sentence_of (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  g_autofree char *where = where_words (account, numbers);

  switch (account->kind) {
  case LAB_ACCOUNT_MEASURED_BREAK:
    return g_strdup_printf (break_format (numbers->choice->choice), where);
  case LAB_ACCOUNT_SUM_CROSSING:
    return g_strdup_printf (
        _ ("Here the exponential part of the error falls below its power law: %s, measured."),
        where);
  case LAB_ACCOUNT_OWN_KERNEL:
    return g_strdup_printf (numbers->own.is_stand_in
                                ? _ ("Here noise costs as much as is left to learn: %s, predicted "
                                     "by the network’s own kernel under gradient descent.")
                                : _ ("Here noise costs as much as is left to learn: %s, predicted "
                                     "by the network’s own kernel."),
                            where);
  case LAB_ACCOUNT_LEVEL_TWO:
    return g_strdup_printf (_ ("Here noise costs as much as is left to learn: %s, predicted by the "
                               "kernel picture (level 2)."),
                            where);
  case LAB_ACCOUNT_BEST_STOP:
    return g_strdup_printf (_ ("Best time to stop: %s, predicted by the kernel picture (level 2)."),
                            where);
  case LAB_ACCOUNT_CONDITION_NUMBER:
    return condition_sentence (account, numbers);
  case LAB_ACCOUNT_PAPER_B:
  default:
    return g_strdup_printf (
        _ ("Paper B’s threshold: %s, by our reading of Yang (2026), a reconstruction."), where);
  }
}

/* What rules before and after. The statistical phase deserves its name where the error first fell
 * exponentially and label noise then limits it; without noise a power law is just that. */
static void
name_phases (LabAccount *account, const LabPhaseNumbers *numbers)
{
  if (account->nature == LAB_ACCOUNT_IS_MEASURED) {
    gboolean exponential = lab_choice_is_exponential (numbers->choice->choice);
    account->before = g_strdup (exponential ? _ ("optimisation phase: error falls exponentially")
                                            : _ ("fast transient"));
    account->after =
        g_strdup (exponential && numbers->noise > 0.0 ? _ ("statistical phase") : _ ("then"));
    return;
  }
  if (account->kind == LAB_ACCOUNT_OWN_KERNEL || account->kind == LAB_ACCOUNT_LEVEL_TWO) {
    account->before = g_strdup (_ ("predicted: more is left to learn"));
    account->after = g_strdup (_ ("noise costs more"));
    return;
  }
  account->before = g_strdup (_ ("before"));
  account->after = g_strdup (_ ("after"));
}

void
lab_account_tell (LabAccount *account, const LabPhaseNumbers *numbers)
{
  account->source = source_of (account, numbers);
  account->sentence = sentence_of (account, numbers);
  name_phases (account, numbers);
}

/* Without noise nothing statistical is to come: said with what was measured instead. */
static char *
noiseless_remark (const LabAccount *drawn)
{
  if (drawn == NULL)
    return g_strdup (_ ("No label noise: the statistical phase never begins."));
  g_autofree char *at = place_words (drawn->axis, drawn->place);
  return g_strdup_printf (
      _ ("No label noise: the statistical phase never begins; the fast phase ends at %s."), at);
}

/* Why no account is there though there is noise. */
static char *
reason_for_none (const LabPhases *phases, const LabPhaseNumbers *numbers)
{
  const LabTwoPhaseChoice *choice = numbers->choice;

  if (lab_phases_find (phases, LAB_ACCOUNT_OWN_KERNEL) != NULL ||
      lab_phases_find (phases, LAB_ACCOUNT_LEVEL_TWO) != NULL)
    return g_strdup (_ ("No boundary within this training: none was measured, and noise is "
                        "predicted to cost as much as is left to learn only later."));
  if (choice == NULL || choice->choice == LAB_CHOICE_NOT_ENOUGH)
    return g_strdup (_ ("No boundary can be told yet: too little was measured."));
  if (choice->choice == LAB_CHOICE_POWER)
    return g_strdup (_ ("No boundary: one power law describes the whole training."));
  if (choice->choice == LAB_CHOICE_NONE_FITS)
    return g_strdup (_ ("No boundary can be told: none of the laws fits this training."));
  return g_strdup (_ ("No boundary can be told from these measurements."));
}

static gboolean
is_apart (const LabAccount *measured, const LabAccount *predicted)
{
  double low = isfinite (measured->low) ? fmin (measured->low, measured->place) : measured->place;
  double high =
      isfinite (measured->high) ? fmax (measured->high, measured->place) : measured->place;

  return predicted->place < low / APART || predicted->place > high * APART;
}

char *
lab_phases_remark (const LabPhases *phases, const LabPhaseNumbers *numbers)
{
  const LabAccount *drawn = lab_phases_drawn (phases);

  if (!numbers->has_trajectory)
    return numbers->symbol != NULL
               ? g_strdup_printf (_ ("Every run stops at its own best step: along %s there is no "
                                     "phase boundary."),
                                  numbers->symbol)
               : NULL;
  if (numbers->noise == 0.0)
    return noiseless_remark (drawn);
  if (isnan (numbers->noise))
    return g_strdup (_ ("The noise of the labels is not known: where it takes over cannot be "
                        "predicted."));
  if (drawn == NULL)
    return reason_for_none (phases, numbers);
  if (drawn->nature != LAB_ACCOUNT_IS_MEASURED)
    return NULL;
  for (guint i = 0; i < phases->count; i++)
    if ((phases->accounts[i].kind == LAB_ACCOUNT_OWN_KERNEL ||
         phases->accounts[i].kind == LAB_ACCOUNT_LEVEL_TWO) &&
        is_apart (drawn, &phases->accounts[i]))
      return g_strdup (_ ("Measured and predicted places differ because they answer two questions: "
                          "where the curve changes its law, and where noise costs as much as is "
                          "left to learn."));
  return NULL;
}
