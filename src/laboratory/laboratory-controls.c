/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory's controls: changing them, and what follows from a change.
 *
 * The task (its kind, inputs, manifold, d, D, smoothness), the seed and the tokens are shared: a change
 * on one axis is made on all. Everything else (noise, sizes, training) belongs to its axis, since
 * each law shows under conditions of its own (measured defaults: lab_experiment_default()).
 * Parameters bound to a changed one follow it, so that a slider never gets stuck:
 *   manifold: d becomes one that it can have;  d: the manifold becomes the torus where it cannot
 *   have this d;  manifold, d: the target becomes the field where it does not fit;
 *   d, manifold, tokens: D becomes automatic where the old one no longer fits;
 *   width: rounded to a multiple of the heads;  heads: the width is rounded up to a multiple;
 *   the axis's key (n on data, depth on depth, width on the others): the grid is chosen anew below it. */
#include "config.h"
#include "laboratory/laboratory-private.h"

#include "experiment/experiment-keys.h"

static const char *const shared_keys[] = {
    "task",          "inputs", "correlation", "degrees_of_freedom",
    "manifold",      "d",      "D",           "density",
    "ambient_noise", "target", "beta",        "tokens",
    "attention",     "seed",
};

void
lab_laboratory_controls_init (LabLaboratory *self)
{
  lab_laboratory_history_init (self);
  for (LabSweep sweep = 0; sweep < lab_axis_count (); sweep++)
    lab_experiment_default (sweep, &self->controls[sweep]);
}

void
lab_laboratory_controls_clear (LabLaboratory *self)
{
  lab_laboratory_history_clear (self);
  g_clear_pointer (&self->gesture_key, g_free);
}

static gboolean
is_shared (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared_keys); i++)
    if (g_str_equal (key, shared_keys[i]))
      return TRUE;
  return FALSE;
}

static void
follow_manifold (LabExperiment *experiment, const char *key)
{
  const LabManifoldInfo *info = lab_manifold_info (experiment->manifold);
  guint fitting = CLAMP (experiment->intrinsic_dimension, info->dimension_min, info->dimension_max);

  if (!lab_experiment_has_manifold (experiment))
    return;
  if (g_str_equal (key, "manifold"))
    experiment->intrinsic_dimension = fitting;
  else if (experiment->intrinsic_dimension != fitting)
    experiment->manifold = LAB_MANIFOLD_TORUS;
  if (!lab_target_fits (experiment->target, experiment->manifold) && !g_str_equal (key, "target"))
    experiment->target = LAB_TARGET_FIELD;
}

/* What follows from a change of key; see the head of the file. */
static void
follow_change (LabExperiment *experiment, const char *key)
{
  guint heads = MAX (experiment->heads, 1);

  if (g_str_equal (key, "width"))
    experiment->width = MAX ((experiment->width + heads / 2) / heads, 1) * heads;
  if (g_str_equal (key, "heads"))
    experiment->width = (experiment->width + heads - 1) / heads * heads;
  if (lab_axis_has_key (experiment->sweep, key) || g_str_equal (key, "heads"))
    experiment->grid_length = 0;
  if (experiment->points != NULL)
    experiment->n = MIN (experiment->n, lab_experiment_largest_n (experiment));
  else if (is_shared (key))
    follow_manifold (experiment, key);
  if (!g_str_equal (key, "D") && is_shared (key) && !lab_experiment_check (experiment, NULL))
    experiment->ambient_dimension = 0;
}

static gboolean
changed_by (LabExperiment *experiment, const char *key, const char *value, GError **error)
{
  if (!lab_experiment_set (experiment, key, value, error))
    return FALSE;
  follow_change (experiment, key);
  return lab_experiment_check (experiment, error);
}

static void
share (LabLaboratory *self, const char *key, const char *value)
{
  for (LabSweep sweep = 0; sweep < lab_axis_count (); sweep++) {
    LabExperiment other = self->controls[sweep];
    if (sweep != self->axis && changed_by (&other, key, value, NULL))
      self->controls[sweep] = other;
  }
}

static gboolean
rested (gpointer data)
{
  LabLaboratory *self = data;
  self->rest_source = 0;
  lab_laboratory_follow (self);
  return G_SOURCE_REMOVE;
}

gboolean
lab_laboratory_set (LabLaboratory *self, const char *key, const char *value, GError **error)
{
  LabExperiment experiment;
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && key != NULL && value != NULL, FALSE);
  g_return_val_if_fail (!g_str_equal (key, "sweep"), FALSE);

  experiment = self->controls[self->axis];
  if (!changed_by (&experiment, key, value, error))
    return FALSE;
  if (lab_experiment_equal (&experiment, &self->controls[self->axis]))
    return TRUE;

  /* One drag is one step back. */
  if (self->rest_source == 0 || g_strcmp0 (self->gesture_key, key) != 0)
    lab_laboratory_remember (self, key);
  lab_laboratory_forget_undone (self);
  g_free (self->gesture_key);
  self->gesture_key = g_strdup (key);
  self->controls[self->axis] = experiment;
  if (is_shared (key))
    share (self, key, value);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (!self->closed)
    self->rest_source = g_timeout_add (LAB_LABORATORY_REST, rested, self);
  lab_laboratory_select (self);
  lab_laboratory_changed (self);
  lab_laboratory_status (self);
  return TRUE;
}

gboolean
lab_laboratory_set_experiment (LabLaboratory *self, const LabExperiment *experiment, GError **error)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && experiment != NULL, FALSE);
  LabExperiment own = *experiment;
  if (!lab_experiment_check (experiment, error) ||
      !lab_laboratory_keep_points (self, &own.points, error))
    return FALSE;
  /* What the program begins with is nothing to go back from. */
  if (self->records->len > 0 &&
      (self->axis != experiment->sweep ||
       !lab_experiment_equal (experiment, &self->controls[experiment->sweep])))
    lab_laboratory_remember (self, NULL);
  lab_laboratory_forget_undone (self);
  self->axis = experiment->sweep;
  self->controls[self->axis] = own;
  lab_laboratory_share_points (self, own.points);
  for (guint i = 0; i < G_N_ELEMENTS (shared_keys); i++) {
    g_autofree char *value = lab_experiment_get (experiment, shared_keys[i]);
    share (self, shared_keys[i], value);
  }
  lab_laboratory_select (self);
  lab_laboratory_follow (self);
  return TRUE;
}

void
lab_laboratory_set_axis (LabLaboratory *self, LabSweep axis)
{
  g_return_if_fail (LAB_IS_LABORATORY (self) && axis < lab_axis_count ());
  if (self->axis == axis)
    return;
  self->axis = axis;
  lab_laboratory_select (self);
  lab_laboratory_follow (self);
}

gboolean
lab_laboratory_take_points (LabLaboratory *self, LabPointSet *points, GError **error)
{
  LabExperiment experiment;

  g_return_val_if_fail (LAB_IS_LABORATORY (self), FALSE);

  experiment = self->controls[self->axis];
  lab_experiment_take_points (&experiment, points);
  if (!lab_experiment_check (&experiment, NULL)) {
    lab_experiment_default (self->axis, &experiment);
    lab_experiment_take_points (&experiment, points);
  }
  return lab_laboratory_set_experiment (self, &experiment, error);
}
