/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what the manifold view shows, and finds the directions it is seen in. */
#include "laboratory/answers/manifold-points.h"

#include "manifold/projection.h"

/* Points to find the principal components from: more change nothing that one sees. */
#define PROJECTION_POINTS 2000

void
lab_manifold_points_source (const LabExperiment *experiment, LabRunSource *source)
{
  LabRunPlan plan;

  g_return_if_fail (experiment != NULL && source != NULL);

  lab_experiment_plan (experiment, 0, &plan);
  lab_experiment_run_source (experiment, &plan, source);
  lab_run_source_bare (source);
}

/* Examples that have n values. */
static gsize
examples_of (const LabRunSource *source, guint n)
{
  const LabPointSet *file = lab_run_source_file (source);

  return file != NULL ? MIN (n, file->n) : MAX (n / source->outputs, 1);
}

LabManifoldPoints *
lab_manifold_points_new (const LabRunSource *source, guint n, const gint *stop, GError **error)
{
  g_return_val_if_fail (source != NULL && n > 0, NULL);

  g_autoptr (LabRunSampler) sampler = lab_run_sampler_new (source, stop, error);
  LabDataset *dataset =
      sampler != NULL
          ? lab_run_sampler_draw (sampler, LAB_DATA_TEST, examples_of (source, n), stop, error)
          : NULL;
  if (dataset == NULL)
    return NULL;

  LabManifoldPoints *points = g_new0 (LabManifoldPoints, 1);
  points->reference_count = 1;
  points->source = *source;
  lab_point_set_ref (lab_run_source_file (source));
  points->asked = n;
  points->tokens = dataset->outputs;
  points->n = (guint)dataset->n * dataset->outputs;
  points->dimension = dataset->ambient_dimension / dataset->outputs;
  points->points = dataset;
  points->axes = g_new (double, 3 * points->dimension);
  lab_projection_principal (MIN (points->n, PROJECTION_POINTS), points->dimension, dataset->x,
                            points->axes);
  return points;
}

void
lab_manifold_points_unref (LabManifoldPoints *points)
{
  if (points == NULL || !g_atomic_int_dec_and_test (&points->reference_count))
    return;
  lab_point_set_unref (lab_run_source_file (&points->source));
  lab_dataset_free (points->points);
  g_free (points->axes);
  g_free (points);
}

const LabPointSet *
lab_manifold_points_file (const LabManifoldPoints *points)
{
  g_return_val_if_fail (points != NULL, NULL);
  return lab_run_source_file (&points->source);
}

gboolean
lab_manifold_points_on_manifold (const LabManifoldPoints *points)
{
  g_return_val_if_fail (points != NULL, FALSE);

  return points->source.on_manifold;
}
