/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of manifolds: names, words, dimensions. */
#include "manifold/manifold.h"

#include "manifold/smooth-map.h"

#include <glib/gi18n.h>

#define ANY 1, LAB_FAMILY_DIMENSION_MAX

const char *const lab_manifold_names[] = {
    [LAB_MANIFOLD_TORUS] = "torus",
    [LAB_MANIFOLD_SPHERE] = "sphere",
    [LAB_MANIFOLD_BALL] = "ball",
    [LAB_MANIFOLD_CUBE] = "cube",
    [LAB_MANIFOLD_GAUSSIAN] = "gaussian",
    [LAB_MANIFOLD_PRODUCT] = "product",
    [LAB_MANIFOLD_SMOOTH_EMBEDDING] = "smooth_embedding",
    [LAB_MANIFOLD_SWISS_ROLL] = "swiss_roll",
    [LAB_MANIFOLD_S_CURVE] = "s_curve",
    [LAB_MANIFOLD_MOEBIUS] = "moebius",
    [LAB_MANIFOLD_HELIX] = "helix",
    [LAB_MANIFOLD_SPIRAL] = "spiral",
    [LAB_MANIFOLD_M1] = "m1",
    [LAB_MANIFOLD_M2] = "m2",
    [LAB_MANIFOLD_M3] = "m3",
    [LAB_MANIFOLD_M4] = "m4",
    [LAB_MANIFOLD_M5A] = "m5a",
    [LAB_MANIFOLD_M5B] = "m5b",
    [LAB_MANIFOLD_M6] = "m6",
    [LAB_MANIFOLD_M7] = "m7",
    [LAB_MANIFOLD_M8] = "m8",
    [LAB_MANIFOLD_M9] = "m9",
    [LAB_MANIFOLD_M10A] = "m10a",
    [LAB_MANIFOLD_M10B] = "m10b",
    [LAB_MANIFOLD_M10C] = "m10c",
    [LAB_MANIFOLD_M10D] = "m10d",
    [LAB_MANIFOLD_M11] = "m11",
    [LAB_MANIFOLD_M12] = "m12",
    [LAB_MANIFOLD_M13A] = "m13a",
    [LAB_MANIFOLD_M13B] = "m13b",
    [LAB_MANIFOLD_COUNT] = NULL,
};

static const LabManifoldInfo MANIFOLDS[LAB_MANIFOLD_COUNT] = {
    [LAB_MANIFOLD_TORUS] = {N_ ("Flat torus"),
                            N_ ("Flat torus: d circles, no edge and no curvature."), ANY},
    [LAB_MANIFOLD_SPHERE] = {N_ ("Sphere"), N_ ("Sphere of d dimensions, curved evenly."), ANY},
    [LAB_MANIFOLD_BALL] = {N_ ("Ball"), N_ ("Solid ball, filled evenly up to its edge."), ANY},
    [LAB_MANIFOLD_CUBE] = {N_ ("Cube"), N_ ("Solid cube, filled evenly; flat, with corners."), ANY},
    [LAB_MANIFOLD_GAUSSIAN] = {N_ ("Normal cloud"),
                               N_ ("Normal cloud in d dimensions: dense in the middle, "
                                   "thin outside."),
                               ANY},
    [LAB_MANIFOLD_PRODUCT] = {N_ ("Sphere × torus"),
                              N_ ("Sphere times flat torus, half of the dimensions "
                                  "each."),
                              2, LAB_FAMILY_DIMENSION_MAX},
    [LAB_MANIFOLD_SMOOTH_EMBEDDING] = {N_ ("Random smooth embedding"),
                                       N_ ("A cube bent by random slow waves: curved differently "
                                           "everywhere, never twice the same."),
                                       ANY},
    [LAB_MANIFOLD_SWISS_ROLL] = {N_ ("Swiss roll"), N_ ("A sheet rolled up one and a half times."),
                                 2, 2},
    [LAB_MANIFOLD_S_CURVE] = {N_ ("S-curve"), N_ ("A sheet bent into the letter S."), 2, 2},
    [LAB_MANIFOLD_MOEBIUS] = {N_ ("Möbius band"), N_ ("Möbius band: a strip with one half twist."),
                              2, 2},
    [LAB_MANIFOLD_HELIX] = {N_ ("Closed helix"),
                            N_ ("A closed helix: a wire wound eight times around a "
                                "ring."),
                            1, 1},
    [LAB_MANIFOLD_SPIRAL] = {N_ ("Spiral"), N_ ("A flat spiral of three turns."), 1, 1},
    [LAB_MANIFOLD_M1] = {"M1", N_ ("Benchmark M1: the sphere of 10 dimensions."), 10, 10},
    [LAB_MANIFOLD_M2] = {"M2", N_ ("Benchmark M2: a flat piece of 3 dimensions, slanted in 5."), 3,
                         3},
    [LAB_MANIFOLD_M3] = {"M3",
                         N_ ("Benchmark M3: 4 dimensions in 6, concentrated, easily taken "
                             "for 3."),
                         4, 4},
    [LAB_MANIFOLD_M4] = {"M4", N_ ("Benchmark M4: 4 dimensions in 8, curved."), 4, 4},
    [LAB_MANIFOLD_M5A] = {"M5a", N_ ("Benchmark M5a: the closed helix."), 1, 1},
    [LAB_MANIFOLD_M5B] = {"M5b", N_ ("Benchmark M5b: a winding staircase of 2 dimensions."), 2, 2},
    [LAB_MANIFOLD_M6] = {"M6", N_ ("Benchmark M6: 6 dimensions in 36, curved."), 6, 6},
    [LAB_MANIFOLD_M7] = {"M7", N_ ("Benchmark M7: the Swiss roll."), 2, 2},
    [LAB_MANIFOLD_M8] = {"M8", N_ ("Benchmark M8: 12 dimensions in 72, strongly curved."), 12, 12},
    [LAB_MANIFOLD_M9] = {"M9", N_ ("Benchmark M9: the cube of 20 dimensions."), 20, 20},
    [LAB_MANIFOLD_M10A] = {"M10a", N_ ("Benchmark M10a: the surface of a cube, 10 dimensions."), 10,
                           10},
    [LAB_MANIFOLD_M10B] = {"M10b", N_ ("Benchmark M10b: the surface of a cube, 17 dimensions."), 17,
                           17},
    [LAB_MANIFOLD_M10C] = {"M10c", N_ ("Benchmark M10c: the surface of a cube, 24 dimensions."), 24,
                           24},
    [LAB_MANIFOLD_M10D] = {"M10d", N_ ("Benchmark M10d: the surface of a cube, 70 dimensions."), 70,
                           70},
    [LAB_MANIFOLD_M11] = {"M11", N_ ("Benchmark M11: a Möbius band with ten half twists."), 2, 2},
    [LAB_MANIFOLD_M12] = {"M12", N_ ("Benchmark M12: the normal cloud in 20 dimensions."), 20, 20},
    [LAB_MANIFOLD_M13A] = {"M13a", N_ ("Benchmark M13a: the S-curve."), 2, 2},
    [LAB_MANIFOLD_M13B] = {"M13b", N_ ("Benchmark M13b: a tight screw line of five turns."), 1, 1},
};

const LabManifoldInfo *
lab_manifold_info (LabManifold manifold)
{
  g_return_val_if_fail (manifold < LAB_MANIFOLD_COUNT, NULL);

  return &MANIFOLDS[manifold];
}

guint
lab_manifold_canonical_dimension (LabManifold manifold, guint intrinsic_dimension)
{
  g_return_val_if_fail (manifold < LAB_MANIFOLD_COUNT, 0);
  g_return_val_if_fail (intrinsic_dimension >= MANIFOLDS[manifold].dimension_min, 0);
  g_return_val_if_fail (intrinsic_dimension <= MANIFOLDS[manifold].dimension_max, 0);

  switch (manifold) {
  case LAB_MANIFOLD_TORUS:
    return 2 * intrinsic_dimension;
  case LAB_MANIFOLD_SPHERE:
  case LAB_MANIFOLD_M1:
  case LAB_MANIFOLD_M10A:
  case LAB_MANIFOLD_M10B:
  case LAB_MANIFOLD_M10C:
  case LAB_MANIFOLD_M10D:
    return intrinsic_dimension + 1;
  case LAB_MANIFOLD_PRODUCT:
    return lab_manifold_sphere_part (intrinsic_dimension) + 1 +
           2 * (intrinsic_dimension - lab_manifold_sphere_part (intrinsic_dimension));
  case LAB_MANIFOLD_SMOOTH_EMBEDDING:
    return 2 * lab_smooth_map_frequencies (intrinsic_dimension);
  case LAB_MANIFOLD_SPIRAL:
    return 2;
  case LAB_MANIFOLD_M2:
    return 5;
  case LAB_MANIFOLD_M3:
    return 6;
  case LAB_MANIFOLD_M4:
    return 8;
  case LAB_MANIFOLD_M6:
    return 36;
  case LAB_MANIFOLD_M8:
    return 72;
  case LAB_MANIFOLD_SWISS_ROLL:
  case LAB_MANIFOLD_S_CURVE:
  case LAB_MANIFOLD_MOEBIUS:
  case LAB_MANIFOLD_HELIX:
  case LAB_MANIFOLD_M5A:
  case LAB_MANIFOLD_M5B:
  case LAB_MANIFOLD_M7:
  case LAB_MANIFOLD_M11:
  case LAB_MANIFOLD_M13A:
  case LAB_MANIFOLD_M13B:
    return 3;
  case LAB_MANIFOLD_BALL:
  case LAB_MANIFOLD_CUBE:
  case LAB_MANIFOLD_GAUSSIAN:
  case LAB_MANIFOLD_M9:
  case LAB_MANIFOLD_M12:
  case LAB_MANIFOLD_COUNT:
    break;
  }
  return intrinsic_dimension;
}

guint
lab_manifold_sphere_part (guint intrinsic_dimension)
{
  return (intrinsic_dimension + 1) / 2;
}
