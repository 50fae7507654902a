/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size prediction, level 1: the sequence model, instant.
 *
 * Every mode is learnt by itself, gradient flow at unit rate with white noise:
 *   excess (t) = sum c_k^2 exp (-2 lambda_k t) + (sigma^2 / n) sum (1 - exp (-lambda_k t))^2
 * (theory notes 3.1). Derived for this project from the kernel picture; it misses the floor that
 * finitely many points set on the bias, and overestimates the noise fitted late, once more modes
 * are learnt than there are points: level 2 has both. */
#pragma once

#include "theory/spectrum.h"

G_BEGIN_DECLS

typedef struct
{
  double bias;     /* what is not yet learnt */
  double variance; /* noise fitted */
} LabSequenceRisk;

/* time t >= 0 (learning rate times steps, eigenvalues as in spectrum); points n > 0;
 * noise = sigma >= 0. Costs about 10 ns a bin. */
LabSequenceRisk lab_sequence_risk       (const LabSpectrum *spectrum,
                                         double             points,
                                         double             noise,
                                         double             time);

/* The phase boundary: the time at which variance has grown to the bias. Infinite without noise.
 * With bins the variance of the unseen tail is nil, so it exists whenever noise > 0. */
double          lab_sequence_crossing   (const LabSpectrum *spectrum,
                                         double             points,
                                         double             noise);

/* Optimal stopping: the time of least risk, and the risk there. At once and at any time,
 * also where level 2 is not resolved; with bins, beyond 1e14 (spectrum.h) its order of magnitude.
 * Without noise: INFINITY and 0. */
void            lab_sequence_stopping   (const LabSpectrum *spectrum,
                                         double             points,
                                         double             noise,
                                         double            *time,
                                         double            *excess_risk);

G_END_DECLS
