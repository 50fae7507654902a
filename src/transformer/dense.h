/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three matrix products of a dense layer y = w x + bias, own micro-kernels.
 *
 * x (in, columns) and y (out, columns) are feature-major: element (feature, column) at
 * feature * stride + column; columns is a multiple of LANES. w (out, in) is row-major without
 * padding. */
#pragma once

#include "transformer/vector.h"

#define lab_dense_forward         VARIANT (lab_dense_forward)
#define lab_dense_backward_input  VARIANT (lab_dense_backward_input)
#define lab_dense_backward_weight VARIANT (lab_dense_backward_weight)

/* y = w x + bias + residual; bias (out) and residual (out, columns) may be NULL; residual may be
 * y itself. */
void lab_dense_forward         (guint       out,
                                guint       in,
                                guint       columns,
                                gsize       stride,
                                const Real *w,
                                const Real *bias,
                                const Real *residual,
                                const Real *x,
                                Real       *y);

/* x_gradient (in, columns) = w^T y_gradient. */
void lab_dense_backward_input  (guint       out,
                                guint       in,
                                guint       columns,
                                gsize       stride,
                                const Real *w,
                                const Real *y_gradient,
                                Real       *x_gradient);

/* Adds y_gradient x^T to w_gradient (out, in) and, unless NULL, the row sums of y_gradient to
 * bias_gradient (out). */
void lab_dense_backward_weight (guint       out,
                                guint       in,
                                guint       columns,
                                gsize       stride,
                                const Real *y_gradient,
                                const Real *x,
                                Real       *w_gradient,
                                Real       *bias_gradient);
