/* Compiled with -DLAB_REAL_DOUBLE. */
#include "double-network.h"

#include "transformer/kernels.h"

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
  const LabKernels *kernels = lab_kernels_get (level);
  LabNetwork *network = kernels->network_new (shape, examples, NULL, NULL);

  g_assert_nonnull (network);
  kernels->forward (network, parameters, examples, x, NULL, predictions);
  kernels->backward (network, parameters, output_gradient, gradient);
  kernels->network_free (network);
}
