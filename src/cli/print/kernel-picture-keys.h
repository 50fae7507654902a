/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the kernel picture, which predict and boundary share. */
#pragma once

#include "cli/numbers.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

#define LAB_KERNEL_PICTURE_KEY_COUNT 7

/* First entries of a table of keys: d, beta, nu, sigma, n, N, modes. */
#define LAB_KERNEL_PICTURE_KEYS \
  {"d", "Intrinsic dimension of the data.", 0.0, 70.0, LAB_NUMBER_MINIMUM_EXCLUDED, "2"}, \
  {"beta", "Smoothness of the target: powers k^-(1 + 2 beta / d).", 0.0, 10.0, \
   LAB_NUMBER_MINIMUM_EXCLUDED, "1"}, \
  {"nu", "Order of the kernel: eigenvalues k^-(1 + 2 nu / d).", 0.0, 10.0, \
   LAB_NUMBER_MINIMUM_EXCLUDED, "1/2"}, \
  {"sigma", "Standard deviation of the label noise.", 0.0, 10.0, 0, "1/2"}, \
  {"n", "Training points.", 2.0, 1e15, 0, "1000"}, \
  {"N", "Random features; inf is infinite width.", 2.0, 1e15, LAB_NUMBER_MAY_BE_INFINITE, "inf"}, \
  {"modes", "Modes of the kernel taken one by one; 0 stands for all of them, in bins.", \
   0.0, LAB_SPECTRUM_MOST_MODES, LAB_NUMBER_WHOLE, "0"}

/* The spectrum that the numbers describe. */
LabSpectrum *lab_kernel_picture_spectrum (const LabNumbers *numbers, GError **error);

/* "d = 2, beta = 1, ...": what was asked for, as one line of text, with n and N where sizes; free with
 * g_free(). */
char        *lab_kernel_picture_text     (const LabNumbers *numbers,
                                          gboolean          sizes);

G_END_DECLS
