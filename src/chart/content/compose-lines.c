/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a chart: what was fitted, and what bounds the picture. */
#include "chart/content/compose-private.h"

#include <math.h>

#include <glib/gi18n.h>

#include "experiment/task.h"

/* Vertices of lines that are not straight on log axes. */
#define VERTICES 65

static double
between (double low, double high, guint i, guint count)
{
  return low * pow (high / low, (double)i / (count - 1));
}

static const char *
name_of_law (LabChoice choice)
{
  switch (choice) {
  case LAB_CHOICE_EXPONENTIAL_POWER:
    return _ ("fitted: exponential, then power law");
  case LAB_CHOICE_SUM:
    return _ ("fitted: exponential plus power law");
  case LAB_CHOICE_SPEED_POWER:
    return _ ("fitted: constant speed, then power law");
  case LAB_CHOICE_POWER_POWER:
  case LAB_CHOICE_POWER:
  case LAB_CHOICE_CANNOT_TELL:
  case LAB_CHOICE_NONE_FITS:
  case LAB_CHOICE_NOT_ENOUGH:
    break;
  }
  return _ ("fitted: power law, then another");
}

/* The curve of the law that won over its rivals, thin: where the phases meet. */
static void
add_winning_law (LabChartContent *content, const LabChartCurve *shown)
{
  const LabTwoPhaseChoice *choice = &shown->fit->two_phase;
  const LabLawFit *law = &choice->fits[choice->best];
  double low = INFINITY, high = 0.0;
  LabChartLine *line;

  for (guint i = 0; i < shown->curve->sample_count; i++) {
    const LabCurveSample *sample = &shown->curve->samples[i];

    if (sample->group != shown->fit->group || sample->warm_up)
      continue;
    low = fmin (low, sample->x);
    high = fmax (high, sample->x);
  }
  if (!law->valid || !(low > 0.0) || !(high > low))
    return;
  line = lab_chart_content_add_line (content, VERTICES, FALSE);
  line->kind = LAB_LINE_LAW;
  line->colour_index = shown->colour_index;
  line->label = g_strdup (name_of_law (choice->choice));
  for (guint i = 0; i < VERTICES; i++) {
    line->x[i] = between (low, high, i, VERTICES);
    line->y[i] = lab_law_value (law, line->x[i]);
  }
}

static gboolean
has_boundary (const LabCurveFit *fit)
{
  return fit->has_two_phase && lab_choice_has_phases (fit->two_phase.choice) &&
         isfinite (fit->two_phase.boundary) && fit->two_phase.boundary > 0.0;
}

/* Where the best law levels off, the measured line is another law: it knows no floor. */
static gboolean
has_floor (const LabCurveFit *fit)
{
  const LabTwoPhaseChoice *choice = &fit->two_phase;

  return fit->has_two_phase && (choice->choice == LAB_CHOICE_POWER || has_boundary (fit)) &&
         choice->fits[choice->best].floor > 0.0;
}

/* Of several widths' trajectories one is fitted, which its label says. */
static char *
fit_label (const LabChartCurve *shown)
{
  const LabCurveFit *fit = shown->fit;
  const char *symbol = lab_axis (fit->axis)->symbol;
  g_autofree char *slope = lab_compose_measured_slope (fit);
  double grid[LAB_GRID_MAX];

  if (fit->frontier != NULL && fit->frontier->widths > 1 &&
      fit->group < lab_experiment_grid (&shown->curve->experiment, grid))
    /* Translators: a power law that was fitted to one curve of several: width 64 alone C^−0.52 */
    return g_strdup_printf (_ ("width %.0f alone %s^%s"), grid[fit->group], symbol, slope);
  /* Translators: a power law that was fitted to measurements: measured n^−0.52 */
  return g_strdup_printf (has_floor (fit) ? _ ("measured %s^%s, no floor") : _ ("measured %s^%s"),
                          symbol, slope);
}

void
lab_compose_fit (LabChartContent *content, const LabChartCurve *shown)
{
  const LabPowerLawFit *power;
  LabChartLine *line;

  if (shown->fit == NULL || shown->curve == NULL)
    return;
  if (!shown->ghost && has_boundary (shown->fit))
    add_winning_law (content, shown);
  power = &shown->fit->power;
  if (!power->valid || !(power->x_minimum > 0.0) || !(power->x_maximum > power->x_minimum))
    return;
  line = lab_chart_content_add_line (content, VERTICES, TRUE);
  line->kind = LAB_LINE_FIT;
  line->colour_index = shown->colour_index;
  line->ghost = shown->ghost;
  if (!shown->ghost)
    line->label = fit_label (shown);
  for (guint i = 0; i < VERTICES; i++) {
    line->x[i] = between (power->x_minimum, power->x_maximum, i, VERTICES);
    line->y[i] = lab_power_law_value (power, line->x[i]);
    lab_power_law_band (power, line->x[i], &line->band_low[i], &line->band_high[i]);
  }
}

void
lab_compose_band (LabChartContent *content, const LabChartCurve *shown)
{
  LabChartLine *line;

  if (shown->band == NULL || shown->ghost)
    return;
  line = lab_chart_content_add_line (content, shown->band_count, TRUE);
  line->kind = LAB_LINE_BAND;
  line->colour_index = shown->colour_index;
  /* xgettext:no-c-format */
  line->label = g_strdup (_ ("95 % of new measurements"));
  for (guint i = 0; i < shown->band_count; i++) {
    line->x[i] = shown->band[i].x;
    line->y[i] = shown->band[i].new_high;
    line->band_low[i] = shown->band[i].new_low;
    line->band_high[i] = shown->band[i].new_high;
  }
}

void
lab_compose_residuals (LabChartContent *content, const LabChartCurve *shown)
{
  const LabResiduals *residuals = shown->residuals;

  if (residuals == NULL || shown->ghost || content->residuals != NULL)
    return;
  content->residual_count = residuals->count;
  content->residuals = g_new0 (LabChartResidual, MAX (residuals->count, 1));
  for (guint i = 0; i < residuals->count; i++)
    content->residuals[i] = (LabChartResidual){
        .x = residuals->points[i].x,
        .standard = residuals->points[i].standard,
        .colour_index = shown->colour_index,
    };
}

static void
add_hairline (LabChartContent *content, double level, const char *label)
{
  LabChartLine *line = lab_chart_content_add_line (content, 1, FALSE);

  line->kind = LAB_LINE_HAIRLINE;
  line->label = g_strdup (label);
  line->x[0] = 1.0;
  line->y[0] = level;
}

void
lab_compose_hairlines (LabChartContent *content, const LabExperiment *experiment)
{
  add_hairline (content, 1.0, _ (lab_task_info (experiment->task)->error_words (experiment)->unit));
  if (experiment->noise > 0.0)
    add_hairline (content, experiment->noise * experiment->noise,
                  _ ("variance of the label noise, σ^2"));
}

/* What follows the boundary, with the measured slope there. */
static char *
right_label (const LabChartCurve *shown, const LabAccount *account)
{
  const LabCurveFit *fit = shown->fit;
  const char *symbol = lab_axis (fit->axis)->symbol;
  g_autofree char *slope = lab_compose_measured_slope (fit);
  gboolean falls = !fit->power.valid || fit->power.high < 0.0;

  if (account->nature != LAB_ACCOUNT_IS_MEASURED)
    return g_strdup (account->after);
  if (!falls)
    /* Translators: a power follows, as in C^0.02 */
    return g_strdup_printf (_ ("then: not certain to fall, %s^%s"), symbol, slope);
  /* Translators: the name of a phase, then a power, as in C^−0.32 */
  return g_strdup_printf (_ ("%s: error falls like %s^%s"), account->after, symbol, slope);
}

/* Where more depth stops helping, with its interval. */
static void
add_depth (LabChartContent *content, const LabDepthChoice *choice)
{
  LabChartBoundary *boundary;

  if (!choice->valid || !choice->reached)
    return;
  boundary = lab_chart_content_add_boundary (content);
  boundary->x = choice->enough;
  boundary->low = choice->low;
  boundary->high = choice->high;
  boundary->left_label = g_strdup (_ ("more depth helps"));
  boundary->right_label = g_strdup (_ ("more depth no longer helps"));
}

/* The boundary that the account of the phases draws, in its words. */
void
lab_compose_boundary (LabChartContent *content, const LabChartCurve *shown)
{
  const LabAccount *drawn;
  LabChartBoundary *boundary;

  if (shown->fit == NULL || shown->ghost)
    return;
  if (shown->fit->has_depth)
    add_depth (content, &shown->fit->depth);
  drawn = lab_phases_drawn (shown->fit->phases);
  if (drawn == NULL)
    return;
  boundary = lab_chart_content_add_boundary (content);
  boundary->x = drawn->place;
  boundary->low = isfinite (drawn->low) ? drawn->low : drawn->place;
  boundary->high = isfinite (drawn->high) ? drawn->high : drawn->place;
  boundary->left_label = g_strdup (drawn->before);
  boundary->right_label = right_label (shown, drawn);
  boundary->sentence = lab_phases_headline (shown->fit->phases);
}
