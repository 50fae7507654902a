/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One study of a table; the parts do the work. */
#include "fit/joint/joint-study.h"

#include <math.h>

#define DECADES_BEYOND 2

static void
find_computes (LabJointStudy *study)
{
  const LabJointTable *table = study->table;
  double shift = table->centre_n + table->centre_d + log (study->flop), least = INFINITY,
         most = -INFINITY;

  for (guint i = 0; i < table->count; i++) {
    double ln_c = table->ln_n[i] + table->ln_d[i] + shift;
    least = fmin (least, ln_c);
    most = fmax (most, ln_c);
  }
  study->least_compute = exp (least);
  study->most_compute = exp (most);
}

/* Whole powers of ten. */
static void
find_optima (LabJointStudy *study)
{
  int first = (int)floor (log10 (study->least_compute) + 1e-9);
  int last = (int)ceil (log10 (study->most_compute) - 1e-9) + DECADES_BEYOND;

  first = MAX (first, last - LAB_JOINT_MOST_OPTIMA + 1);
  for (int decade = first; decade <= last; decade++)
    lab_joint_optimum (study->bootstrap, pow (10.0, decade), study->flop, study->most_compute,
                       &study->optima[study->optimum_count++]);
}

static void
find_numbers (LabJointStudy *study)
{
  for (LabJointNumber number = 0; number < LAB_JOINT_NUMBER_COUNT; number++) {
    LabJointTold *told = &study->number[number];
    told->value = study->fit.law.number[number];
    lab_joint_bootstrap_number (study->bootstrap, number, &told->low, &told->high);
    lab_joint_profile (study->table, &study->fit, number, &study->profile_low[number],
                       &study->profile_high[number]);
  }
  study->is_determined = study->fit.at_bound == 0 &&
                         study->number[LAB_JOINT_ALPHA].low > LAB_JOINT_NOT_TOLD &&
                         study->number[LAB_JOINT_BETA].low > LAB_JOINT_NOT_TOLD;
}

LabJointStudy *
lab_joint_study_new (const LabJointPoint *points,
                     guint count,
                     const LabJointAsked *asked,
                     LabTask *task,
                     GError **error)
{
  const LabJointOptions options = {LAB_JOINT_FULL, asked->robust};
  g_autoptr (LabJointStudy) study = g_new0 (LabJointStudy, 1);

  study->points = g_memdup2 (points, sizeof *points * count);
  study->count = count;
  study->flop = asked->flop;
  study->reach_loss = asked->reach;
  study->table = lab_joint_table_new (points, count);
  if (!lab_joint_fit_table (study->table, &options, &study->fit, error))
    return NULL;
  study->bootstrap =
      lab_joint_bootstrap_new (study->table, &study->fit, LAB_JOINT_REFITS, asked->seed, 0, task);
  if (study->bootstrap == NULL)
    return NULL;
  find_numbers (study);
  study->remaining =
      lab_joint_choose (study->table, asked->robust, study->fits, study->fitted, study->order);
  for (guint form = 0; form < LAB_JOINT_FORM_COUNT; form++)
    study->ranked += study->fitted[form] ? 1 : 0;
  lab_joint_rollout (points, count, &options, TRUE, &study->over_n);
  lab_joint_rollout (points, count, &options, FALSE, &study->over_d);
  lab_joint_read (study->bootstrap, &study->reading);
  find_computes (study);
  find_optima (study);
  study->has_at = isfinite (asked->at);
  if (study->has_at)
    lab_joint_optimum (study->bootstrap, asked->at, asked->flop, study->most_compute, &study->at);
  if (isfinite (asked->reach))
    lab_joint_reach (study->bootstrap, asked->reach, asked->flop, &study->reach, &study->reach_n,
                     &study->reach_d);
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&study);
}

void
lab_joint_study_free (LabJointStudy *study)
{
  if (study == NULL)
    return;
  lab_joint_bootstrap_free (study->bootstrap);
  lab_joint_table_free (study->table);
  g_free (study->points);
  g_free (study);
}

char *
lab_joint_study_doubt (const LabJointStudy *study)
{
  GString *text = g_string_new (NULL);

  if (study->is_determined)
    return g_string_free (text, TRUE), NULL;
  for (LabJointNumber number = 0; number < LAB_JOINT_NUMBER_COUNT; number++) {
    gboolean at_bound = (study->fit.at_bound & 1u << number) != 0;
    gboolean is_exponent = number == LAB_JOINT_ALPHA || number == LAB_JOINT_BETA;

    if (at_bound)
      g_string_append_printf (text, "%s%s%s goes to its bound %g", text->len > 0 ? "; " : "",
                              number == LAB_JOINT_E ? "the floor " : "",
                              lab_joint_number_name (number), study->fit.law.number[number]);
    else if (is_exponent && !(study->number[number].low > LAB_JOINT_NOT_TOLD))
      g_string_append_printf (text, "%s%s is not told from 0", text->len > 0 ? "; " : "",
                              lab_joint_number_name (number));
  }
  return g_string_free (text, FALSE);
}
