/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number type of the network's arithmetic.
 *
 * The same sources serve training (float) and the checks of its gradients (double, compiled with
 * -DLAB_REAL_DOUBLE for the tests alone). See simd.h for how the compilations live together. */
#pragma once

#include <glib.h>

#ifdef LAB_REAL_DOUBLE
typedef double Real;
typedef gint64 RealBits; /* an integer of the same size */
#else
typedef float Real;
typedef gint32 RealBits;
#endif
