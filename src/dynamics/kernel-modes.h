/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The eigenmodes of a kernel on its training points. */
#pragma once

#include "dynamics/kernel-matrix.h"

G_BEGIN_DECLS

/* mu_k and u_k of K / n = sum_k mu_k u_k u_k^T, mu falling. */
typedef struct
{
  gsize n;
  double *eigenvalue; /* (n); the smallest may be negative, by rounding */
  double *vector;     /* (n, n): row k is u_k, of length 1 */
  double noise;       /* part of the largest eigenvalue below which one is rounding */
  gsize resolved;     /* modes above that */
} LabKernelModes;

/* Decomposes the training part (dsyevd): some 0.04, 0.25, 2 s for n = 512, 1,024, 2,048 on one Zen 4
 * core. noise: LAB_TANGENT_KERNEL_NOISE for a tangent kernel, LAB_KERNEL_EXACT_NOISE for one that
 * was computed in double. NULL and error where memory does not suffice, or where the kernel has
 * values that are not finite; NULL alone within 20 ms once stopped (the thread that decomposes then
 * ends by itself). */
#define LAB_KERNEL_EXACT_NOISE 1e-13
LabKernelModes *lab_kernel_modes_new  (const LabKernelMatrix  *matrix,
                                       double                  noise,
                                       LabTask *task,
                                       GError                **error);
void            lab_kernel_modes_free (LabKernelModes         *modes);

/* values (n) in the eigenbasis: coefficient[k] = u_k . values. */
void            lab_kernel_modes_project (const LabKernelModes *modes,
                                          const double         *values,
                                          double               *coefficient);

/* Largest eigenvalue over the smallest. Where that is rounding (resolved < n), over the smallest
 * one above it: then the true number is larger still. */
double          lab_kernel_modes_condition_number    (const LabKernelModes *modes);

/* sum_k mu_k / (mu_k + ridge), ridge > 0: how many modes a ridge lets through. */
double          lab_kernel_modes_effective_dimension (const LabKernelModes *modes,
                                                      double                ridge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelModes, lab_kernel_modes_free)

G_END_DECLS
