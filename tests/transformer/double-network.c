/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled with -DLAB_REAL_DOUBLE. */
#include "double-network.h"

#include "transformer/simd.h"

void
double_network_run (LabSimdLevel level,
                    const LabModelShape *shape,
                    const double *parameters,
                    guint examples,
                    const double *x,
                    const double *output_gradient,
                    double *predictions,
                    double *gradient)
{
  const LabSimd *simd = lab_simd_get (level);
  LabNetwork *network = simd->network_new (shape, examples, NULL, NULL);

  g_assert_nonnull (network);
  simd->forward (network, parameters, examples, x, NULL, predictions);
  simd->backward (network, parameters, output_gradient, gradient);
  simd->network_free (network);
}
