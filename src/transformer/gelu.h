/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GELU in its tanh form (Hendrycks, Gimpel 2016, eq. 2). */
#pragma once

#include "transformer/vector.h"

#define lab_gelu_forward  VARIANT (lab_gelu_forward)
#define lab_gelu_backward VARIANT (lab_gelu_backward)

/* u (rows, columns), feature-major with stride, columns a multiple of LANES: y = gelu (u), and
 * gelu' (u) takes the place of u for the backward pass. */
void lab_gelu_forward  (guint       rows,
                        guint       columns,
                        gsize       stride,
                        Real       *u,
                        Real       *y);

/* gradient *= slope, both (rows, columns). */
void lab_gelu_backward (guint       rows,
                        guint       columns,
                        gsize       stride,
                        const Real *slope,
                        Real       *gradient);
