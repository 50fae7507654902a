/* Which rival law a trajectory prefers. The header gives the rules and what they were tuned on. */
#include "fit/two-phase.h"

#include "fit/information.h"
#include "fit/law-fit.h"

#include <math.h>

#define FORMS 3

/* The two laws of each form, without and with floor; forms in the order of LabChoice. */
static const LabLaw form_laws[FORMS][2] = {
    {LAB_LAW_POWER, LAB_LAW_POWER_FLOOR},
    {LAB_LAW_EXPONENTIAL_POWER, LAB_LAW_EXPONENTIAL_POWER_FLOOR},
    {LAB_LAW_POWER_POWER, LAB_LAW_POWER_POWER_FLOOR},
};

static const LabChoice form_choices[FORMS] = {
    LAB_CHOICE_POWER,
    LAB_CHOICE_EXPONENTIAL_POWER,
    LAB_CHOICE_POWER_POWER,
};

static gboolean
is_enough (const LabTrajectory *trajectory)
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
measure_inflation (const LabTrajectory *trajectory, const LabTwoPhaseChoice *choice)
{
  const LabLawFit *closest = NULL;
  g_autofree double *residual = g_new (double, trajectory->count);

  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    const LabLawFit *fit = &choice->fits[law];
    if (fit->valid && (closest == NULL || fit->residual < closest->residual))
      closest = fit;
  }
  if (closest == NULL)
    return 1.0;
  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (closest, trajectory->x[i]));
  return lab_residual_inflation (residual, trajectory->count, closest->parameters - 1);
}

/* The better law of a form; NULL when neither could be fitted. */
static const LabLawFit *
best_of_form (const LabTwoPhaseChoice *choice, guint form)
{
  const LabLawFit *plain = &choice->fits[form_laws[form][0]];
  const LabLawFit *with_floor = &choice->fits[form_laws[form][1]];
  if (!plain->valid || (with_floor->valid && with_floor->aicc < plain->aicc))
    return with_floor->valid ? with_floor : NULL;
  return plain;
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
stands_against_power (const LabTrajectory *trajectory,
                      const LabTwoPhaseChoice *choice,
                      const LabLawFit *power,
                      const LabLawFit *rival)
{
  const LabLawFit *contained = &choice->fits[form_laws[0][lab_law_has_floor (rival->law)]];

  if (rival->aicc >= power->aicc + LAB_TWO_PHASE_LEAD)
    return FALSE;
  if (rival->aicc <= power->aicc - LAB_TWO_PHASE_LEAD)
    return TRUE;
  return largest_departure (trajectory, contained, rival) > LAB_TWO_PHASE_DEPARTURE &&
         largest_departure (trajectory, power, rival) > LAB_TWO_PHASE_LIKENESS;
}

static gboolean
is_one_power_law (const LabTrajectory *trajectory,
                  const LabTwoPhaseChoice *choice,
                  const LabLawFit *power)
{
  for (guint form = 1; form < FORMS; form++)
    for (guint floor = 0; floor < 2; floor++) {
      const LabLawFit *rival = &choice->fits[form_laws[form][floor]];
      if (rival->valid && stands_against_power (trajectory, choice, power, rival))
        return FALSE;
    }
  return TRUE;
}

static LabChoice
judge (const LabTrajectory *trajectory,
       const LabTwoPhaseChoice *choice,
       const LabLawFit *power,
       guint winner)
{
  if (winner != 0 && choice->lead >= LAB_TWO_PHASE_LEAD)
    return form_choices[winner];
  if (power != NULL && is_one_power_law (trajectory, choice, power))
    return LAB_CHOICE_POWER;
  return LAB_CHOICE_CANNOT_TELL;
}

static void
compare (const LabTrajectory *trajectory, LabTwoPhaseChoice *choice)
{
  const LabLawFit *forms[FORMS];
  guint winner = 0;

  choice->inflation = measure_inflation (trajectory, choice);
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    LabLawFit *fit = &choice->fits[law];
    if (fit->valid)
      fit->aicc = lab_information_criterion (fit->residual, trajectory->count, fit->parameters,
                                             choice->inflation);
  }
  for (guint form = 0; form < FORMS; form++) {
    forms[form] = best_of_form (choice, form);
    if (forms[form] != NULL && (forms[winner] == NULL || forms[form]->aicc < forms[winner]->aicc))
      winner = form;
  }
  if (forms[winner] == NULL)
    return;
  choice->best = forms[winner]->law;
  choice->lead = INFINITY;
  for (guint form = 0; form < FORMS; form++)
    if (form != winner && forms[form] != NULL)
      choice->lead = MIN (choice->lead, forms[form]->aicc - forms[winner]->aicc);
  choice->choice = judge (trajectory, choice, forms[0], winner);
  if (choice->choice == LAB_CHOICE_POWER)
    choice->best = forms[0]->law;
}

static void
widen (double value, double *low, double *high)
{
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

/* Break and late slope of the best law in each repeat: the range over the repeats and their mean,
 * whose break need not lie between theirs (a floor can change hands with it). */
static void
range_over_repeats (const LabFitTable *table, LabTwoPhaseChoice *choice)
{
  guint fitted = 0;
  double break_low = NAN, break_high = NAN, exponent_low = NAN, exponent_high = NAN;

  for (guint cluster = 0; table->clusters >= 2 && cluster < table->clusters; cluster++) {
    g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, cluster);
    LabLawFit fit = {.valid = FALSE};
    if (is_enough (trajectory))
      lab_law_fit (trajectory, choice->best, &fit);
    if (!fit.valid)
      continue;
    fitted++;
    widen (fit.exponent, &exponent_low, &exponent_high);
    if (!isnan (choice->boundary))
      widen (fit.break_x, &break_low, &break_high);
  }
  if (fitted < 2)
    return;
  widen (choice->exponent, &exponent_low, &exponent_high);
  if (!isnan (choice->boundary))
    widen (choice->boundary, &break_low, &break_high);
  choice->exponent_low = exponent_low;
  choice->exponent_high = exponent_high;
  choice->boundary_low = break_low;
  choice->boundary_high = break_high;
}

void
lab_two_phase_choose (const LabFitSample *samples, guint count, LabTwoPhaseChoice *choice)
{
  g_return_if_fail (samples != NULL || count == 0);
  g_return_if_fail (choice != NULL);

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);

  *choice = (LabTwoPhaseChoice){
      .choice = LAB_CHOICE_NOT_ENOUGH,
      .lead = NAN,
      .inflation = 1.0,
      .boundary = NAN,
      .boundary_low = NAN,
      .boundary_high = NAN,
      .exponent = NAN,
      .exponent_low = NAN,
      .exponent_high = NAN,
      .points_used = trajectory->count,
      .points_left_out = table->left_out,
  };
  if (!is_enough (trajectory))
    return;
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    lab_law_fit (trajectory, (LabLaw)law, &choice->fits[law]);
  compare (trajectory, choice);
  if (choice->choice == LAB_CHOICE_NOT_ENOUGH)
    return;
  choice->exponent = choice->fits[choice->best].exponent;
  if (lab_law_has_break (choice->best) && choice->choice != LAB_CHOICE_CANNOT_TELL)
    choice->boundary = choice->fits[choice->best].break_x;
  range_over_repeats (table, choice);
}
