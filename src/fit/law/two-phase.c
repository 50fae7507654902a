/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rival law the trajectories prefer. The header gives the rules and what they were tuned on. */
#include "fit/law/two-phase.h"

#include "fit/law/law-comparison.h"
#include "fit/law/law-fit.h"
#include "fit/law/law-interval.h"

#include <math.h>

static const LabChoice form_choices[LAB_FORM_COUNT] = {
    [LAB_FORM_POWER] = LAB_CHOICE_POWER,
    [LAB_FORM_EXPONENTIAL_POWER] = LAB_CHOICE_EXPONENTIAL_POWER,
    [LAB_FORM_POWER_POWER] = LAB_CHOICE_POWER_POWER,
    [LAB_FORM_SPEED_POWER] = LAB_CHOICE_SPEED_POWER,
    [LAB_FORM_SUM] = LAB_CHOICE_SUM,
};

/* What the repeats say when each is fitted alone. */
typedef struct
{
  guint count; /* repeats with points enough */
  guint agree; /* of them, whose best form is the joint winner */
  guint bent;  /* of them, whose data do not choose one power law */
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
ask_repeats (const LabFitTable *table,
             double correlation,
             const LabLawComparison *joint,
             Repeats *repeats)
{
  const LabLawFit *best = joint->best[joint->winner];

  *repeats = (Repeats){0, 0, 0, best->break_x, best->break_x, best->exponent, best->exponent};
  for (guint cluster = 0; table->clusters >= 2 && cluster < table->clusters; cluster++) {
    g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, cluster);
    LabLawComparison alone;
    if (!lab_law_comparison_is_possible (trajectory))
      continue;
    lab_law_comparison_make (trajectory, correlation, &alone);
    const LabLawFit *fit = &alone.fits[best->law];
    if (!fit->valid)
      continue;
    repeats->count++;
    repeats->agree += alone.winner == joint->winner;
    repeats->bent += !lab_law_comparison_is_power (trajectory, &alone);
    widen (fit->break_x, &repeats->break_low, &repeats->break_high);
    widen (fit->exponent, &repeats->exponent_low, &repeats->exponent_high);
  }
}

/* Adds the laws of a form that no rule excludes. */
static void
add_remaining (const LabTrajectory *trajectory,
               const LabLawComparison *joint,
               LabForm form,
               LabTwoPhaseChoice *choice)
{
  const LabLawFit *best = joint->best[form];
  LabFloor floor = LAB_FLOOR_OPEN;

  if (form == LAB_FORM_POWER || form == LAB_FORM_SUM) {
    floor = lab_law_comparison_floor (trajectory, joint, form);
    LabLaw plain = form == LAB_FORM_POWER ? LAB_LAW_POWER : LAB_LAW_SUM;
    choice->remaining[choice->remaining_count++] = plain + (floor == LAB_FLOOR_TAKEN ? 1 : 0);
    if (floor == LAB_FLOOR_OPEN && form == joint->winner)
      choice->remaining[choice->remaining_count++] = plain + 1;
    return;
  }
  choice->remaining[choice->remaining_count++] = best->law;
}

static void
sort_remaining (LabTwoPhaseChoice *choice)
{
  for (guint i = 1; i < choice->remaining_count; i++)
    for (guint j = i; j > 0; j--) {
      LabLaw before = choice->remaining[j - 1], here = choice->remaining[j];
      if (choice->fits[before].aicc <= choice->fits[here].aicc)
        break;
      choice->remaining[j - 1] = here;
      choice->remaining[j] = before;
    }
}

/* The laws of one power law alone, where the data choose it, else of every form that the best does not
 * lead by enough. */
static void
list_remaining (const LabTrajectory *trajectory,
                const LabLawComparison *joint,
                LabTwoPhaseChoice *choice)
{
  const LabLawFit *best = joint->best[joint->winner];
  gboolean is_power =
      joint->winner == LAB_FORM_POWER && lab_law_comparison_is_power (trajectory, joint);

  for (guint form = 0; form < LAB_FORM_COUNT; form++) {
    if (is_power && form != LAB_FORM_POWER)
      continue;
    gboolean is_kind = form != LAB_FORM_POWER && joint->winner != LAB_FORM_POWER;
    double lead = is_kind ? LAB_TWO_PHASE_LEAD_OF_KIND : LAB_TWO_PHASE_LEAD;
    if (joint->best[form] != NULL && joint->best[form]->aicc < best->aicc + lead)
      add_remaining (trajectory, joint, (LabForm)form, choice);
  }
  sort_remaining (choice);
}

/* Where the late slope changes or begins, of the chosen form. */
static void
set_boundary (const LabTrajectory *trajectory,
              const LabLawFit *best,
              const Repeats *repeats,
              LabTwoPhaseChoice *choice)
{
  gboolean is_sum = choice->choice == LAB_CHOICE_SUM;

  if (is_sum)
    lab_law_exponent_interval (trajectory, best, choice->inflation, &choice->exponent_low,
                               &choice->exponent_high);
  choice->boundary = best->break_x;
  choice->boundary_by_repeat = !is_sum && repeats->count >= 2;
  if (choice->boundary_by_repeat) {
    choice->boundary_low = repeats->break_low;
    choice->boundary_high = repeats->break_high;
  } else {
    lab_law_break_interval (trajectory, best, choice->inflation, &choice->boundary_low,
                            &choice->boundary_high);
  }
}

/* A power law may be chosen although another form without meaning has the lower AICc: then it is what
 * the repeats are asked about. */
static void
decide (const LabFitTable *table,
        const LabTrajectory *trajectory,
        double correlation,
        LabLawComparison *joint,
        LabTwoPhaseChoice *choice)
{
  Repeats repeats;

  if (lab_law_comparison_is_power (trajectory, joint))
    joint->winner = LAB_FORM_POWER;
  ask_repeats (table, correlation, joint, &repeats);
  choice->repeats = repeats.count;
  choice->repeats_agreeing = repeats.agree;
  list_remaining (trajectory, joint, choice);
  gboolean is_shared =
      joint->winner == LAB_FORM_POWER || repeats.count < 2 || 2 * repeats.agree > repeats.count;
  choice->choice = choice->remaining_count == 1 && is_shared ? form_choices[joint->winner]
                                                             : LAB_CHOICE_CANNOT_TELL;
  choice->best = choice->remaining[0];

  const LabLawFit *best = &choice->fits[choice->best];
  const LabLawFit *power = joint->best[LAB_FORM_POWER];
  gboolean is_bent = repeats.count < 2 || 2 * repeats.bent > repeats.count;
  if (is_bent && lab_law_form (best->law) != LAB_FORM_POWER &&
      (power == NULL || power->aicc >= best->aicc + LAB_TWO_PHASE_LEAD))
    choice->bend = best->break_x;
  choice->exponent = best->exponent;
  if (repeats.count >= 2) {
    choice->exponent_low = repeats.exponent_low;
    choice->exponent_high = repeats.exponent_high;
  }
  if (choice->choice != LAB_CHOICE_CANNOT_TELL && choice->choice != LAB_CHOICE_POWER)
    set_boundary (trajectory, best, &repeats, choice);
}

/* The best of laws that all scatter too much, for what is drawn and told of them. */
static LabLaw
least_bad (const LabLawComparison *joint)
{
  LabLaw best = LAB_LAW_POWER;

  for (guint law = 0; law < LAB_LAW_SUM_SEVENTH; law++)
    if (joint->fits[law].valid &&
        (!joint->fits[best].valid || joint->fits[law].aicc < joint->fits[best].aicc))
      best = (LabLaw)law;
  return best;
}

static void
take_fits (const LabLawComparison *joint, LabTwoPhaseChoice *choice)
{
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    choice->fits[law] = joint->fits[law];
    choice->refused[law] = joint->refused[law];
  }
  choice->inflation = joint->inflation;
  choice->lead = joint->lead;
  if (joint->reference.valid)
    choice->reference_scatter = joint->reference.scatter;
}

static void
choose (const LabFitTable *table, const LabTrajectory *trajectory, LabTwoPhaseChoice *choice)
{
  double correlation = lab_repeats_correlation (table, trajectory);
  LabLawComparison joint;

  lab_law_comparison_make (trajectory, correlation, &joint);
  take_fits (&joint, choice);
  choice->last = exp (trajectory->ln_y[trajectory->count - 1]);
  if (joint.best[joint.winner] != NULL) {
    decide (table, trajectory, correlation, &joint, choice);
    return;
  }
  choice->best = least_bad (&joint);
  choice->lead = NAN;
  if (choice->fits[choice->best].valid)
    choice->choice = LAB_CHOICE_NONE_FITS;
}

/* Too little for two phases, though it may be told that it is no power law either. */
static void
choose_of_few (const LabTrajectory *trajectory, LabTwoPhaseChoice *choice)
{
  LabLawComparison joint;

  if (!lab_law_comparison_none_fits (trajectory, &joint))
    return;
  take_fits (&joint, choice);
  choice->best = least_bad (&joint);
  choice->choice = LAB_CHOICE_NONE_FITS;
}

gboolean
lab_choice_levels_off (const LabTwoPhaseChoice *choice)
{
  g_return_val_if_fail (choice != NULL, FALSE);

  const LabLawFit *best = &choice->fits[choice->best];
  return best->valid && best->floor > 0.0 &&
         best->floor < choice->last * exp (-lab_law_scatter (best, choice->points_used));
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
      .bend = NAN,
      .exponent = NAN,
      .exponent_low = NAN,
      .exponent_high = NAN,
      .last = NAN,
      .reference_scatter = NAN,
      .points_used = trajectory->count,
      .points_left_out = table->left_out,
  };
  if (lab_law_comparison_is_possible (trajectory))
    choose (table, trajectory, choice);
  else
    choose_of_few (trajectory, choice);
}
