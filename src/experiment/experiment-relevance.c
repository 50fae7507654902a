/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which keys count on an experiment, and why one does not. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>

#include "experiment/task.h"

static const char *
why_training_is_idle (const LabExperiment *experiment, const char *key)
{
  if (g_str_equal (key, "fixed") && !lab_axis_has_key (experiment->sweep, "depth"))
    return N_ ("What is held fixed has no effect: it is a choice of a depth sweep.");
  if (g_str_equal (key, "stable") && experiment->schedule != LAB_SCHEDULE_WSD)
    return N_ ("The share at the peak has no effect: it is a choice of schedule=wsd.");
  if (g_str_equal (key, "final_rate") && experiment->schedule == LAB_SCHEDULE_CONSTANT)
    return N_ ("The final rate has no effect: a constant rate does not fall.");
  if (g_str_equal (key, "weight_decay") && experiment->optimizer != LAB_OPTIMIZER_ADAMW)
    return N_ ("Weight decay has no effect: it is a choice of AdamW.");
  return NULL;
}

/* Whether a file's points, or drawn ones, come without what the key says. */
static gboolean
is_replaced (const LabExperiment *experiment, const LabKey *key)
{
  static const char *const SURFACE[] = {"manifold", "density", NULL};

  if (key->type == LAB_KEY_TEXT)
    return experiment->points == NULL;
  if (g_strv_contains (SURFACE, key->key))
    return experiment->points != NULL;
  return g_str_equal (key->key, "target") && lab_experiment_has_labels (experiment);
}

/* why is untranslated. */
static LabKeyUse
find_use (const LabExperiment *experiment, const LabKey *key, const char **why)
{
  const LabTaskInfo *task = lab_task_info (experiment->task);

  if (task->reads_key != NULL ? !task->reads_key (experiment, key->key) : key->of_language) {
    *why = N_ ("It says nothing of what is learnt here.");
    return LAB_KEY_REPLACED;
  }
  if ((*why = task->why_unused (experiment, key->key)) != NULL)
    return task->replaced != NULL && g_strv_contains (task->replaced, key->key) ? LAB_KEY_REPLACED
                                                                                : LAB_KEY_IDLE;
  if (is_replaced (experiment, key)) {
    *why = N_ ("Points of a file take the place of a manifold, and their labels that of a target.");
    return LAB_KEY_REPLACED;
  }
  if (!lab_experiment_has_manifold (experiment) &&
      (g_str_equal (key->key, "manifold") || g_str_equal (key->key, "density")))
    *why = N_ ("Manifold and density have no effect: these inputs lie on none.");
  else
    *why = why_training_is_idle (experiment, key->key);
  return *why != NULL ? LAB_KEY_IDLE : LAB_KEY_COUNTS;
}

LabKeyUse
lab_experiment_key_use (const LabExperiment *experiment, const char *key, const char **why)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, LAB_KEY_COUNTS);
  const LabKey *found = lab_experiment_find_key (key);
  g_return_val_if_fail (found != NULL, LAB_KEY_COUNTS);

  const char *reason;
  LabKeyUse use = find_use (experiment, found, &reason);
  if (why != NULL)
    *why = reason != NULL ? _ (reason) : NULL;
  return use;
}
