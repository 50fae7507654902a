/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponents of networks that learn features. */
#include "theory/feature-learning.h"

double
lab_theory_rich_time_exponent (double lazy)
{
  return lazy < 1.0 ? 2.0 * lazy / (1.0 + lazy) : lazy;
}
