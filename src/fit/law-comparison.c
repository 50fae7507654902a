/* Rival laws on one trajectory: fits, information, and whether a break has a meaning. */
#include "fit/law-comparison.h"

#include "fit/information.h"
#include "fit/law-fit.h"

#include <math.h>

/* The two laws of each form, without and with floor. */
static const LabLaw form_laws[LAB_FORM_COUNT][2] = {
    [LAB_FORM_POWER] = {LAB_LAW_POWER, LAB_LAW_POWER_FLOOR},
    [LAB_FORM_EXPONENTIAL_POWER] = {LAB_LAW_EXPONENTIAL_POWER, LAB_LAW_EXPONENTIAL_POWER_FLOOR},
    [LAB_FORM_POWER_POWER] = {LAB_LAW_POWER_POWER, LAB_LAW_POWER_POWER_FLOOR},
};

gboolean
lab_law_comparison_is_possible (const LabTrajectory *trajectory)
{
  if (trajectory->count < LAB_TWO_PHASE_MINIMUM_ABSCISSAS)
    return FALSE;
  if (trajectory->x[trajectory->count - 1] / trajectory->x[0] < LAB_TWO_PHASE_MINIMUM_SPAN)
    return FALSE;
  for (guint i = 1; i < trajectory->count; i++)
    if (trajectory->ln_y[i] != trajectory->ln_y[0])
      return TRUE;
  return FALSE;
}

/* Inflation by the memory of the residuals of the law that comes closest. */
static double
measure_inflation (const LabTrajectory *trajectory, const LabLawComparison *comparison)
{
  const LabLawFit *closest = NULL;
  g_autofree double *residual = g_new (double, trajectory->count);

  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    const LabLawFit *fit = &comparison->fits[law];
    if (fit->valid && (closest == NULL || fit->residual < closest->residual))
      closest = fit;
  }
  if (closest == NULL)
    return 1.0;
  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (closest, trajectory->x[i]));
  return lab_residual_inflation (residual, trajectory->count, closest->parameters - 1);
}

static const LabLawFit *
better_law (const LabLawComparison *comparison, LabForm form)
{
  const LabLawFit *plain = &comparison->fits[form_laws[form][0]];
  const LabLawFit *with_floor = &comparison->fits[form_laws[form][1]];
  if (!plain->valid || (with_floor->valid && with_floor->aicc < plain->aicc))
    return with_floor->valid ? with_floor : NULL;
  return plain;
}

static void
rank_forms (LabLawComparison *comparison)
{
  const LabLawFit **best = comparison->best;
  LabForm winner = LAB_FORM_POWER;

  for (guint form = 0; form < LAB_FORM_COUNT; form++) {
    best[form] = better_law (comparison, (LabForm)form);
    if (best[form] != NULL && (best[winner] == NULL || best[form]->aicc < best[winner]->aicc))
      winner = (LabForm)form;
  }
  comparison->winner = winner;
  comparison->lead = INFINITY;
  for (guint form = 0; form < LAB_FORM_COUNT; form++)
    if (form != winner && best[form] != NULL)
      comparison->lead = MIN (comparison->lead, best[form]->aicc - best[winner]->aicc);
}

void
lab_law_comparison_make (const LabTrajectory *trajectory, LabLawComparison *comparison)
{
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    lab_law_fit (trajectory, (LabLaw)law, &comparison->fits[law]);
  comparison->inflation = measure_inflation (trajectory, comparison);
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    LabLawFit *fit = &comparison->fits[law];
    if (fit->valid)
      fit->aicc = lab_information_criterion (fit->residual, trajectory->count, fit->parameters,
                                             comparison->inflation);
  }
  rank_forms (comparison);
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

/* A law with a break stands against the best power law when the data do not put it behind by the
 * lead asked for, unless the break is without meaning: the law departs too little from the power
 * law it contains, or from the best one. */
static gboolean
stands_against (const LabTrajectory *trajectory,
                const LabLawFit *rival,
                const LabLawFit *contained,
                const LabLawFit *power)
{
  if (rival->aicc >= power->aicc + LAB_TWO_PHASE_LEAD)
    return FALSE;
  if (rival->aicc <= power->aicc - LAB_TWO_PHASE_LEAD)
    return TRUE;
  return largest_departure (trajectory, contained, rival) > LAB_TWO_PHASE_DEPARTURE &&
         largest_departure (trajectory, power, rival) > LAB_TWO_PHASE_LIKENESS;
}

gboolean
lab_law_comparison_is_power (const LabTrajectory *trajectory, const LabLawComparison *comparison)
{
  const LabLawFit *power = comparison->best[LAB_FORM_POWER];

  if (power == NULL)
    return FALSE;
  for (guint form = LAB_FORM_POWER + 1; form < LAB_FORM_COUNT; form++)
    for (guint floor = 0; floor < 2; floor++) {
      const LabLawFit *rival = &comparison->fits[form_laws[form][floor]];
      const LabLawFit *contained = &comparison->fits[form_laws[LAB_FORM_POWER][floor]];
      if (rival->valid && stands_against (trajectory, rival, contained, power))
        return FALSE;
    }
  return TRUE;
}
