/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/target-class.h"

#include "manifold/target.h"

gboolean
lab_target_class_exists (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->points == NULL && lab_experiment_why_no_law (experiment) == NULL;
}

gboolean
lab_target_class_is_closed (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return experiment->manifold == LAB_MANIFOLD_TORUS && experiment->density == 0;
}

double
lab_target_class_theory (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  return -lab_experiment_smoothness (experiment) / experiment->intrinsic_dimension;
}

LabSobolevClass *
lab_target_class_new (const LabExperiment *experiment,
                      gsize features,
                      guint workers,
                      LabTask *task,
                      GError **error)
{
  g_autoptr (LabGeometry) geometry = NULL;
  g_autofree float *points = NULL;
  double smoothness;
  LabRandom random;
  guint dimension;

  g_return_val_if_fail (experiment != NULL && lab_target_class_exists (experiment), NULL);

  smoothness = lab_experiment_smoothness (experiment);
  if (lab_target_class_is_closed (experiment))
    return lab_sobolev_class_new_torus (experiment->intrinsic_dimension, smoothness,
                                        CLAMP (features, 1, LAB_SOBOLEV_CLASS_FEATURES));
  geometry = lab_geometry_new (experiment->manifold, experiment->intrinsic_dimension,
                               experiment->density, experiment->seed, 0);
  dimension = lab_geometry_get_canonical_dimension (geometry);
  points = g_new (float, LAB_TARGET_CLASS_POINTS *dimension);
  lab_random_init (&random, experiment->seed, 0, LAB_STREAM_NORMALISATION);
  lab_geometry_sample (geometry, &random, LAB_TARGET_CLASS_POINTS, points);
  return lab_sobolev_class_new_sampled (smoothness, LAB_TARGET_SMALLEST_FREQUENCY,
                                        LAB_TARGET_CLASS_POINTS, dimension, points, workers, task,
                                        error);
}
