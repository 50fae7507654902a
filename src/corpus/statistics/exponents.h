/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data exponent of a language without a free parameter: gamma/(2 beta), from the decay of the entropy of
 * the next token with the number m of tokens before it, H_m = E + A m^-gamma, and of the correlation of tokens at
 * distance t, t^-beta (F. Cagnetta et al., arXiv 2602.07488).
 *
 * Neither decay of a text is a clean power law, so each exponent comes with the range of what the choice of
 * floor or window allows: a range and not a test. */
#pragma once

#include "corpus/statistics/correlation.h"

G_BEGIN_DECLS

typedef struct
{
  double value, low, high; /* NAN where there is none; low = high = value where it is exact */
} LabExponentRange;

/* gamma of entropies[1 .. last]: the floor E >= 0 that makes ln (H_m - E) straightest in ln m; the range is
 * over all floors that the scatter does not tell from it (profile, 95 %), and likewise without the last
 * order, whose entropy n limits most. NAN for last < 4. */
LabExponentRange lab_entropy_exponent     (const double               *entropies,
                                           guint                       last);

/* beta over the distances up to the first where the correlation is not above three times the noise; the
 * range is over windows of at least five of these distances that begin at 1, 2 or 4 and end there, halfway
 * there, or between. NAN where there are fewer than five. */
LabExponentRange lab_correlation_exponent (const LabTokenCorrelations *correlations);

/* gamma/(2 beta); the ends of its range take the ends of both. */
LabExponentRange lab_data_exponent        (LabExponentRange            entropy,
                                           LabExponentRange            correlation);

G_END_DECLS
