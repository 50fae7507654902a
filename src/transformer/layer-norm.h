/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layer normalisation over the features (Ba, Kiros, Hinton 2016).
 *
 * Arrays are feature-major: element (feature, column) at feature * stride + column; columns is a
 * multiple of LANES. */
#pragma once

#include "transformer/vector.h"

#define lab_layer_norm_forward  VARIANT (lab_layer_norm_forward)
#define lab_layer_norm_backward VARIANT (lab_layer_norm_backward)

/* Added to the variance, as PyTorch's default. */
#define LAB_LAYER_NORM_EPSILON 1e-5

/* y (width, columns) = gain * (x - mean) / sqrt (variance + epsilon) + bias; mean (columns) and
 * inverse_deviation (columns) are kept for the backward pass. */
void lab_layer_norm_forward  (guint       width,
                              guint       columns,
                              gsize       stride,
                              const Real *gain,
                              const Real *bias,
                              const Real *x,
                              Real       *y,
                              Real       *mean,
                              Real       *inverse_deviation);

/* From y_gradient (width, columns): adds to x_gradient (width, columns), gain_gradient (width)
 * and bias_gradient (width). scratch holds 2 * width * LANES numbers. */
void lab_layer_norm_backward (guint       width,
                              guint       columns,
                              gsize       stride,
                              const Real *gain,
                              const Real *x,
                              const Real *mean,
                              const Real *inverse_deviation,
                              const Real *y_gradient,
                              Real       *x_gradient,
                              Real       *gain_gradient,
                              Real       *bias_gradient,
                              Real       *scratch);
