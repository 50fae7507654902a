/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size prediction, level 2: kernel gradient flow on n random points with N random features.
 *
 * Deterministic equivalents of test and train risk at any time, by one and two inverse Laplace
 * transforms (theory notes 3.2; derived for this project and checked there against Monte Carlo: 1-4 %
 * for n, N >= 400, up to 17 % at n = 100). A prediction for the kernel picture, not for a network
 * that learns features. Units: unit learning rate (time = learning rate times steps), risks in the
 * units of spectrum's powers. */
#pragma once

#include "theory/spectrum.h"

G_BEGIN_DECLS

/* One (spectrum, n, N, sigma). It remembers where it stands along its rays, so that neighbouring
 * times are cheap; one thread at a time. */
typedef struct _LabDeterministicEquivalent LabDeterministicEquivalent;

/* spectrum is borrowed and must stay; points = n >= 2; features = N >= 2, or INFINITY for infinite
 * width; noise = sigma >= 0. NULL and LAB_ERROR_INVALID_VALUE otherwise. */
LabDeterministicEquivalent *
         lab_deterministic_equivalent_new         (const LabSpectrum           *spectrum,
                                                   double                       points,
                                                   double                       features,
                                                   double                       noise,
                                                   GError                     **error);
void     lab_deterministic_equivalent_free        (LabDeterministicEquivalent  *equivalent);

/* Mean squared distance to the noise-free target on fresh points at time >= 0. About 0.1 ms with
 * 180 bins when times come in order. FALSE and LAB_ERROR_INVALID_VALUE when the time is out of
 * range or beyond what double precision resolves. */
gboolean lab_deterministic_equivalent_excess_risk (LabDeterministicEquivalent  *equivalent,
                                                   double                       time,
                                                   double                      *excess_risk,
                                                   GError                     **error);

/* Mean squared distance to the noisy labels on the training points; otherwise as above. */
gboolean lab_deterministic_equivalent_train_risk  (LabDeterministicEquivalent  *equivalent,
                                                   double                       time,
                                                   double                      *train_risk,
                                                   GError                     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDeterministicEquivalent, lab_deterministic_equivalent_free)

G_END_DECLS
