/* Targets of exactly controlled smoothness.
 *
 * f(x) = sum_j a_j R_j^-beta cos (R_j u_j . x + phi_j): directions u_j uniform on the unit sphere
 * of the canonical coordinates, R_j log-uniform from LAB_TARGET_SMALLEST_FREQUENCY, a_j normal,
 * phi_j uniform. Power per octave of frequency falls like R^(-2 beta), so f is Hoelder / Sobolev of order beta (and no better) down
 * to the scale of the largest R. Centred and scaled to variance 1 on the manifold.
 * Measured on 16,384 points: the true mean is 0 within 0.008 and the true variance 1 within 0.011
 * (standard deviations). R_j reaches 65,536 at d = 1, 2,048 at d = 2 and 512 from d = 3 on, beyond
 * what 65,536 points resolve; a function of d alone, so that a target never depends on n.
 * The target lives on canonical coordinates: it does not change with the ambient dimension. */
#pragma once

#include "manifold/manifold.h"

G_BEGIN_DECLS

/* 1 in terms of the unit circles of the torus, whose canonical coordinates are sqrt 2 times theirs;
 * the same for every manifold, since all have variance 1 per coordinate. Where the power law
 * begins decides how much of the target few points can learn, not the slope: with 1 in its place
 * risks at d = 4 are 1.3 to 1.5 times as large at every n from 256 on. */
#define LAB_TARGET_SMALLEST_FREQUENCY 0.70710678118654752

typedef struct _LabTarget LabTarget;

/* Deterministic in (manifold, intrinsic_dimension, smoothness, seed, repeat). */
LabTarget *lab_target_new      (LabManifold      manifold,
                                guint            intrinsic_dimension,
                                double           smoothness,
                                guint64          seed,
                                guint32          repeat);
void       lab_target_free     (LabTarget       *target);

/* values (n) at canonical (n, E), row-major. Safe from several threads at once. Phases are exact to
 * 1e-9 radians and cosines to 1e-10, so a value is as good as float holds it. It depends on its own
 * row alone, bit for bit; the last bits differ between processors with and without fused
 * multiply-add. Cost on one core: some 0.1 s per 70,000 points at d = 2 to 8 with AVX2. */
void       lab_target_evaluate (const LabTarget *target,
                                gsize            n,
                                const float     *canonical,
                                float           *values);

/* The largest frequency R of the sum: below 1/R the target is smooth. */
double     lab_target_largest_frequency (const LabTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTarget, lab_target_free)

G_END_DECLS
