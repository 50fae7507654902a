/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forward and backward pass of one chunk of examples (transformer/workspace.h).
 *
 * Each example's numbers are computed in one SIMD lane (or a few): a prediction does not depend on
 * which other examples are in the chunk. */
#pragma once

#include "transformer/simd.h"
#include "transformer/vector.h"

#define lab_network_forward  VARIANT (lab_network_forward)
#define lab_network_backward VARIANT (lab_network_backward)
#define lab_network_backward_examples VARIANT (lab_network_backward_examples)

/* See LabSimd for what they do. */
void lab_network_forward  (LabNetwork    *network,
                           const Real    *parameters,
                           guint          examples,
                           const Real    *x,
                           const guint32 *indices,
                           Real          *predictions);
void lab_network_backward (LabNetwork    *network,
                           const Real    *parameters,
                           const Real    *prediction_gradient,
                           Real          *gradient);
void lab_network_backward_examples (LabNetwork *network,
                                    const Real *parameters,
                                    const Real *prediction_gradient,
                                    Real       *gradient,
                                    gsize       row_stride,
                                    Real       *rows);
