/* Targets of exactly controlled smoothness.
 *
 * f(x) = sum_j a_j R_j^-beta cos (R_j u_j . x + phi_j): directions u_j uniform on the unit sphere
 * of the canonical coordinates, R_j log-uniform, a_j normal, phi_j uniform. Power per octave of
 * frequency falls like R^(-2 beta), so f is Hoelder / Sobolev of order beta (and no better) down
 * to the scale of the largest R. Centred and scaled to variance 1 on the manifold.
 * The target lives on canonical coordinates: it does not change with the ambient dimension. */
#pragma once

#include "manifold/manifold.h"

G_BEGIN_DECLS

typedef struct _LabTarget LabTarget;

/* Deterministic in (manifold, intrinsic_dimension, smoothness, seed, repeat). */
LabTarget *lab_target_new      (LabManifold      manifold,
                                guint            intrinsic_dimension,
                                double           smoothness,
                                guint64          seed,
                                guint32          repeat);
void       lab_target_free     (LabTarget       *target);

/* values (n) at canonical (n, E), row-major. Safe from several threads at once. */
void       lab_target_evaluate (const LabTarget *target,
                                gsize            n,
                                const float     *canonical,
                                float           *values);

/* The largest frequency R of the sum: below 1/R the target is smooth. */
double     lab_target_largest_frequency (const LabTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTarget, lab_target_free)

G_END_DECLS
