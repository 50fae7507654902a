/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for keys and choices, as people read them. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>

#include "experiment/task.h"

static const struct
{
  const char *key;
  const char *choice;
  const char *name;
} choices[] = {
    {"attention", "full", N_ ("Full")},
    {"attention", "causal", N_ ("Causal")},
    {"positions", "learned", N_ ("Learned vectors")},
    {"positions", "relative", N_ ("Bias by distance")},
    {"positions", "rotary", N_ ("Rotary")},
    {"output", "untied", N_ ("Weights of its own")},
    {"output", "tied", N_ ("Those of the embedding")},
    {"tokeniser", "bytes", N_ ("Bytes")},
    {"tokeniser", "characters", N_ ("Characters")},
    {"tokeniser", "pairs", N_ ("Byte pairs")},
    {"dimension", "off", N_ ("Off")},
    {"dimension", "pooled", N_ ("Mean over tokens")},
    {"dimension", "tokens", N_ ("Each token")},
    {"optimizer", "adamw", N_ ("AdamW")},
    {"optimizer", "sgd", N_ ("Plain SGD")},
    {"optimizer", "gd", N_ ("Full-batch descent")},
    {"fixed", "width", N_ ("Width")},
    {"fixed", "parameters", N_ ("Parameters")},
    {"schedule", "cosine", N_ ("Cosine")},
    {"schedule", "constant", N_ ("Constant")},
    {"schedule", "linear", N_ ("Linear decay")},
    {"schedule", "wsd", N_ ("Stable, then decay")},
    {"validation", "extra", N_ ("Extra labels")},
    {"validation", "split", N_ ("Part of the data")},
    {"validation", "none", N_ ("None: last step")},
};

const char *
lab_experiment_choice_name (const char *key, const char *choice)
{
  for (guint i = 0; g_str_equal (key, "task") && i < LAB_TASK_COUNT; i++)
    if (g_str_equal (choice, lab_task_names[i]))
      return _ (lab_task_info (i)->label);
  for (guint i = 0; g_str_equal (key, "inputs") && i < LAB_SEQUENCE_INPUTS_COUNT; i++)
    if (g_str_equal (choice, lab_sequence_inputs_names[i]))
      return _ (lab_sequence_inputs_info (i)->label);
  for (guint i = 0; g_str_equal (key, "manifold") && i < LAB_MANIFOLD_COUNT; i++)
    if (g_str_equal (choice, lab_manifold_names[i]))
      return _ (lab_manifold_info (i)->label);
  for (guint i = 0; g_str_equal (key, "target") && i < LAB_TARGET_COUNT; i++)
    if (g_str_equal (choice, lab_target_names[i]))
      return _ (lab_target_info (i)->label);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (key, choices[i].key) && g_str_equal (choice, choices[i].choice))
      return _ (choices[i].name);
  return choice;
}

const char *
lab_experiment_key_label (const LabExperiment *experiment, const LabKey *key)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, NULL);

  return g_str_equal (key->key, "n") ? lab_task_info (experiment->task)->n_label : key->label;
}

gboolean
lab_experiment_window_offers (const LabKey *key, guint choice)
{
  g_return_val_if_fail (key != NULL, FALSE);

  return !g_str_equal (key->key, "task") || !lab_task_info (choice)->of_command_line;
}
