/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rival laws on one trajectory: fits, information, and whether a break has a meaning. */
#include "fit/law/law-comparison.h"

#include "fit/sample/information.h"
#include "fit/law/law-fit.h"

#include <math.h>

/* A floor that leads by more than this is not passed over, however little it changes. */
#define FLOOR_HINT 2.0

/* Largest change of ln y over the points by a floor that is hardly one. */
#define FLOOR_DEPARTURE 0.06

/* Scatter is too large by chance less often than about once in fifty. */
#define UNLIKELY 2.0

/* The laws of each form that stand for it, without floor first. */
static const struct
{
  LabLaw law[4];
  guint count;
} form_laws[LAB_FORM_COUNT] = {
    [LAB_FORM_POWER] = {{LAB_LAW_POWER, LAB_LAW_POWER_FLOOR}, 2},
    [LAB_FORM_EXPONENTIAL_POWER] = {{LAB_LAW_EXPONENTIAL_POWER, LAB_LAW_EXPONENTIAL_POWER_FLOOR},
                                    2},
    [LAB_FORM_POWER_POWER] = {{LAB_LAW_POWER_POWER, LAB_LAW_POWER_POWER_FLOOR,
                               LAB_LAW_SMOOTH_POWER_POWER, LAB_LAW_SMOOTH_POWER_POWER_FLOOR},
                              4},
    [LAB_FORM_SPEED_POWER] = {{LAB_LAW_SPEED_POWER, LAB_LAW_SPEED_POWER_FLOOR}, 2},
    [LAB_FORM_SUM] = {{LAB_LAW_SUM, LAB_LAW_SUM_FLOOR}, 2},
};

static gboolean
is_constant (const LabTrajectory *trajectory)
{
  for (guint i = 1; i < trajectory->count; i++)
    if (trajectory->ln_y[i] != trajectory->ln_y[0])
      return FALSE;
  return TRUE;
}

gboolean
lab_law_comparison_is_possible (const LabTrajectory *trajectory)
{
  if (trajectory->count < LAB_TWO_PHASE_MINIMUM_ABSCISSAS)
    return FALSE;
  if (trajectory->x[trajectory->count - 1] / trajectory->x[0] < LAB_TWO_PHASE_MINIMUM_SPAN)
    return FALSE;
  return !is_constant (trajectory);
}

/* How improbable the ratio of two variances is, as a normal deviate (Wilson & Hilferty 1931). */
static double
deviate_of_ratio (double ratio, double upper_degrees, double lower_degrees)
{
  double root = cbrt (ratio), upper = 2.0 / (9.0 * upper_degrees),
         lower = 2.0 / (9.0 * lower_degrees);

  return ((1.0 - lower) * root - (1.0 - upper)) / sqrt (lower * root * root + upper);
}

/* Whether a law leaves too much beside the smooth reference. */
static gboolean
is_refused (const LabTrajectory *trajectory,
            const LabLawFit *fit,
            const LabSmoothReference *reference)
{
  double smooth = MAX (reference->scatter, LAB_LAW_LEAST_SCATTER);
  double more = (double)reference->parameters - (fit->parameters - 1.0);
  double left = trajectory->count - (double)reference->parameters;

  if (!reference->valid ||
      !(lab_law_scatter (fit, trajectory->count) > LAB_LAW_MOST_SCATTER * smooth))
    return FALSE;
  more = MAX (more, 1.0);
  double unexplained = (fit->residual - reference->residual) / more / (smooth * smooth);
  return deviate_of_ratio (unexplained, more, left) > UNLIKELY;
}

gboolean
lab_law_comparison_none_fits (const LabTrajectory *trajectory, LabLawComparison *comparison)
{
  *comparison = (LabLawComparison){.inflation = 1.0, .lead = NAN};
  if (trajectory->count < LAB_SMOOTH_REFERENCE_MINIMUM || is_constant (trajectory))
    return FALSE;
  lab_smooth_reference_fit (trajectory, &comparison->reference);
  for (LabLaw law = LAB_LAW_POWER; law <= LAB_LAW_POWER_FLOOR; law++) {
    LabLawFit *fit = &comparison->fits[law];
    lab_law_fit (trajectory, law, fit);
    comparison->refused[law] = fit->valid && is_refused (trajectory, fit, &comparison->reference);
  }
  gboolean no_floor =
      !comparison->fits[LAB_LAW_POWER_FLOOR].valid || comparison->refused[LAB_LAW_POWER_FLOOR];
  return comparison->refused[LAB_LAW_POWER] && no_floor;
}

static guint
points_before (const LabTrajectory *trajectory, double x)
{
  guint count = 0;

  while (count < trajectory->count && trajectory->x[count] < x)
    count++;
  return count;
}

/* A sum stands for two phases only where its parts cross among the points; a law whose few late points
 * leave its exponent without limit stands for nothing. */
static gboolean
stands_for_form (const LabTrajectory *trajectory, const LabLawFit *fit)
{
  if (!fit->valid)
    return FALSE;
  if (lab_law_form (fit->law) != LAB_FORM_SUM)
    return TRUE;
  guint before = isfinite (fit->break_x) ? points_before (trajectory, fit->break_x) : 0;
  return before >= LAB_LAW_LEAST_POINTS_OF_PHASE &&
         trajectory->count - before >= LAB_LAW_LEAST_POINTS_OF_PHASE;
}

static const LabLawFit *
best_law (const LabTrajectory *trajectory, const LabLawComparison *comparison, LabForm form)
{
  const LabLawFit *best = NULL;

  for (guint i = 0; i < form_laws[form].count; i++) {
    const LabLawFit *fit = &comparison->fits[form_laws[form].law[i]];
    if (stands_for_form (trajectory, fit) && !comparison->refused[fit->law] &&
        (best == NULL || fit->aicc < best->aicc))
      best = fit;
  }
  return best;
}

static void
rank_forms (const LabTrajectory *trajectory, LabLawComparison *comparison)
{
  const LabLawFit **best = comparison->best;
  LabForm winner = LAB_FORM_POWER;

  for (guint form = 0; form < LAB_FORM_COUNT; form++) {
    best[form] = best_law (trajectory, comparison, (LabForm)form);
    if (best[form] != NULL && (best[winner] == NULL || best[form]->aicc < best[winner]->aicc))
      winner = (LabForm)form;
  }
  comparison->winner = winner;
  comparison->lead = INFINITY;
  for (guint form = 0; form < LAB_FORM_COUNT; form++)
    if (form != winner && best[form] != NULL)
      comparison->lead = MIN (comparison->lead, best[form]->aicc - best[winner]->aicc);
}

/* The correlation of neighbouring errors about the smooth reference, or about a law that leaves less than
 * it: a spline does not follow every bend, and what it leaves there is no error. */
static double
correlation_of_errors (const LabTrajectory *trajectory, const LabLawComparison *comparison)
{
  const LabSmoothReference *reference = &comparison->reference;
  double least = reference->valid ? reference->scatter : INFINITY;
  const LabLawFit *closest = NULL;

  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    const LabLawFit *fit = &comparison->fits[law];
    if (!fit->valid || !(lab_law_scatter (fit, trajectory->count) < least))
      continue;
    least = lab_law_scatter (fit, trajectory->count);
    closest = fit;
  }
  if (closest == NULL)
    return reference->valid ? reference->correlation : 0.0;
  g_autofree double *residual = g_new (double, trajectory->count);
  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (closest, trajectory->x[i]));
  return lab_residual_correlation (residual, trajectory->count, closest->parameters - 1);
}

void
lab_law_comparison_make (const LabTrajectory *trajectory,
                         double correlation,
                         LabLawComparison *comparison)
{
  LabSmoothReference *reference = &comparison->reference;

  lab_smooth_reference_fit (trajectory, reference);
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    lab_law_fit (trajectory, (LabLaw)law, &comparison->fits[law]);
  if (isnan (correlation))
    correlation = correlation_of_errors (trajectory, comparison);
  comparison->inflation = lab_correlation_inflation (correlation);
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    LabLawFit *fit = &comparison->fits[law];
    if (fit->valid)
      fit->aicc = lab_information_criterion (fit->residual, trajectory->count, fit->parameters,
                                             comparison->inflation);
    comparison->refused[law] = fit->valid && is_refused (trajectory, fit, reference);
  }
  rank_forms (trajectory, comparison);
}

/* Largest distance in ln y between two laws over the points. */
static double
largest_departure (const LabTrajectory *trajectory, const LabLawFit *a, const LabLawFit *b)
{
  double largest = 0.0;
  for (guint i = 0; i < trajectory->count; i++) {
    double ratio = lab_law_value (a, trajectory->x[i]) / lab_law_value (b, trajectory->x[i]);
    largest = MAX (largest, fabs (log (ratio)));
  }
  return largest;
}

/* Whether a law departs enough from the power law (or the sum) that it contains, and from the best one,
 * to mean something. */
static gboolean
has_meaning (const LabTrajectory *trajectory,
             const LabLawFit *rival,
             const LabLawFit *contained,
             const LabLawFit *best)
{
  return largest_departure (trajectory, contained, rival) > LAB_TWO_PHASE_DEPARTURE &&
         largest_departure (trajectory, best, rival) > LAB_TWO_PHASE_LIKENESS;
}

/* A law of another form stands against the best power law when the data do not put it behind by the
 * lead asked for, unless it is without meaning: then it must lead by twice as much. */
static gboolean
stands_against (const LabTrajectory *trajectory,
                const LabLawFit *rival,
                const LabLawFit *contained,
                const LabLawFit *power)
{
  if (rival->aicc >= power->aicc + LAB_TWO_PHASE_LEAD)
    return FALSE;
  if (rival->aicc <= power->aicc - 2.0 * LAB_TWO_PHASE_LEAD)
    return TRUE;
  return has_meaning (trajectory, rival, contained, power);
}

gboolean
lab_law_comparison_is_power (const LabTrajectory *trajectory, const LabLawComparison *comparison)
{
  const LabLawFit *power = comparison->best[LAB_FORM_POWER];

  if (power == NULL)
    return FALSE;
  for (guint form = LAB_FORM_POWER + 1; form < LAB_FORM_COUNT; form++)
    for (guint i = 0; i < form_laws[form].count; i++) {
      const LabLawFit *rival = &comparison->fits[form_laws[form].law[i]];
      const LabLawFit *contained =
          &comparison->fits[form_laws[LAB_FORM_POWER].law[lab_law_has_floor (rival->law) ? 1 : 0]];
      if (stands_for_form (trajectory, rival) && !comparison->refused[rival->law] &&
          contained->valid && stands_against (trajectory, rival, contained, power))
        return FALSE;
    }
  return TRUE;
}

LabFloor
lab_law_comparison_floor (const LabTrajectory *trajectory,
                          const LabLawComparison *comparison,
                          LabForm form)
{
  const LabLawFit *plain = &comparison->fits[form_laws[form].law[0]];
  const LabLawFit *with_floor = &comparison->fits[form_laws[form].law[1]];

  if (!stands_for_form (trajectory, with_floor) || comparison->refused[with_floor->law])
    return LAB_FLOOR_NONE;
  if (!stands_for_form (trajectory, plain) || comparison->refused[plain->law])
    return LAB_FLOOR_TAKEN;
  double lead = plain->aicc - with_floor->aicc;
  gboolean is_seen = largest_departure (trajectory, plain, with_floor) > FLOOR_DEPARTURE;
  if (lead >= (is_seen ? 1.0 : 2.0) * LAB_TWO_PHASE_LEAD)
    return LAB_FLOOR_TAKEN;
  return (is_seen && lead > -LAB_TWO_PHASE_LEAD) || lead > FLOOR_HINT ? LAB_FLOOR_OPEN
                                                                      : LAB_FLOOR_NONE;
}
