/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which keys an experiment reads, and why one is not read. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>

#include "experiment/task.h"

gboolean
lab_experiment_reads_key (const LabExperiment *experiment, const char *key)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, FALSE);
  const LabKey *found = lab_experiment_find_key (key);
  g_return_val_if_fail (found != NULL, FALSE);

  if (found->type == LAB_KEY_TEXT)
    return experiment->points != NULL;
  if (g_str_equal (key, "manifold") || g_str_equal (key, "density"))
    return experiment->points == NULL;
  return !g_str_equal (key, "target") || !lab_experiment_has_labels (experiment);
}

static const char *
why_training_unused (const LabExperiment *experiment, const char *key)
{
  if (g_str_equal (key, "stable") && experiment->schedule != LAB_SCHEDULE_WSD)
    return _ ("The share at the peak has no effect: it is a choice of schedule=wsd.");
  if (g_str_equal (key, "final_rate") && experiment->schedule == LAB_SCHEDULE_CONSTANT)
    return _ ("The final rate has no effect: a constant rate does not fall.");
  if (g_str_equal (key, "weight_decay") && experiment->optimizer != LAB_OPTIMIZER_ADAMW)
    return _ ("Weight decay has no effect: it is a choice of AdamW.");
  return NULL;
}

const char *
lab_experiment_why_unused (const LabExperiment *experiment, const char *key)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, NULL);

  static const char *const SURFACE[] = {"manifold", "density", NULL};
  const char *why = lab_task_info (experiment->task)->why_unused (experiment, key);
  if (why != NULL)
    return _ (why);
  if (!lab_experiment_has_manifold (experiment) && g_strv_contains (SURFACE, key))
    return _ ("Manifold and density have no effect: these inputs lie on none.");
  if (!lab_experiment_reads_key (experiment, key))
    return _ ("Points of a file take the place of a manifold, and their labels that of a target.");
  if (g_str_equal (key, "fixed") && !lab_axis_has_key (experiment->sweep, "depth"))
    return _ ("What is held fixed has no effect: it is a choice of a depth sweep.");
  return why_training_unused (experiment, key);
}
