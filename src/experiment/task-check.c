/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tasks check alike: the manifold and its dimensions. */
#include "experiment/task-private.h"

#include <glib/gi18n.h>

#include "experiment/refusal.h"

gboolean
lab_task_check_manifold (const LabExperiment *experiment, GError **error)
{
  guint d = experiment->intrinsic_dimension;
  if (!lab_experiment_has_manifold (experiment))
    return d > 0 || lab_experiment_refuse (error, "d", 0,
                                           _ ("d must be 1 or more, except for points of a file"));
  const LabManifoldInfo *info = lab_manifold_info (experiment->manifold);
  const char *name = lab_manifold_names[experiment->manifold];
  if (d >= info->dimension_min && d <= info->dimension_max)
    return TRUE;
  g_autofree char *sentence =
      info->dimension_min == info->dimension_max
          ? g_strdup_printf (_ ("with manifold=%s, d must be %u"), name, info->dimension_min)
          : g_strdup_printf (_ ("with manifold=%s, d must be from %u to %u"), name,
                             info->dimension_min, info->dimension_max);
  return lab_experiment_refuse (error, "d", d, sentence);
}

gboolean
lab_task_check_dimension (const LabExperiment *experiment, GError **error)
{
  guint given = experiment->ambient_dimension;
  guint needed = lab_experiment_canonical_dimension (experiment);
  if (given == 0 || given >= needed)
    return TRUE;
  g_autofree char *sentence =
      experiment->points != NULL
          ? g_strdup_printf (_ ("D must be 0 (chosen) or at least %u, the coordinates of %s"),
                             needed, lab_point_set_name (experiment->points))
          : g_strdup_printf (
                lab_experiment_has_manifold (experiment)
                    ? _ ("D must be 0 (chosen) or at least %u to hold a manifold of dimension "
                         "d=%u")
                    : _ ("D must be 0 (chosen) or at least %u to hold tokens of dimension d=%u"),
                needed, experiment->intrinsic_dimension);
  return lab_experiment_refuse (error, "D", given, sentence);
}

const char *
lab_task_why_not_read (LabSequenceInputs inputs, const char *key)
{
  if (g_str_equal (key, "correlation") && inputs != LAB_SEQUENCE_CORRELATED)
    return N_ ("The correlation has no effect: it is that of correlated inputs.");
  if (g_str_equal (key, "degrees_of_freedom") && inputs != LAB_SEQUENCE_HEAVY_TAILED)
    return N_ ("The degrees of freedom have no effect: they are those of inputs with heavy tails.");
  return NULL;
}
