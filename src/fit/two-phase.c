/* Which rival law the trajectories prefer. The header gives the rules and what they were tuned on. */
#include "fit/two-phase.h"

#include "fit/law-comparison.h"
#include "fit/law-fit.h"

#include <math.h>

static const LabChoice form_choices[LAB_FORM_COUNT] = {
    [LAB_FORM_POWER] = LAB_CHOICE_POWER,
    [LAB_FORM_EXPONENTIAL_POWER] = LAB_CHOICE_EXPONENTIAL_POWER,
    [LAB_FORM_POWER_POWER] = LAB_CHOICE_POWER_POWER,
};

/* What the repeats say when each is fitted alone. */
typedef struct
{
  guint count; /* repeats with points enough */
  guint agree; /* of them, whose best form is the joint winner */
  double break_low, break_high;
  double exponent_low, exponent_high;
} Repeats;

static void
widen (double value, double *low, double *high)
{
  *low = fmin (*low, value); /* fmin and fmax pass over NaN */
  *high = fmax (*high, value);
}

static void
ask_repeats (const LabFitTable *table, const LabLawComparison *joint, Repeats *repeats)
{
  const LabLawFit *best = joint->best[joint->winner];

  *repeats = (Repeats){0, 0, best->break_x, best->break_x, best->exponent, best->exponent};
  for (guint cluster = 0; table->clusters >= 2 && cluster < table->clusters; cluster++) {
    g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, cluster);
    LabLawComparison alone;
    if (!lab_law_comparison_is_possible (trajectory))
      continue;
    lab_law_comparison_make (trajectory, &alone);
    const LabLawFit *fit = &alone.fits[best->law];
    if (!fit->valid)
      continue;
    repeats->count++;
    repeats->agree += alone.winner == joint->winner;
    widen (fit->break_x, &repeats->break_low, &repeats->break_high);
    widen (fit->exponent, &repeats->exponent_low, &repeats->exponent_high);
  }
}

static LabChoice
judge (const LabTrajectory *trajectory, const LabLawComparison *joint, const Repeats *repeats)
{
  gboolean is_shared = repeats->count < 2 || 2 * repeats->agree > repeats->count;

  if (joint->winner != LAB_FORM_POWER && joint->lead >= LAB_TWO_PHASE_LEAD)
    return is_shared ? form_choices[joint->winner] : LAB_CHOICE_CANNOT_TELL;
  if (lab_law_comparison_is_power (trajectory, joint))
    return LAB_CHOICE_POWER;
  return LAB_CHOICE_CANNOT_TELL;
}

/* A power law may be chosen although a break without meaning has the lower AICc: then it is what
 * the repeats are asked about. */
static void
decide (const LabFitTable *table,
        const LabTrajectory *trajectory,
        LabLawComparison *joint,
        LabTwoPhaseChoice *choice)
{
  Repeats repeats;

  choice->inflation = joint->inflation;
  choice->lead = joint->lead;
  if (joint->lead < LAB_TWO_PHASE_LEAD && lab_law_comparison_is_power (trajectory, joint))
    joint->winner = LAB_FORM_POWER;
  ask_repeats (table, joint, &repeats);
  choice->choice = judge (trajectory, joint, &repeats);
  choice->repeats = repeats.count;
  choice->repeats_agreeing = repeats.agree;

  const LabLawFit *best = joint->best[joint->winner];
  const LabLawFit *power = joint->best[LAB_FORM_POWER];
  choice->best = best->law;
  if (joint->winner != LAB_FORM_POWER &&
      (power == NULL || power->aicc >= best->aicc + LAB_TWO_PHASE_LEAD))
    choice->bend = best->break_x;
  choice->exponent = best->exponent;
  if (repeats.count >= 2) {
    choice->exponent_low = repeats.exponent_low;
    choice->exponent_high = repeats.exponent_high;
  }
  if (choice->choice == LAB_CHOICE_CANNOT_TELL || choice->choice == LAB_CHOICE_POWER)
    return;
  choice->boundary = best->break_x;
  if (repeats.count >= 2) {
    choice->boundary_low = repeats.break_low;
    choice->boundary_high = repeats.break_high;
  }
}

void
lab_two_phase_choose (const LabFitSample *samples, guint count, LabTwoPhaseChoice *choice)
{
  g_return_if_fail (samples != NULL || count == 0);
  g_return_if_fail (choice != NULL);

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  LabLawComparison joint;

  *choice = (LabTwoPhaseChoice){
      .choice = LAB_CHOICE_NOT_ENOUGH,
      .lead = NAN,
      .inflation = 1.0,
      .boundary = NAN,
      .boundary_low = NAN,
      .boundary_high = NAN,
      .bend = NAN,
      .exponent = NAN,
      .exponent_low = NAN,
      .exponent_high = NAN,
      .points_used = trajectory->count,
      .points_left_out = table->left_out,
  };
  if (!lab_law_comparison_is_possible (trajectory))
    return;
  lab_law_comparison_make (trajectory, &joint);
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    choice->fits[law] = joint.fits[law];
  if (joint.best[joint.winner] != NULL)
    decide (table, trajectory, &joint, choice);
}
