/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power laws of a spectrum and of a target in its modes, and the exponents they imply.
 *
 * eigenvalue_k ~ k^-b, power_k ~ k^-a (theory notes, section 0): gradient flow's risk then falls like
 * t^-((a - 1) / b), that of n noisy labels at the best time like n^-((a - 1) / a). */
#pragma once

#include "fit/power-law.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MODE_EXPONENT_NOT_ENOUGH,  /* too few modes for a fit */
  LAB_MODE_EXPONENT_CANNOT_TELL, /* fitted, but the interval holds 0: whether anything falls is open; of
                                  * an implied exponent: its formula asks for a > 1 and b > 0 */
  LAB_MODE_EXPONENT_TOLD,
} LabModeExponentState;

typedef struct
{
  LabModeExponentState state;
  double value;     /* NaN unless told */
  double low, high; /* 95 % interval; of an implied exponent what the intervals of a and b allow, NaN
                     * where that of a does not keep above 1 */
} LabModeExponent;

typedef struct
{
  gsize first, last; /* fitted modes, counted from 1 */
  LabModeExponent b, a;
  LabModeExponent time, data; /* implied: (a - 1) / b and (a - 1) / a */
} LabModeFit;

/* eigenvalue (n) falling and power (n), of which `resolved` are above rounding. Fitted are modes 2
 * to n / 4: the last ones of a sample fall faster than those of the population. Modes are gathered
 * in bins of equal width in ln k first (geometric mean of eigenvalues, mean of powers), so that the
 * many high ones do not outvote the low ones; intervals cover the scatter of bins about the line.
 * seed: of the bootstrap. */
void lab_mode_fit (gsize         n,
                   gsize         resolved,
                   const double *eigenvalue,
                   const double *power,
                   guint64       seed,
                   LabModeFit   *fit);

/* "told", "cannot tell", "not enough modes": for files; untranslated. */
const char *lab_mode_exponent_state_name (LabModeExponentState state);

G_END_DECLS
