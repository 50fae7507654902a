/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The effective ridge of a random kernel matrix: the solution gamma of
 *   z = gamma (1 - D / n) (1 - D / N),   D = sum_k lambda_k / (lambda_k + gamma),
 * for complex z off the negative axis (theory notes 3.2). Internal to the room. */
#pragma once

#include "theory/spectrum.h"

#include <complex.h>

G_BEGIN_DECLS

typedef struct
{
  const LabSpectrum *spectrum; /* borrowed */
  double points;               /* n */
  double features;             /* N; INFINITY for infinite width */
  double complex z;            /* where gamma is known */
  double complex gamma;
  double complex trace; /* D there */
} LabEffectiveRidge;

/* Starts far out on the ray of direction, where gamma = z + trace / n to good accuracy. */
gboolean lab_effective_ridge_init (LabEffectiveRidge *ridge,
                                   const LabSpectrum *spectrum,
                                   double             points,
                                   double             features,
                                   double complex     direction);

/* Moves along the ray to the modulus of z: by Newton's method, in steps short enough to follow the
 * one solution. FALSE when it loses it. */
gboolean lab_effective_ridge_move (LabEffectiveRidge *ridge,
                                   double complex     z);

G_END_DECLS
