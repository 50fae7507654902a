/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the flow. */
#pragma once

#include "dynamics/kernel-flow.h"

G_BEGIN_DECLS

struct _LabKernelFlow
{
  gsize n, test_n;
  double noise;
  const LabKernelModes *modes;
  gsize learned; /* modes that learn at all */

  double *memory;         /* holds all arrays below */
  double *rate_of;        /* (n): the eigenvalue that sets a mode's speed */
  double *test_modes;     /* (test_n, n): k (x, X) u_k / n */
  double *test_power;     /* (n): mean square of each column of it */
  double *residual;       /* (n): u_k . (f_0 - y) */
  double *clean_residual; /* (n): u_k . (f_0 - target) */
  double *target_power;   /* (n) */
  double *test_error;     /* (test_n): f_0 - target */
  double *quotient;       /* (n): q_t */
  double *weight;         /* (n) */
  double *error;          /* (test_n) */
};

/* How much of mode k is learned, 0 to 1 (beyond 1 where descent oscillates). */
double lab_kernel_flow_learned (const LabKernelFlow *flow,
                                gsize                k,
                                LabFlowKind          kind,
                                double               rate,
                                double               steps);

G_END_DECLS
