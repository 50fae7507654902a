/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How rich the set of functions is that training could have reached: yardsticks of the proofs.
 *
 * The ball { <w, phi> : |w| <= B } of a kernel k (x, x') = <phi (x), phi (x')> has the empirical
 * Rademacher complexity (B / n) E |sum_i s_i phi (x_i)| = (B / n) E sqrt (s^T K s) over random signs
 * s, at most B sqrt (tr K) / n (Bartlett, Mendelson 2002, lemma 22). For a loss of Lipschitz constant
 * L the expected generalisation gap of every function of the ball is at most 2 L times the expected
 * complexity. */
#pragma once

#include "dynamics/kernel-matrix.h"

G_BEGIN_DECLS

typedef struct
{
  double bound;       /* B sqrt (tr K) / n */
  double monte_carlo; /* mean over random signs */
  double error;       /* its standard error */
} LabRademacher;

/* radius = B >= 0. draws (at least 2) sign vectors come from the stream
 * (seed, 0, LAB_STREAM_BOOTSTRAP). Costs draws n^2 multiply-adds. FALSE soon after task (nullable) was
 * cancelled. */
gboolean lab_rademacher_complexity (const LabKernelMatrix *matrix,
                                    double                 radius,
                                    guint                  draws,
                                    guint64                seed,
                                    LabTask               *task,
                                    LabRademacher         *result);

/* Kolmogorov width in mean square: the square root of the eigenvalues (n, falling) beyond the first
 * `features`, summed. No linear space of so many features comes closer, on average over a random
 * function with that covariance. */
double   lab_kolmogorov_width      (gsize                  n,
                                    const double          *eigenvalue,
                                    gsize                  features);

G_END_DECLS
