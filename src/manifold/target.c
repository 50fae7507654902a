/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets: the kinds, and their mean and variance divided out.
 *
 * Mean and variance on the manifold are measured on a sample of their own, so a target's true
 * variance is 1 and its true mean 0 up to the error of that sample: standard deviation 0.8 % for
 * the mean and about 1 % for the variance (1 / sqrt n and sqrt (2 / n) at n = 16,384). */
#include "manifold/target.h"
#include "manifold/target-testing.h"

#include "manifold/target-function.h"

#include <glib/gi18n.h>

#include <math.h>

#define NORMALISATION_POINTS 16384
/* Points in memory at a time. */
#define NORMALISATION_BLOCK 1024

/* The gradient of a ReLU network jumps: Sobolev order just below 3/2 (theory.md 4.2 e). */
#define TEACHER_SMOOTHNESS 1.5

struct _LabTarget
{
  LabTargetFunction function;
};

const char *const lab_target_names[] = {
    [LAB_TARGET_FIELD] = "field",
    [LAB_TARGET_HARMONICS] = "harmonics",
    [LAB_TARGET_WEIERSTRASS] = "weierstrass",
    [LAB_TARGET_MATERN] = "matern",
    [LAB_TARGET_DISTANCE] = "distance",
    [LAB_TARGET_TEACHER] = "teacher",
    [LAB_TARGET_COUNT] = NULL,
};

static const LabTargetInfo TARGETS[LAB_TARGET_COUNT] = {
    [LAB_TARGET_FIELD] = {N_ ("Random field"),
                          N_ ("Random field of 2,048 waves, equally rough everywhere.")},
    [LAB_TARGET_HARMONICS] =
        {N_ ("Harmonics"), N_ ("Random Fourier series (torus) or spherical harmonics (sphere).")},
    [LAB_TARGET_WEIERSTRASS] = {N_ ("Weierstrass"),
                                N_ ("Weierstrass function: one rough wave to the octave.")},
    [LAB_TARGET_MATERN] = {N_ ("Matérn field"), N_ ("Random field with the Matérn spectrum.")},
    [LAB_TARGET_DISTANCE] = {N_ ("Distance to a point"),
                             N_ ("Distance to one point to the power β: rough there, "
                                 "smooth elsewhere.")},
    [LAB_TARGET_TEACHER] = {N_ ("ReLU teacher"),
                            N_ ("A random ReLU network: smoothness 3/2 whatever β is.")},
};

const LabTargetInfo *
lab_target_info (LabTargetKind kind)
{
  g_return_val_if_fail (kind < LAB_TARGET_COUNT, NULL);

  return &TARGETS[kind];
}

gboolean
lab_target_fits (LabTargetKind kind, LabManifold manifold)
{
  return kind != LAB_TARGET_HARMONICS || manifold == LAB_MANIFOLD_TORUS ||
         manifold == LAB_MANIFOLD_SPHERE || manifold == LAB_MANIFOLD_M1;
}

double
lab_target_effective_smoothness (LabTargetKind kind, double intrinsic_dimension, double smoothness)
{
  if (kind == LAB_TARGET_TEACHER)
    return TEACHER_SMOOTHNESS;
  return kind == LAB_TARGET_DISTANCE ? smoothness + 0.5 * intrinsic_dimension : smoothness;
}

/* Measures mean and variance on fresh points and divides them out. */
static void
normalise (LabTarget *target, const LabGeometry *geometry, LabRandom *random)
{
  guint dimension = lab_geometry_get_canonical_dimension (geometry);
  g_autofree float *points = g_new (float, (gsize)NORMALISATION_BLOCK *dimension);
  g_autofree float *values = g_new (float, NORMALISATION_POINTS);
  double mean = 0.0, variance = 0.0;

  for (gsize first = 0; first < NORMALISATION_POINTS; first += NORMALISATION_BLOCK) {
    lab_geometry_sample (geometry, random, NORMALISATION_BLOCK, points);
    lab_target_evaluate (target, NORMALISATION_BLOCK, points, values + first);
  }
  for (gsize i = 0; i < NORMALISATION_POINTS; i++)
    mean += (double)values[i] / NORMALISATION_POINTS;
  for (gsize i = 0; i < NORMALISATION_POINTS; i++)
    variance += ((double)values[i] - mean) * ((double)values[i] - mean) / NORMALISATION_POINTS;
  target->function.rescale (target->function.data, mean, 1.0 / sqrt (variance));
}

static LabTargetFunction
draw_function (LabTargetKind kind,
               const LabGeometry *geometry,
               double smoothness,
               LabRandom *random)
{
  switch (kind) {
  case LAB_TARGET_HARMONICS:
    return lab_geometry_get_manifold (geometry) == LAB_MANIFOLD_TORUS
               ? lab_target_fourier (geometry, smoothness, random)
               : lab_target_zonal (geometry, smoothness, random);
  case LAB_TARGET_WEIERSTRASS:
    return lab_target_weierstrass (geometry, smoothness, random);
  case LAB_TARGET_MATERN:
    return lab_target_matern (geometry, smoothness, random);
  case LAB_TARGET_DISTANCE:
    return lab_target_distance (geometry, smoothness, random);
  case LAB_TARGET_TEACHER:
    return lab_target_teacher (geometry, random);
  case LAB_TARGET_FIELD:
  case LAB_TARGET_COUNT:
    break;
  }
  return lab_target_field (geometry, smoothness, random);
}

LabTarget *
lab_target_new (LabTargetKind kind,
                const LabGeometry *geometry,
                double smoothness,
                guint64 seed,
                guint32 repeat)
{
  LabRandom random;

  g_return_val_if_fail (geometry != NULL && kind < LAB_TARGET_COUNT, NULL);
  g_return_val_if_fail (isfinite (smoothness) && smoothness > 0.0, NULL);
  g_return_val_if_fail (lab_target_fits (kind, lab_geometry_get_manifold (geometry)), NULL);

  LabTarget *target = g_new0 (LabTarget, 1);

  lab_random_init (&random, seed, repeat, LAB_STREAM_TARGET);
  target->function = draw_function (kind, geometry, smoothness, &random);
  lab_random_init (&random, seed, repeat, LAB_STREAM_NORMALISATION);
  normalise (target, geometry, &random);
  return target;
}

void
lab_target_free (LabTarget *target)
{
  if (target == NULL)
    return;
  target->function.free (target->function.data);
  g_free (target);
}

void
lab_target_evaluate (const LabTarget *target, gsize n, const float *canonical, float *values)
{
  g_return_if_fail (target != NULL);

  target->function.evaluate (target->function.data, n, canonical, values);
}

double
lab_target_largest_frequency (const LabTarget *target)
{
  g_return_val_if_fail (target != NULL, NAN);

  return target->function.largest_frequency;
}
