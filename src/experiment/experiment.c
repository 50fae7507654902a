/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The experiment as a value: whether two are equal, and what follows from its fields. */
#include "experiment/task.h"

#include <glib/gi18n.h>
#include <math.h>

/* D where none is given and the manifold fits (science.md, "The task"). */
#define CHOSEN_AMBIENT_DIMENSION 16

static gboolean
grids_equal (const LabExperiment *a, const LabExperiment *b)
{
  if (a->grid_length != b->grid_length)
    return FALSE;
  for (guint i = 0; i < a->grid_length; i++)
    if (a->grid[i] != b->grid[i])
      return FALSE;
  return TRUE;
}

static gboolean
languages_equal (const LabCorpusSource *a, const LabCorpusSource *b)
{
  return a->kind == b->kind && a->path == b->path && a->twin_of == b->twin_of &&
         a->tokeniser == b->tokeniser && a->vocabulary == b->vocabulary &&
         a->symbols == b->symbols && a->order == b->order && a->base == b->base &&
         a->zipf == b->zipf && a->facts_per_window == b->facts_per_window && a->rules == b->rules &&
         a->branching == b->branching && a->levels == b->levels && a->bins == b->bins &&
         a->classes == b->classes;
}

gboolean
lab_experiment_equal (const LabExperiment *a, const LabExperiment *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return lab_point_set_equal (a->points, b->points) && a->task == b->task &&
         a->sequence_inputs == b->sequence_inputs && a->correlation == b->correlation &&
         a->degrees_of_freedom == b->degrees_of_freedom && a->attention == b->attention &&
         languages_equal (&a->language, &b->language) && a->positions == b->positions &&
         a->output == b->output && a->manifold == b->manifold &&
         a->intrinsic_dimension == b->intrinsic_dimension &&
         a->ambient_dimension == b->ambient_dimension && a->density == b->density &&
         a->ambient_noise == b->ambient_noise && a->target == b->target &&
         a->smoothness == b->smoothness && a->noise == b->noise && a->n == b->n &&
         a->validation == b->validation && a->width == b->width && a->depth == b->depth &&
         a->fixed == b->fixed && a->heads == b->heads && a->tokens == b->tokens &&
         a->feed_forward == b->feed_forward && a->optimizer == b->optimizer &&
         a->schedule == b->schedule && a->learning_rate == b->learning_rate &&
         a->warm_up == b->warm_up && a->final_rate == b->final_rate && a->stable == b->stable &&
         a->weight_decay == b->weight_decay && a->head_scale == b->head_scale &&
         a->steps == b->steps && a->batch == b->batch &&
         a->hidden_dimension == b->hidden_dimension && a->sweep == b->sweep &&
         a->repeats == b->repeats && a->seed == b->seed && grids_equal (a, b);
}

gboolean
lab_experiment_has_manifold (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return lab_task_info (experiment->task)->has_manifold (experiment);
}

guint
lab_experiment_outputs (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  return lab_task_info (experiment->task)->label_per_token ? experiment->tokens : 1;
}

guint
lab_experiment_canonical_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  if (experiment->points != NULL)
    return experiment->points->dimensions;
  return lab_experiment_has_manifold (experiment)
             ? lab_manifold_canonical_dimension (experiment->manifold,
                                                 experiment->intrinsic_dimension)
             : experiment->intrinsic_dimension;
}

guint
lab_experiment_ambient_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL && experiment->tokens > 0, 0);

  if (experiment->ambient_dimension != 0)
    return experiment->ambient_dimension;

  guint needed = lab_experiment_canonical_dimension (experiment);
  if (experiment->points == NULL)
    needed = MAX (CHOSEN_AMBIENT_DIMENSION, needed);
  if (lab_task_info (experiment->task)->label_per_token)
    return needed;
  return (needed + experiment->tokens - 1) / experiment->tokens * experiment->tokens;
}

double
lab_experiment_smoothness (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0.0);

  if (lab_experiment_why_no_law (experiment) != NULL)
    return NAN;
  return lab_experiment_has_labels (experiment)
             ? experiment->smoothness
             : lab_target_effective_smoothness (experiment->target,
                                                lab_experiment_dimension (experiment),
                                                experiment->smoothness);
}

const char *
lab_experiment_why_no_law (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  const char *why = lab_task_info (experiment->task)->why_no_law;
  return why != NULL ? _ (why) : NULL;
}
