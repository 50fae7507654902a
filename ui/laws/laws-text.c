/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laws panel says. Measured, predicted and proven are kept apart in every sentence. */
#include "config.h"
#include "ui/laws/laws-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/content/compose.h"
#include "experiment/task.h"
#include "words/words.h"

char *
lab_laws_measured (LabSweep axis, const LabCurveFit *fit)
{
  g_autofree char *exponent = NULL;
  g_autofree char *power = NULL;
  if (fit == NULL || !fit->power.valid)
    return g_strdup (_ ("Nothing to fit yet"));
  exponent = lab_words_signed (fit->power.exponent, MAX (fit->decimals, 2));
  power = lab_words_power (lab_axis (axis)->symbol, exponent);
  /* Translators: in each, %s is a power such as n^-0.5, as markup. */
  if (fit->power.high < 0)
    return g_strdup_printf (_ ("Error falls like %s"), power);
  if (fit->power.low < 0)
    return g_strdup_printf (_ ("Not certain to fall: %s"), power);
  return g_strdup_printf (_ ("Error does not fall: %s"), power);
}

char *
lab_laws_interval (const LabCurveFit *fit)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  if (fit == NULL || !fit->power.valid)
    return NULL;
  low = lab_words_signed (fit->power.low, MAX (fit->decimals, 2));
  high = lab_words_signed (fit->power.high, MAX (fit->decimals, 2));
  /* Translators: an exponent's 95 % interval. */
  return g_strdup_printf (_ ("exponent between %s and %s"), low, high);
}

char *
lab_laws_fitted (const LabCurve *curve, const LabCurveFit *fit)
{
  double grid[LAB_GRID_MAX];
  gboolean breaks;
  if (curve == NULL || fit == NULL || !fit->power.valid || !fit->has_two_phase ||
      fit->group >= lab_experiment_grid (&curve->experiment, grid))
    return NULL;
  breaks = isfinite (fit->two_phase.boundary) || isfinite (fit->two_phase.bend);
  /* Translators: which part of the measurements a slope was fitted to. */
  return g_strdup_printf (breaks ? _ ("width %u, after the break") : _ ("width %u, all steps"),
                          (guint)grid[fit->group]);
}

char *
lab_laws_so_far (const LabCurve *curve)
{
  guint done, total;
  if (curve == NULL)
    return NULL;
  done = curve->runs_finished + curve->runs_diverged;
  total = lab_experiment_run_count (&curve->experiment);
  if (done >= total)
    return NULL;
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "So far (%u of %u run)", "So far (%u of %u runs)", total), done,
      total);
}

char *
lab_laws_theory (LabSweep axis, const LabReferenceLaw *law)
{
  g_autofree char *exponent = law->valid ? lab_words_exponent (law->exponent) : NULL;
  return law->valid ? lab_words_power (lab_axis (axis)->symbol, exponent)
                    : g_strdup (_ ("no statement"));
}

char *
lab_laws_nature (const LabReferenceLaw *law)
{
  if (!law->valid)
    return g_strdup ("");
  return g_strdup_printf ("%s: %s", _ (law->name),
                          lab_nature_meaning (law->nature, law->is_worst_case));
}

char *
lab_laws_verdict (const LabCurve *curve, const LabCurveFit *fit)
{
  g_autofree char *so_far = lab_laws_so_far (curve);
  if (fit == NULL || !fit->power.valid)
    return NULL;
  g_autofree char *headline = lab_curve_fit_headline (fit);
  if (so_far == NULL)
    return g_steal_pointer (&headline);
  /* Translators: "So far (9 of 24 runs): Steeper than theory". */
  return g_strdup_printf (_ ("%s: %s"), so_far, headline);
}

/* Whether every run has ended, and none of them well. */
static gboolean
all_diverged (const LabCurve *curve)
{
  return curve != NULL && curve->runs_diverged > 0 &&
         curve->runs_diverged == lab_experiment_run_count (&curve->experiment);
}

/* A trajectory has all its steps once its run has ended; a point of the other axes is one size. */
static char *
missing_sentence (const LabCurve *curve, LabSweep axis)
{
  guint missing = LAB_FIT_MINIMUM_ABSCISSAS - (curve != NULL ? curve->point_count : 0);
  if (lab_axis (axis)->is_trajectory)
    return g_strdup (_ ("When the first run has ended, the slope can be told."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more size, and the slope can be told.",
                                       "%u more sizes, and the slope can be told.", missing),
                          missing);
}

char *
lab_laws_sentence (LabSweep axis, const LabCurve *curve, const LabCurveFit *fit)
{
  if (fit != NULL && fit->power.valid)
    return lab_words_markup (fit->sentence);
  if (all_diverged (curve))
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "The run diverged: there is nothing to fit. Lower the learning rate (under "
                     "Training), and it starts again.",
                     "All %u runs diverged: there is nothing to fit. Lower the learning rate "
                     "(under Training), and they start again.",
                     curve->runs_diverged),
        curve->runs_diverged);
  if (curve == NULL || curve->point_count < LAB_FIT_MINIMUM_ABSCISSAS)
    return missing_sentence (curve, axis);
  return fit != NULL && fit->sentence != NULL ? lab_words_markup (fit->sentence) : NULL;
}

char *
lab_laws_phases (const LabCurveFit *fit)
{
  g_autofree char *boundary = NULL;
  g_autofree char *all = NULL;
  if (fit == NULL || !fit->has_two_phase || fit->phase_sentence == NULL)
    return NULL;
  boundary = lab_phases_headline (fit->phases);
  all = boundary != NULL ? g_strconcat (fit->phase_sentence, " ", boundary, NULL)
                         : g_strdup (fit->phase_sentence);
  return lab_words_markup (all);
}

static void
append_window (GString *text, const LabCurveFit *fit)
{
  g_autofree char *from = lab_words_count (fit->power.x_minimum);
  g_autofree char *to = lab_words_count (fit->power.x_maximum);
  g_string_append_printf (text, _ ("Fitted on %u sizes, %s from %s to %s."), fit->power.points_used,
                          lab_axis (fit->axis)->symbol, from, to);
  g_string_append_c (text, '\n');
  g_string_append (text, _ ("Interval: 95 %, bootstrap over the runs."));
  g_string_append_c (text, '\n');
  if (fit->power.points_left_out > 0) {
    g_string_append_printf (text, _ ("%u values that a log axis cannot show are left out."),
                            fit->power.points_left_out);
    g_string_append_c (text, '\n');
  }
}

/* A law's name for people; files and options have lab_law_name(). */
static char *
rival_name (LabLaw law)
{
  static const struct
  {
    const char *name;
    gboolean has_floor;
  } names[LAB_LAW_COUNT] = {
      [LAB_LAW_POWER] = {N_ ("power law"), FALSE},
      [LAB_LAW_POWER_FLOOR] = {N_ ("power law"), TRUE},
      [LAB_LAW_EXPONENTIAL_POWER] = {N_ ("exponential, then power law"), FALSE},
      [LAB_LAW_EXPONENTIAL_POWER_FLOOR] = {N_ ("exponential, then power law"), TRUE},
      [LAB_LAW_POWER_POWER] = {N_ ("power law, then another"), FALSE},
      [LAB_LAW_POWER_POWER_FLOOR] = {N_ ("power law, then another"), TRUE},
      [LAB_LAW_SMOOTH_POWER_POWER] = {N_ ("power law that bends smoothly into another"), FALSE},
      [LAB_LAW_SMOOTH_POWER_POWER_FLOOR] = {N_ ("power law that bends smoothly into another"),
                                            TRUE},
      [LAB_LAW_SPEED_POWER] = {N_ ("constant speed, then power law"), FALSE},
      [LAB_LAW_SPEED_POWER_FLOOR] = {N_ ("constant speed, then power law"), TRUE},
      [LAB_LAW_SUM] = {N_ ("exponential plus power law"), FALSE},
      [LAB_LAW_SUM_FLOOR] = {N_ ("exponential plus power law"), TRUE},
      [LAB_LAW_SUM_SEVENTH] = {N_ ("exponential plus power law of exponent 1/7"), FALSE},
      [LAB_LAW_SUM_SEVENTH_FLOOR] = {N_ ("exponential plus power law of exponent 1/7"), TRUE},
      [LAB_LAW_SUM_SIXTH] = {N_ ("exponential plus power law of exponent 1/6"), FALSE},
      [LAB_LAW_SUM_SIXTH_FLOOR] = {N_ ("exponential plus power law of exponent 1/6"), TRUE},
  };

  /* Translators: the name of a law; a floor is a value that it levels off at. */
  return names[law].has_floor ? g_strdup_printf (_ ("%s, with a floor"), _ (names[law].name))
                              : g_strdup (_ (names[law].name));
}

static void
append_rivals (GString *text, const LabTwoPhaseChoice *choice)
{
  g_string_append (text, _ ("Rival laws (AICc, lower is better):"));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < LAB_LAW_COUNT; i++) {
    const char *mark = choice->best == (LabLaw)i ? " ←" : "";
    g_autofree char *name = rival_name ((LabLaw)i);
    /* A sum's two fixed exponents only where a sum was chosen. */
    if (choice->fits[i].valid && (i < LAB_LAW_SUM_SEVENTH || choice->choice == LAB_CHOICE_SUM))
      g_string_append_printf (text, "  %s: %.1f%s\n", name, choice->fits[i].aicc,
                              /* Translators: a law that lies too far from the points to count. */
                              choice->refused[i] ? _ (" (refused: scatters too much)") : mark);
  }
}

/* Every account of the phase boundary, with what it stands on. */
static void
append_boundaries (GString *text, const LabPhases *phases)
{
  for (guint i = 0; phases != NULL && i < phases->count; i++) {
    const LabAccount *account = &phases->accounts[i];
    /* Translators: a sentence on a phase boundary, then what it stands on. */
    g_string_append_printf (text, _ ("%s From: %s."), account->sentence, account->source);
    g_string_append_c (text, '\n');
  }
}

char *
lab_laws_details (const LabReferenceLaw *law, const LabCurveFit *fit)
{
  GString *text = g_string_new (NULL);
  if (law->valid) {
    g_string_append_printf (text, _ ("Theory: %s"), law->formula);
    g_string_append_printf (text, "\n%s\n", law->source);
  }
  if (fit != NULL && fit->power.valid)
    append_window (text, fit);
  if (fit != NULL && fit->has_two_phase && fit->two_phase.choice != LAB_CHOICE_NOT_ENOUGH)
    append_rivals (text, &fit->two_phase);
  append_boundaries (text, fit != NULL ? fit->phases : NULL);
  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

char *
lab_laws_labels (const LabExperiment *experiment, gsize labels)
{
  LabRunPlan plan = {.n = experiment->n};
  g_autofree char *count = lab_words_count ((double)labels);
  g_autofree char *each =
      lab_words_count ((double)lab_experiment_validation_labels (experiment, &plan));
  const LabTaskInfo *task = lab_task_info (experiment->task);
  switch (experiment->validation) {
  case LAB_VALIDATION_EXTRA:
    return g_strdup_printf (_ (task->extra_words), each, count);
  case LAB_VALIDATION_SPLIT:
    return g_strdup_printf (_ (task->split_words), count);
  default:
    return g_strdup (_ ("No labels spent on choosing a stopping step: the last step counts."));
  }
}

char *
lab_laws_left_out (const LabCurve *curve)
{
  GString *text = g_string_new (NULL);
  if (curve != NULL && curve->runs_diverged > 0 && !all_diverged (curve))
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "%u run diverged and is not in the fit.",
                                         "%u runs diverged and are not in the fit.",
                                         curve->runs_diverged),
                            curve->runs_diverged);
  if (curve != NULL && curve->values_left_out > 0)
    g_string_append_printf (text, "%s%u %s", text->len > 0 ? " " : "", curve->values_left_out,
                            _ ("values cannot be shown on a log axis."));
  return g_string_free (text, text->len == 0);
}
