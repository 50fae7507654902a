/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The empirical neural tangent kernel of a transformer at given parameters.
 *
 * k (x, x') = <df(x)/dtheta, df(x')/dtheta> (Jacot, Gabriel, Hongler 2018), over all N parameters,
 * with the gradients of single outputs from the trainer's own backward pass, in float, and their
 * products by OpenBLAS. Of a model with outputs per token each pair of example and token has its row,
 * example by example: n and test_n below are so many times the examples. Gradients are held a block of
 * rows at a time (dynamics/kernel-memory.h): what does not fit is made anew for each block of the other
 * side.
 *
 * Cost: n (n + 2 test_n) N multiply-adds, and (1 + n / block) passes over the test points. Rounding:
 * sums run in float over at most 4,096 parameters and in double beyond, so that an entry is good to
 * about 1e-6 of sqrt (k (x, x) k (x', x')), whatever N.
 *
 * Over initialisations the kernel fluctuates by width^(-1/2) where heads grow with the width: measured
 * -0.48 [-0.55, -0.41] over widths 128 to 512; narrower networks fluctuate less than that
 * (tests/dynamics/test-lazy-limit.c). */
#pragma once

#include "dynamics/kernel-matrix.h"
#include "dynamics/kernel-memory.h"

G_BEGIN_DECLS

/* Eigenvalues of a tangent kernel below this part of the largest are rounding. */
#define LAB_TANGENT_KERNEL_NOISE 1e-6

/* All pointers are borrowed for the call. */
typedef struct
{
  LabModelShape shape;
  const float *parameters; /* (N), transformer/parameters.h */
  gsize n; /* examples */
  const float *x; /* (n, D), row-major */
  gsize test_n;   /* 0 or more */
  const float *test_x;
  guint64 memory;         /* bytes at the peak; 0 = LAB_KERNEL_MEMORY_DEFAULT */
  gboolean may_subsample; /* use the first rows where n does not fit; else refuse */
  double progress;        /* what the task reports at the end, 1 where this is all of it */
} LabTangentKernelRequest;

typedef struct
{
  LabKernelPlan plan;      /* plan.n training examples were used */
  LabKernelMatrix *matrix; /* (plan.n * outputs, test_n * outputs) */
  double *prediction;      /* (plan.n, outputs): f at these parameters */
  double *test_prediction; /* (test_n, outputs) */
} LabTangentKernel;

/* NULL and error: LAB_ERROR_INVALID_VALUE for a bad shape, LAB_ERROR_TOO_LARGE as
 * lab_kernel_plan(). NULL without an error some tens of milliseconds after task (nullable) was
 * cancelled. workers: 0 = one per core. */
LabTangentKernel *lab_tangent_kernel_new  (const LabTangentKernelRequest  *request,
                                           guint workers,
                                           LabTask *task,
                                           GError                        **error);
void              lab_tangent_kernel_free (LabTangentKernel               *kernel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTangentKernel, lab_tangent_kernel_free)

G_END_DECLS
