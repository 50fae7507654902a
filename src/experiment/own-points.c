/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments on points of a file: what follows from them. */
#include "experiment/task.h"

#include <glib/gi18n.h>

#include <math.h>

LabExperiment *
lab_experiment_copy (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);
  LabExperiment *copy = g_memdup2 (experiment, sizeof *experiment);

  lab_point_set_ref (copy->points);
  if (copy->corpus != NULL)
    lab_corpus_ref (copy->corpus);
  return copy;
}

void
lab_experiment_free (LabExperiment *experiment)
{
  if (experiment == NULL)
    return;
  lab_point_set_unref (experiment->points);
  g_clear_pointer (&experiment->corpus, lab_corpus_unref);
  g_free (experiment);
}

void
lab_experiment_take_points (LabExperiment *experiment, LabPointSet *points)
{
  g_return_if_fail (experiment != NULL);

  guint64 largest;

  if (points == NULL) {
    LabExperiment drawn;

    lab_experiment_default (experiment->sweep, &drawn);
    if (experiment->points != NULL && experiment->intrinsic_dimension == 0)
      experiment->intrinsic_dimension = drawn.intrinsic_dimension;
    if (lab_experiment_has_labels (experiment))
      experiment->noise = drawn.noise;
    if (experiment->points != NULL) {
      experiment->ambient_dimension = 0;
      experiment->manifold = drawn.manifold;
    }
    experiment->points = NULL;
    return;
  }
  experiment->points = points;
  if (!lab_task_info (experiment->task)->takes_files)
    experiment->task = LAB_TASK_POINTS;
  experiment->intrinsic_dimension = 0;
  experiment->ambient_dimension = 0;
  experiment->density = 0.0;
  if (!lab_target_fits (experiment->target, LAB_MANIFOLD_COUNT))
    experiment->target = LAB_TARGET_FIELD;
  if (points->label != NULL)
    experiment->noise = 0.0;
  largest = lab_experiment_largest_n (experiment);
  experiment->n = MIN (experiment->n, largest);
  if (lab_axis_has_key (experiment->sweep, "n") && experiment->grid_length > 0 &&
      experiment->grid[experiment->grid_length - 1] > (double)largest)
    experiment->grid_length = 0;
}

gboolean
lab_experiment_estimates_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->points != NULL && experiment->intrinsic_dimension == 0;
}

double
lab_experiment_dimension (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NAN);

  return lab_experiment_estimates_dimension (experiment) ? experiment->points->intrinsic_dimension
                                                         : experiment->intrinsic_dimension;
}

gboolean
lab_experiment_has_labels (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->points != NULL && experiment->points->label != NULL;
}

gboolean
lab_experiment_measures_test_error (const LabExperiment *experiment)
{
  return lab_experiment_has_labels (experiment) && experiment->noise == 0.0;
}

const char *
lab_experiment_error_name (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  return _ (lab_task_info (experiment->task)->error_words (experiment)->name);
}

double
lab_experiment_irreducible (const LabExperiment *experiment)
{
  return lab_experiment_has_labels (experiment) ? experiment->noise * experiment->noise : 0.0;
}

gboolean
lab_experiment_is_noisy (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->noise > 0.0 || lab_experiment_has_labels (experiment);
}

gsize
lab_experiment_test_points (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  LabRunSource source = {.task = experiment->task, .corpus = experiment->corpus};

  source.points.points = experiment->points;
  return lab_run_source_test_examples (&source);
}

guint64
lab_experiment_largest_n (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  const LabPointSet *points = experiment->points;

  if (points == NULL)
    return G_MAXUINT64;
  return points->n - lab_point_set_test_points (points) -
         (experiment->validation == LAB_VALIDATION_EXTRA ? lab_point_set_validation_points (points)
                                                         : 0);
}

char *
lab_experiment_dimension_words (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  if (lab_experiment_estimates_dimension (experiment))
    /* Translators: the intrinsic dimension of a user's points. */
    return g_strdup_printf (_ ("d = %.2f (estimated)"), lab_experiment_dimension (experiment));
  return g_strdup_printf ("d = %u", experiment->intrinsic_dimension);
}

static void
append_odd (GString *text, const LabPointSet *points)
{
  if (points->constant > 0)
    g_string_append_printf (text,
                            ngettext (" %u coordinate is the same at all points and left out.",
                                      " %u coordinates are the same at all points and left out.",
                                      points->constant),
                            points->constant);
  if (points->duplicates > 0)
    g_string_append_printf (
        text,
        ngettext (" %zu point equals an earlier one, so that a test point may be "
                  "one that was trained on.",
                  " %zu points equal earlier ones, so that test points may be ones "
                  "that were trained on.",
                  (gulong)points->duplicates),
        points->duplicates);
}

/* A share that only rounds to all of it is not said to be all. */
static void
append_projection (GString *text, const LabPointSet *points)
{
  double percent = 100.0 * points->variance_kept;

  if (!lab_point_set_is_projected (points))
    return;
  g_string_append_printf (
      text,
      /* Translators: components kept, and a percentage. */
      ngettext (" Kept %u principal component, %.1f %% of the variance: the network sees no more.",
                " Kept %u principal components, %.1f %% of the variance: the network sees no more.",
                points->dimensions),
      points->dimensions, percent < 99.95 || percent > 100.0 - 1e-9 ? percent : 99.9);
}

char *
lab_experiment_describe_points (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  const LabPointSet *points = experiment->points;
  GString *text;

  if (points == NULL)
    return NULL;
  text = g_string_new (NULL);
  /* Translators: a file's name, its points, coordinates of each. */
  g_string_append_printf (text, _ ("%s: %zu points in %u dimensions."), lab_point_set_name (points),
                          points->n, points->columns);
  append_projection (text, points);
  if (points->label != NULL)
    /* Translators: the name of a column. */
    g_string_append_printf (text, _ (" Labels: %s, brought to mean 0 and variance 1."),
                            points->label_name);
  else
    g_string_append (text, _ (" No labels: the target is laid on the points."));
  append_odd (text, points);
  if (points->intrinsic_dimension > 0.0)
    g_string_append_printf (
        text,
        lab_point_set_is_projected (points)
            ? _ (" Intrinsic dimension estimated on them (mle, k = 20): %.2f, between %.2f and "
                 "%.2f.")
            : _ (" Intrinsic dimension estimated (mle, k = 20): %.2f, between %.2f and %.2f."),
        points->intrinsic_dimension, points->low, points->high);
  else
    g_string_append (text, _ (" Their intrinsic dimension cannot be estimated."));
  return g_string_free (text, FALSE);
}
