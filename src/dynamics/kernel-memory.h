/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory a tangent kernel takes, before any of it is taken.
 *
 * Gradients of single outputs are long (N floats each) and are held a block of rows at a time; the
 * kernel itself and its decomposition grow like n^2. A model with outputs per token has a row for each
 * of an example's outputs, so that all these are so many times as large. */
#pragma once

#include "transformer/model.h"

G_BEGIN_DECLS

#define LAB_KERNEL_MEMORY_DEFAULT (G_GUINT64_CONSTANT (1) << 30)

/* Examples whose gradients are made at once: two registers' worth at most. */
#define LAB_KERNEL_EXAMPLES 16

typedef struct
{
  gsize n;            /* training examples as used */
  gsize largest;      /* the most that fit, 0 for none */
  guint outputs;      /* rows of the kernel for each of them: lab_model_shape_outputs() */
  gsize stride;       /* numbers of one gradient, padded */
  gsize left, right;  /* examples whose gradients are held at once on the two sides of the product */
  guint64 bytes;      /* at the peak */
} LabKernelPlan;

/* Plans the kernel of `shape` on n training and test_n other examples on `workers` threads within
 * memory bytes (0: the default): bounds the gradients, the kernel, and what its decomposition and
 * the flow on test_n examples take afterwards. Where n does not fit, and may_subsample, n becomes the
 * largest that does; else FALSE and LAB_ERROR_TOO_LARGE, whose sentence tells that largest n. */
gboolean lab_kernel_plan (const LabModelShape  *shape,
                          gsize                 n,
                          gsize                 test_n,
                          guint                 workers,
                          guint64               memory,
                          gboolean              may_subsample,
                          LabKernelPlan        *plan,
                          GError              **error);

G_END_DECLS
