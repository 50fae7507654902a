/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One forward and backward pass of the routines in double, for a test that is itself in float. */
#pragma once

#include "transformer/model.h"
#include "transformer/simd-level.h"

/* predictions (examples, outputs) and gradient (N) of their sum weighted with output_gradient
 * (examples, outputs). */
void double_network_run (LabSimdLevel         level,
                         const LabModelShape *shape,
                         const double        *parameters,
                         guint                examples,
                         const double        *x,
                         const double        *output_gradient,
                         double              *predictions,
                         double              *gradient);
