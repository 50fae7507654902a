/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabTarget: a function on canonical coordinates, before it is normalised. */
#pragma once

#include "manifold/geometry.h"

G_BEGIN_DECLS

typedef struct
{
  /* values (n) at x (n, E), row-major. */
  void (*evaluate) (const void *data, gsize n, const float *x, float *values);
  /* Replaces the function by (function - shift) * scale. */
  void (*rescale) (void *data, double shift, double scale);
  void (*free) (void *data);
  void *data;
  double largest_frequency; /* NaN where there are no waves */
} LabTargetFunction;

/* target-waves.c */
LabTargetFunction lab_target_field       (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);
LabTargetFunction lab_target_weierstrass (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);
LabTargetFunction lab_target_matern      (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);

/* fourier-series.c: on the torus. */
LabTargetFunction lab_target_fourier     (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);

/* zonal-harmonics.c: on the sphere. */
LabTargetFunction lab_target_zonal       (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);

/* target-distance.c, target-teacher.c */
LabTargetFunction lab_target_distance    (const LabGeometry *geometry,
                                          double             smoothness,
                                          LabRandom         *random);
LabTargetFunction lab_target_teacher     (const LabGeometry *geometry,
                                          LabRandom         *random);

G_END_DECLS
