/* Forward and backward pass of one chunk of examples, with the workspace they share.
 *
 * Each example's numbers are computed in one SIMD lane (or a few): a prediction does not depend on
 * which other examples are in the chunk. */
#pragma once

#include "transformer/kernels.h"
#include "transformer/vector.h"

#define lab_network_new      VARIANT (lab_network_new)
#define lab_network_free     VARIANT (lab_network_free)
#define lab_network_capacity VARIANT (lab_network_capacity)
#define lab_network_forward  VARIANT (lab_network_forward)
#define lab_network_backward VARIANT (lab_network_backward)

/* See LabKernels for what they do. */
LabNetwork *lab_network_new      (const LabModelShape *shape,
                                  guint                examples,
                                  GError             **error);
void        lab_network_free     (LabNetwork          *network);
guint       lab_network_capacity (const LabNetwork    *network);
void        lab_network_forward  (LabNetwork          *network,
                                  const Real          *parameters,
                                  guint                examples,
                                  const Real          *x,
                                  const guint32       *indices,
                                  Real                *predictions);
void        lab_network_backward (LabNetwork          *network,
                                  const Real          *parameters,
                                  const Real          *prediction_gradient,
                                  Real                *gradient);
