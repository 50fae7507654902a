/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power laws of a spectrum and of a target in its modes, and the exponents they imply.
 *
 * eigenvalue_k ~ k^-b, power_k ~ k^-a (theory notes, section 0): gradient flow's risk then falls like
 * t^-((a - 1) / b), that of n noisy labels at the best time like n^-((a - 1) / a).
 *
 * Modes are gathered in bins of equal width in ln k first (geometric mean of eigenvalues, mean of powers), so
 * that the many high ones do not outvote the low ones. Intervals come from a bootstrap of both laws jointly:
 * whole repeats are drawn, and, together for eigenvalues and powers, signs of the bins' residuals about their
 * lines; widened for the few repeats and bins. An implied exponent is computed in each draw, so that what a and b share
 * counts. At a finite n the target's power is estimated too low at high k: the data exponent is biased low. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_MODE_EXPONENT_NOT_ENOUGH,  /* too few modes for a fit */
  LAB_MODE_EXPONENT_CANNOT_TELL, /* of a and b: fitted, but the interval holds 0: whether anything falls is
                                  * open */
  LAB_MODE_EXPONENT_NO_ESTIMATE, /* of an implied exponent: its formula asks for a > 1 and b > 0, which does
                                  * not hold or is not sure (less than 97.5 % of the draws) */
  LAB_MODE_EXPONENT_TOLD,
} LabModeExponentState;

typedef struct
{
  LabModeExponentState state;
  double value;     /* NaN unless told */
  double low, high; /* 95 % interval; NaN unless told */
} LabModeExponent;

typedef struct
{
  gsize first, last; /* fitted modes, counted from 1 */
  guint repeats;
  LabModeExponent b, a;
  LabModeExponent time, data; /* implied: (a - 1) / b and (a - 1) / a */
} LabModeFit;

/* More than 4 ln (16,384). */
#define LAB_MODE_BINS 48

/* The modes of one repeat in bins. */
typedef struct
{
  gsize first, last; /* modes, counted from 1 */
  guint count;
  double log_mode[LAB_MODE_BINS], log_eigenvalue[LAB_MODE_BINS], power[LAB_MODE_BINS]; /* (count) */
} LabModeBins;

/* eigenvalue (n) falling and power (n), of which `resolved` are above rounding. Taken are modes 2 to n / 4:
 * the last ones of a sample fall faster than those of the population. */
void lab_mode_bins (gsize         n,
                    gsize         resolved,
                    const double *eigenvalue,
                    const double *power,
                    LabModeBins  *bins);

/* Fits the bins of repeats (count >= 1) with the same n. seed: of the bootstrap. About 1 ms. */
void lab_mode_fit  (const LabModeBins *bins,
                    guint              count,
                    guint64            seed,
                    LabModeFit        *fit);

/* "told", "cannot tell", "no estimate", "not enough modes": for files; untranslated. */
const char *lab_mode_exponent_state_name (LabModeExponentState state);

G_END_DECLS
