/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/conclusion-text.h"

#include "cli/output.h"
#include "cli/print/frontier-text.h"
#include "experiment/conclude/measured-law.h"
#include "experiment/conclude/more-runs.h"
#include "session/json-values.h"

#include <math.h>

/* Numbers of the table: enough to compare, few enough to read. */
#define DIGITS "%.4g"

void
lab_append_sentence (GString *text, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  lab_append_wrapped (text, "", sentence);
}

/* ", width 32" where a trajectory was fitted: of several widths the largest is. */
static char *
fitted_width (const LabCurve *curve, const LabCurveFit *fit)
{
  double grid[LAB_GRID_MAX];

  if (!fit->has_two_phase)
    return g_strdup ("");
  lab_experiment_grid (&curve->experiment, grid);
  return g_strdup_printf (", width %" G_GUINT64_FORMAT, (guint64)grid[fit->group]);
}

static void
append_power (GString *text, const LabCurve *curve, const LabCurveFit *fit)
{
  const char *symbol = lab_axis (fit->axis)->symbol;
  g_autofree char *width = fitted_width (curve, fit);

  g_string_append_printf (text, "\nFit on the %s axis%s\n", lab_json_axis_name (fit->axis), width);
  if (fit->power.valid)
    lab_append_sentence (text,
                         "Measured: %s ~ %s^%.3f, 95 %% interval %.3f to %.3f (%u values of %s "
                         "from " DIGITS " to " DIGITS ").",
                         lab_experiment_error_name (&curve->experiment), symbol,
                         fit->power.exponent, fit->power.low, fit->power.high,
                         fit->power.points_used, symbol, fit->power.x_minimum,
                         fit->power.x_maximum);
  if (fit->reference.valid)
    lab_append_sentence (text, "Theory: %s = %s^%.3f (%s; %s).", fit->reference.formula, symbol,
                         fit->reference.exponent, lab_nature_name (fit->reference.nature),
                         fit->reference.source);
  g_autofree char *headline = lab_curve_fit_headline (fit);
  lab_append_sentence (text, "Verdict: %s. %s", headline, fit->sentence);
  for (guint i = 0; i < fit->finding_count; i++) {
    g_autofree char *words = lab_finding_words (&fit->findings[i], fit->axis);
    lab_append_sentence (text, "- %s", words);
  }
  LabMore open;
  lab_more_runs (fit, curve, &open);
  g_autofree char *more = lab_more_runs_words (&open, fit);
  if (more != NULL)
    lab_append_sentence (text, "- %s", more);
}

/* Over depth there is no law to fit, but a point from which on more does not help. */
static void
append_depth (GString *text, const LabCurveFit *fit)
{
  const LabDepthChoice *depth = &fit->depth;

  g_string_append (text, "\nConclusion on the depth axis\n");
  lab_append_sentence (text, "%s", fit->sentence);
  if (depth->valid)
    lab_append_sentence (
        text,
        "(Best: %u blocks, excess risk %.3g times that of %u. Enough is the smallest "
        "depth whose mean ln risk lies within the 95 %% interval of the best deeper "
        "one, paired over %u repeats.)",
        depth->best, exp (-depth->gain), depth->shallowest, depth->repeats);
}

static void
append_two_phase (GString *text, const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_autofree char *lead = NULL;

  if (choice->choice != LAB_CHOICE_NOT_ENOUGH)
    lead = g_strdup_printf (" (lowest AICc: %s, ahead of its next rival by %.1f)",
                            lab_law_name (choice->best), choice->lead);
  lab_append_sentence (text, "Rival laws: %s%s. %s", lab_choice_name (choice->choice),
                       lead != NULL ? lead : "", fit->phase_sentence);
}

/* Every account of the phase boundary, what is drawn first. */
static void
append_boundaries (GString *text, const LabPhases *phases)
{
  if (phases == NULL || (phases->count == 0 && phases->remark == NULL))
    return;
  g_string_append (text, "\nPhase boundary\n");
  for (guint i = 0; i < phases->count; i++)
    lab_append_sentence (text, "- %s", phases->accounts[i].sentence);
  if (phases->remark != NULL)
    lab_append_sentence (text, "%s", phases->remark);
}

static void
append_dimension (GString *text, const char *of, const LabMeasuredDimension *dimension)
{
  g_string_append_printf (text, "  %-14s ", of);
  if (!isfinite (dimension->value))
    g_string_append (text, "cannot tell (too few different points, or equally far ones)\n");
  else if (!isfinite (dimension->low + dimension->high))
    g_string_append_printf (text, "%.3f (95 %% interval: cannot tell)\n", (double)dimension->value);
  else
    g_string_append_printf (text, "%.3f (95 %% interval %.3f to %.3f)\n", (double)dimension->value,
                            (double)dimension->low, (double)dimension->high);
}

/* What was measured inside the network, and what paper A makes of it. */
static void
append_measured_dimensions (GString *text, const LabCurve *curve, const GPtrArray *runs)
{
  LabMeasuredLaw measured;

  if (!lab_measured_law (&curve->experiment, (LabRun *const *)runs->pdata, runs->len, &measured))
    return;
  g_autofree char *truth =
      curve->experiment.points == NULL
          ? g_strdup_printf ("; true d = %u", curve->experiment.intrinsic_dimension)
          : g_strdup ("");
  g_string_append_printf (text,
                          "\nIntrinsic dimension, measured (mle, k = 20; runs of the largest size: "
                          "%u%s)\n",
                          measured.runs, truth);
  append_dimension (text, "data", &measured.data);
  for (guint b = 0; b < measured.blocks; b++) {
    g_autofree char *of = g_strdup_printf ("after block %u", b + 1);

    append_dimension (text, of, &measured.block[b]);
  }
  if (!measured.law.valid || !isfinite (measured.law.exponent))
    return;
  if (isfinite (measured.steepest + measured.shallowest))
    lab_append_sentence (text, "Exponent of %s (last block): %.3f, between %.3f and %.3f.",
                         measured.law.name, measured.law.exponent, measured.steepest,
                         measured.shallowest);
  else
    lab_append_sentence (text, "Exponent of %s (last block): %.3f; how sure: cannot tell.",
                         measured.law.name, measured.law.exponent);
}

void
lab_append_conclusions (GString *text,
                        const LabCurve *curve,
                        const LabCurveFit *fit,
                        const GPtrArray *runs)
{
  if (fit->has_depth)
    append_depth (text, fit);
  else
    append_power (text, curve, fit);
  if (fit->has_two_phase)
    append_two_phase (text, fit);
  append_boundaries (text, fit->phases);
  lab_append_frontier (text, fit->frontier);
  append_measured_dimensions (text, curve, runs);
}
