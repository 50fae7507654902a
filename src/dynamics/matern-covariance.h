/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Matern covariance of any order, from a table.
 *
 * c (z) = 2^(1 - nu) / Gamma (nu) z^nu K_nu (z), c (0) = 1: sample paths of smoothness nu. K_nu from its
 * integral over exp (-z cosh t) cosh (nu t), by the trapezoidal rule, whose error falls faster than
 * any power of the step (DLMF 10.32.9). Half-integer orders have closed forms (kernel-matrix.h). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabMaternCovariance LabMaternCovariance;

/* order: 0.05 to 10. */
LabMaternCovariance *lab_matern_covariance_new  (double                     order);
void                 lab_matern_covariance_free (LabMaternCovariance       *covariance);

/* At z >= 0: within 1e-5 of the true value. Safe from several threads at once. */
double               lab_matern_covariance_at   (const LabMaternCovariance *covariance,
                                                 double                     z);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabMaternCovariance, lab_matern_covariance_free)

G_END_DECLS
