/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class a target of known smoothness comes from, and how well so many features can approximate it:
 * the second yardstick of the proofs.
 *
 * Functions of mean 0 and variance 1 on a manifold of dimension d, as a Gaussian field of smoothness
 * beta: its covariance operator under the data's distribution has eigenvalues that fall like
 * k^-(1 + 2 beta / d). The Kolmogorov width in mean square with m features is the square root of the
 * eigenvalues beyond the m-th, summed: no linear space of m features comes closer on average over the
 * class, and its square is the excess risk that the best such space leaves. It falls like
 * m^(-beta / d). (In the worst case over the ball of the class's own norm the width is the root of
 * the (m + 1)-th eigenvalue, Pinkus 1985, ch. IV; eigenvalues of that ball, k^(-2 beta / d), give
 * the same exponent.) A target adapted to by a network is no average over a linear space: networks may
 * lie below the width. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

typedef struct _LabSobolevClass LabSobolevClass;

/* In closed form on the flat torus [0, 2 pi)^d with even density: the eigenvalue of the mode k in
 * Z^d is proportional to (1 + |k|^2)^-(beta + d/2), with the multiplicities of the lattice; k = 0,
 * the mean, is left out. Holds the first `features` modes and more, the rest as an integral.
 * dimension 1 to 32, smoothness > 0, features from 1 to
 * LAB_SOBOLEV_CLASS_FEATURES, a tenth of a second. */
#define LAB_SOBOLEV_CLASS_FEATURES 262144
LabSobolevClass *lab_sobolev_class_new_torus   (guint             dimension,
                                                double            smoothness,
                                                gsize             features);

/* On any manifold, from points x (n, dimension), row-major, drawn on it: eigenvalues of the Matern
 * covariance of order smoothness (matern-covariance.h) with the frequency `lowest` per unit of x, from
 * where on the power falls, on these points, centred. Trusted up to n / 8 features. NULL and error where
 * memory does not suffice; NULL alone soon after task (nullable) was cancelled. */
LabSobolevClass *lab_sobolev_class_new_sampled (double            smoothness,
                                                double            lowest,
                                                gsize             n,
                                                guint             dimension,
                                                const float      *x,
                                                guint             workers,
                                                LabTask          *task,
                                                GError          **error);
void             lab_sobolev_class_free        (LabSobolevClass  *sobolev);

/* The most features whose width is to be trusted. */
gsize            lab_sobolev_class_trusted     (const LabSobolevClass *sobolev);

/* The width in mean square with so many features, 1 with none; NaN beyond the trusted ones. */
double           lab_sobolev_class_width       (const LabSobolevClass *sobolev,
                                                gsize                  features);

/* The width's slope over ln of the features between first and last (both trusted, first < last):
 * least squares over powers of 2 between them and the two themselves. */
double           lab_sobolev_class_slope       (const LabSobolevClass *sobolev,
                                                gsize                  first,
                                                gsize                  last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSobolevClass, lab_sobolev_class_free)

G_END_DECLS
