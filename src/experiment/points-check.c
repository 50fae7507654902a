/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a file: the words that name them, and what an experiment on them must be. */
#include "experiment/points-check.h"

#include <glib/gi18n.h>

#include <string.h>

#include "core/error.h"
#include "experiment/experiment-keys.h"
#include "experiment/refusal.h"

/* The d of points of a file: estimated, or as given. */
static gboolean
check_points_dimension (const LabExperiment *experiment, GError **error)
{
  const LabPointSet *points = experiment->points;
  guint d = experiment->intrinsic_dimension;
  g_autofree char *sentence = NULL;
  if (d > points->dimensions) {
    sentence = g_strdup_printf (_ ("d must be at most %u, the coordinates of %s, or 0 (estimated)"),
                                points->dimensions, lab_point_set_name (points));
    return lab_experiment_refuse (error, "d", d, sentence);
  }
  if (lab_experiment_dimension (experiment) > 0.0)
    return TRUE;
  sentence = g_strdup_printf (_ ("d must be given: of the points of %s no dimension can be "
                                 "estimated"),
                              lab_point_set_name (points));
  return lab_experiment_refuse (error, "d", d, sentence);
}

/* What is laid on points of a file, or comes with them. */
static gboolean
check_points_target (const LabExperiment *experiment, GError **error)
{
  const LabPointSet *points = experiment->points;
  const char *name = lab_point_set_name (points);
  if (points->label != NULL) {
    if (experiment->noise < 1.0)
      return TRUE;
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("sigma=%g: the labels of %s have standard deviation 1, their noise must have "
                    "less; 0 means that it is not known"),
                 experiment->noise, name);
    return FALSE;
  }
  if (points->dimensions > LAB_CANONICAL_DIMENSION_MAX) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("points=%s: a target can be laid on at most %d coordinates, these have %u; name "
           "the column of their labels with labels=NAME"),
        name, LAB_CANONICAL_DIMENSION_MAX, points->dimensions);
    return FALSE;
  }
  if (lab_target_fits (experiment->target, LAB_MANIFOLD_COUNT))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("target=%s: on points of a file another target is needed; harmonics are those of "
                  "torus and sphere"),
               lab_target_names[experiment->target]);
  return FALSE;
}

/* Test and validation points come first. */
static gboolean
check_points_count (const LabExperiment *experiment, GError **error)
{
  const LabPointSet *points = experiment->points;
  gboolean is_grid = lab_axis_has_key (experiment->sweep, "n") && experiment->grid_length > 0;
  guint64 largest = lab_experiment_largest_n (experiment);
  guint64 n = is_grid ? (guint64)experiment->grid[experiment->grid_length - 1] : experiment->n;
  g_autofree char *sentence = NULL;
  if (n <= largest)
    return TRUE;
  sentence = g_strdup_printf (_ ("of the %zu points of %s at most %zu can be trained on, "
                                 "since %zu are kept for the test and %zu for validation"),
                              points->n, lab_point_set_name (points), (gsize)largest,
                              lab_point_set_test_points (points),
                              points->n - lab_point_set_test_points (points) - (gsize)largest);
  return lab_experiment_refuse (error, is_grid ? "grid" : "n", n, sentence);
}

gboolean
lab_points_check (const LabExperiment *experiment, GError **error)
{
  if (!check_points_dimension (experiment, error) || !check_points_target (experiment, error) ||
      !check_points_count (experiment, error))
    return FALSE;
  if (experiment->density == 0.0)
    return TRUE;
  g_set_error (
      error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
      _ ("density=%g: points of a file have the density that they have; density must be 0"),
      experiment->density);
  return FALSE;
}

gboolean
lab_experiment_words_points (const char *const *words, LabPointSource *source, GError **error)
{
  const char *scaling = lab_scaling_names[LAB_SCALING_COMMON];

  g_return_val_if_fail (words != NULL && source != NULL, FALSE);

  *source = (LabPointSource){.labels = "auto"};
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "points=") && words[i][strlen ("points=")] != '\0')
      source->path = words[i] + strlen ("points=");
    else if (g_str_has_prefix (words[i], "labels="))
      source->labels = words[i] + strlen ("labels=");
    else if (g_str_has_prefix (words[i], "scaling="))
      scaling = words[i] + strlen ("scaling=");
  if (source->path == NULL)
    return FALSE;
  while (lab_scaling_names[source->scaling] != NULL &&
         !g_str_equal (lab_scaling_names[source->scaling], scaling))
    source->scaling++;
  if (lab_scaling_names[source->scaling] != NULL)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, _ ("%s=%s: %s must be %s"), "scaling",
               scaling, "scaling", _ ("one of common, columns"));
  return FALSE;
}
