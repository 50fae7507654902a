/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets of known smoothness on a manifold, of mean 0 and variance 1.
 *
 * field       f(x) = sum_j a_j R_j^-beta cos (R_j u_j . x + phi_j): 2,048 directions u_j uniform on the
 *             unit sphere of the canonical coordinates, R_j log-uniform, a_j normal, phi_j uniform.
 *             Power per octave of frequency falls like R^(-2 beta).
 * harmonics   eigenfunctions of the Laplacian, mode k with power k^-(1 + 2 beta / d), modes sorted by
 *             eigenvalue: a Fourier series on the torus, zonal harmonics on the sphere.
 * weierstrass sum_j 2^(-beta j) cos (2^j u_j . x + phi_j), 16 directions to the octave.
 * matern      a Gaussian field with the Matern spectrum of order beta, of length scale 1.
 * distance    dist (x, x_0)^beta: geodesic on torus and sphere, the chord elsewhere.
 * teacher     a ReLU network of one layer of 64 units with random weights; beta has no effect.
 *
 * All are centred and scaled on 16,384 points: the true mean is 0 within 0.008 and the true variance
 * 1 within 0.011 (standard deviations). They live on canonical coordinates, so they do not change
 * with the ambient dimension. Waves reach frequencies of 65,536 at d = 1, 2,048 at d = 2 and 512
 * from d = 3 on (harmonics: the first 2,048 modes or more), beyond what 65,536 points resolve with
 * noise; a function of d alone, so that a target never depends on n. Source: theory.md 4.2. */
#pragma once

#include "manifold/geometry.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_TARGET_FIELD,
  LAB_TARGET_HARMONICS,
  LAB_TARGET_WEIERSTRASS,
  LAB_TARGET_MATERN,
  LAB_TARGET_DISTANCE,
  LAB_TARGET_TEACHER,
  LAB_TARGET_COUNT,
} LabTargetKind;

typedef struct
{
  const char *label;       /* a few words, marked with N_() */
  const char *description; /* one sentence, marked with N_() */
} LabTargetInfo;

/* As in target=NAME; ended by NULL. */
extern const char *const lab_target_names[LAB_TARGET_COUNT + 1];

const LabTargetInfo *lab_target_info (LabTargetKind  kind);

/* Where the power law of the waves begins. 1 in terms of the unit circles of the torus, whose
 * canonical coordinates are sqrt 2 times theirs;
 * the same for every manifold, since all have variance 1 per coordinate. Where the power law
 * begins decides how much of the target few points can learn, not the slope: with 1 in its place
 * risks at d = 4 are 1.3 to 1.5 times as large at every n from 256 on. */
#define LAB_TARGET_SMALLEST_FREQUENCY 0.70710678118654752

/* Whether the kind is defined on the manifold: harmonics are on torus and sphere alone. */
gboolean   lab_target_fits     (LabTargetKind    kind,
                                LabManifold      manifold);

/* The smoothness that counts in the laws (mean square, Sobolev): beta for field, harmonics,
 * weierstrass and matern; beta + d / 2 for distance, rough at one point alone; 3/2 for the teacher,
 * whose gradient jumps. Verified by structure functions in the tests. */
double     lab_target_effective_smoothness (LabTargetKind  kind,
                                            double         intrinsic_dimension,
                                            double         smoothness);

typedef struct _LabTarget LabTarget;

/* Deterministic in geometry, kind, smoothness, seed and repeat. */
LabTarget *lab_target_new      (LabTargetKind      kind,
                                const LabGeometry *geometry,
                                double             smoothness,
                                guint64            seed,
                                guint32            repeat);
void       lab_target_free     (LabTarget         *target);

/* values (n) at canonical (n, E), row-major. Safe from several threads at once. For the sums of
 * waves, phases are exact to 1e-9 radians and cosines to 1e-10, so a value is as good as float holds
 * it. A value depends on its own row alone, bit for bit; the last bits differ between processors
 * with and without fused multiply-add. Cost on one core: some 0.1 s per 70,000 points of a field at
 * d = 2 to 8 with AVX2. */
void       lab_target_evaluate (const LabTarget   *target,
                                gsize              n,
                                const float       *canonical,
                                float             *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTarget, lab_target_free)

G_END_DECLS
