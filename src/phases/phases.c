/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers all accounts of one phase boundary. */
#include "phases/phases-private.h"

#include "theory/compute-law.h"
#include "theory/phase-boundary.h"

#include <math.h>

static gboolean
is_place (double x)
{
  return isfinite (x) && x > 0.0;
}

static void
add (LabPhases *phases,
     const LabPhaseNumbers *numbers,
     LabAccountKind kind,
     LabAccountNature nature,
     double place,
     double low,
     double high)
{
  /* Before the first step nothing happens: such a place says that its time scale is wrong. */
  if (!is_place (place) || (numbers->axis != LAB_PLACE_TIME && place < numbers->unit))
    return;
  LabAccount *account = &phases->accounts[phases->count++];
  *account = (LabAccount){.kind = kind,
                          .nature = nature,
                          .axis = numbers->axis,
                          .place = place,
                          .low = low,
                          .high = high};
  lab_account_tell (account, numbers);
}

/* The break or crossing of the law that was chosen; where its kind cannot be told, the break itself. */
static void
add_measured (LabPhases *phases, const LabPhaseNumbers *numbers)
{
  const LabTwoPhaseChoice *choice = numbers->choice;

  if (choice == NULL || choice->choice == LAB_CHOICE_NOT_ENOUGH)
    return;
  if (!lab_choice_has_phases (choice->choice)) {
    add (phases, numbers, LAB_ACCOUNT_MEASURED_BREAK, LAB_ACCOUNT_IS_MEASURED, choice->bend, NAN,
         NAN);
    return;
  }
  /* An end that the data do not limit is none. */
  gboolean limited = isfinite (choice->boundary_low) && isfinite (choice->boundary_high) &&
                     choice->boundary_low > 0.0;
  add (phases, numbers,
       choice->choice == LAB_CHOICE_SUM ? LAB_ACCOUNT_SUM_CROSSING : LAB_ACCOUNT_MEASURED_BREAK,
       LAB_ACCOUNT_IS_MEASURED, choice->boundary, limited ? choice->boundary_low : NAN,
       limited ? choice->boundary_high : NAN);
}

static void
add_predicted (LabPhases *phases, const LabPhaseNumbers *numbers)
{
  double worth = numbers->unit / numbers->step_time;

  if (!(numbers->noise > 0.0))
    return;
  if (numbers->own.known)
    add (phases, numbers, LAB_ACCOUNT_OWN_KERNEL, LAB_ACCOUNT_IS_PREDICTED,
         numbers->own.end * numbers->unit, NAN, NAN);
  if (!is_place (worth))
    return;
  add (phases, numbers, LAB_ACCOUNT_LEVEL_TWO, LAB_ACCOUNT_IS_PREDICTED,
       numbers->level_two.crossing * worth, NAN, NAN);
  add (phases, numbers, LAB_ACCOUNT_BEST_STOP, LAB_ACCOUNT_IS_PREDICTED,
       numbers->level_two.stopping * worth, NAN, NAN);
}

/* Steps to fall by a factor at a condition number: the most that gradient descent needs (theory notes 3.4
 * iii), the least that any first-order method needs (2.3). */
static double
slowest (const LabOwnKernel *own, double fall)
{
  return lab_boundary_finite_condition (1.0, fall, own->rate, 1.0 / own->condition_number);
}

static double
fastest (const LabOwnKernel *own, double fall)
{
  double lower, upper;

  lab_condition_gap (1.0, own->condition_number, &lower, &upper);
  return log (fall) / log (lower);
}

static void
add_condition (LabPhases *phases, const LabPhaseNumbers *numbers)
{
  const LabOwnKernel *own = &numbers->own;
  double fall = own->least_risk / own->initial_risk;

  if (!own->known || !(own->condition_number > 1.0) || !(own->rate > 0.0) || !(fall > 0.0) ||
      !(fall < 1.0))
    return;
  double last = slowest (own, fall) * numbers->unit;
  double first = fmin (fastest (own, fall) * numbers->unit, last);
  add (phases, numbers, LAB_ACCOUNT_CONDITION_NUMBER, LAB_ACCOUNT_IS_BOUND, last, first,
       own->condition_is_bound ? INFINITY : last);
}

/* T* = (kappa / 2) ln (R0 n^p / A_n) (theory notes 2.2): the statistical term sigma^2 / n for p = 1, and
 * sigma / sqrt n for p = 1/2, which an abstract cannot tell apart. */
static void
add_threshold (LabPhases *phases, const LabPhaseNumbers *numbers)
{
  const LabOwnKernel *own = &numbers->own;

  if (is_place (numbers->threshold)) {
    add (phases, numbers, LAB_ACCOUNT_PAPER_B, LAB_ACCOUNT_IS_RECONSTRUCTION, numbers->threshold,
         NAN, NAN);
    return;
  }
  if (!own->known || !(own->condition_number > 1.0) || !(own->rate > 0.0) ||
      !(numbers->noise > 0.0) || !(numbers->points > 0.0) || !(own->initial_risk > 0.0))
    return;
  double root = numbers->noise / sqrt (numbers->points);
  double low = slowest (own, root / own->initial_risk) * numbers->unit;
  double high = slowest (own, root * root / own->initial_risk) * numbers->unit;
  add (phases, numbers, LAB_ACCOUNT_PAPER_B, LAB_ACCOUNT_IS_RECONSTRUCTION, high, fmin (low, high),
       high);
}

void
lab_phase_numbers_init (LabPhaseNumbers *numbers)
{
  g_return_if_fail (numbers != NULL);

  *numbers = (LabPhaseNumbers){
      .axis = LAB_PLACE_STEPS,
      .unit = 1.0,
      .noise = NAN,
      .points = NAN,
      .last = NAN,
      .own = {.end = NAN, .condition_number = NAN},
      .level_two = {.crossing = NAN, .stopping = NAN, .least_risk = NAN},
      .step_time = NAN,
      .threshold = NAN,
  };
}

static int
choose_drawn (const LabPhases *phases, const LabPhaseNumbers *numbers)
{
  for (guint i = 0; i < phases->count; i++)
    if (phases->accounts[i].kind <= LAB_ACCOUNT_LEVEL_TWO &&
        !lab_account_is_beyond (&phases->accounts[i], numbers))
      return (int)i;
  return -1;
}

LabPhases *
lab_phases_new (const LabPhaseNumbers *numbers)
{
  g_return_val_if_fail (numbers != NULL && numbers->unit > 0.0, NULL);

  LabPhases *phases = g_new0 (LabPhases, 1);
  if (numbers->has_trajectory) {
    add_measured (phases, numbers);
    add_predicted (phases, numbers);
    add_condition (phases, numbers);
    add_threshold (phases, numbers);
  }
  phases->drawn = choose_drawn (phases, numbers);
  phases->remark = lab_phases_remark (phases, numbers);
  return phases;
}

void
lab_phases_free (LabPhases *phases)
{
  g_return_if_fail (phases != NULL);

  for (guint i = 0; i < phases->count; i++) {
    g_free (phases->accounts[i].source);
    g_free (phases->accounts[i].sentence);
    g_free (phases->accounts[i].before);
    g_free (phases->accounts[i].after);
  }
  g_free (phases->remark);
  g_free (phases);
}

char *
lab_phases_headline (const LabPhases *phases)
{
  const LabAccount *drawn = lab_phases_drawn (phases);

  if (phases == NULL || (drawn == NULL && phases->remark == NULL))
    return NULL;
  if (drawn == NULL || phases->remark == NULL)
    return g_strdup (drawn != NULL ? drawn->sentence : phases->remark);
  return g_strdup_printf ("%s %s", drawn->sentence, phases->remark);
}
