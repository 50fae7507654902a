/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a list of accounts and of one of them. */
#include "phases/phases-private.h"

gboolean
lab_account_is_beyond (const LabAccount *account, const LabPhaseNumbers *numbers)
{
  return account->nature != LAB_ACCOUNT_IS_MEASURED && account->place > numbers->last;
}

const LabAccount *
lab_phases_drawn (const LabPhases *phases)
{
  return phases != NULL && phases->drawn >= 0 ? &phases->accounts[phases->drawn] : NULL;
}

const LabAccount *
lab_phases_find (const LabPhases *phases, LabAccountKind kind)
{
  for (guint i = 0; phases != NULL && i < phases->count; i++)
    if (phases->accounts[i].kind == kind)
      return &phases->accounts[i];
  return NULL;
}

const char *
lab_account_name (LabAccountKind kind)
{
  static const char *const names[LAB_ACCOUNT_COUNT] = {
      "measured-break", "sum-crossing",     "own-kernel",       "level-2",
      "best-stop",      "condition-number", "paper-b-threshold"};

  g_return_val_if_fail ((guint)kind < LAB_ACCOUNT_COUNT, NULL);
  return names[kind];
}

const char *
lab_account_nature_name (LabAccountNature nature)
{
  static const char *const names[] = {"measured", "predicted", "bound", "reconstruction"};

  g_return_val_if_fail ((guint)nature < G_N_ELEMENTS (names), NULL);
  return names[nature];
}

const char *
lab_place_name (LabPlace axis)
{
  static const char *const names[] = {"n", "steps", "compute", "time"};

  g_return_val_if_fail ((guint)axis < G_N_ELEMENTS (names), NULL);
  return names[axis];
}
