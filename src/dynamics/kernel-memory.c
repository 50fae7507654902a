/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/kernel-memory.h"

#include "core/error.h"
#include "core/memory.h"

#include <glib/gi18n.h>

/* Beyond it the decomposition takes hours, and its integers overflow. */
#define MOST_ROWS 16384

/* More rows on the right side than this win nothing. */
#define RIGHT_ROWS 512

/* Bytes of one thread: a gradient, a tile of the product, and the activations of a few examples,
 * each block holding some 16 + 4 factors of width per token and the attention weights. */
static double
worker_bytes (const LabModelShape *shape, double stride)
{
  const double wide = (16.0 + 2.0 * shape->feed_forward) * shape->width;
  const double attention = (double)shape->heads * shape->input.tokens;
  const double column =
      shape->depth * (wide + attention) + wide + lab_model_input_row (&shape->input);

  return 4 * (stride + 65536 + 2.0 * LAB_KERNEL_EXAMPLES * shape->input.tokens * column);
}

/* What stays besides the gradients; n and test_n count rows of the kernel. */
static double
kernel_bytes (double n, double test_n)
{
  return 8 * (n * n + n * test_n);
}

/* Eigenvectors, the workspace of dsyevd, and the test kernel in the eigenbasis. */
static double
decomposition_bytes (double n, double test_n)
{
  return 8 * (3 * n * n + n * test_n);
}

/* test_rows are rows of the kernel, example the bytes of all gradients of one example. */
typedef struct
{
  double outputs, test_rows, example, fixed, memory;
} Sizes;

/* With n training examples, and the gradients of `held` examples at once. */
static double
peak_bytes (const Sizes *sizes, double n, double held)
{
  const double rows = n * sizes->outputs;

  return kernel_bytes (rows, sizes->test_rows) +
         MAX (sizes->fixed + held * sizes->example, decomposition_bytes (rows, sizes->test_rows));
}

/* By bisection: the need grows with n. */
static gsize
largest_points (const Sizes *sizes)
{
  gsize fits = 0, too_many = MOST_ROWS / (gsize)sizes->outputs + 1;

  while (too_many - fits > 1) {
    const gsize n = fits + (too_many - fits) / 2;

    if (peak_bytes (sizes, (double)n, 2 * LAB_KERNEL_EXAMPLES) <= sizes->memory)
      fits = n;
    else
      too_many = n;
  }
  return fits < 2 ? 0 : fits;
}

static gsize
whole_chunks (gsize examples)
{
  return (examples + LAB_KERNEL_EXAMPLES - 1) / LAB_KERNEL_EXAMPLES * LAB_KERNEL_EXAMPLES;
}

/* All training gradients on the left where they fit; else equal halves. */
static void
share_examples (LabKernelPlan *plan, gsize test_n, const Sizes *sizes)
{
  const double left_over = sizes->memory - sizes->fixed -
                           kernel_bytes ((double)(plan->n * plan->outputs), sizes->test_rows);
  const gsize examples =
      (gsize)MIN (left_over / sizes->example, 1e9) / LAB_KERNEL_EXAMPLES * LAB_KERNEL_EXAMPLES;
  const gsize all = whole_chunks (plan->n), most = whole_chunks (RIGHT_ROWS / plan->outputs);
  const gsize wanted = MIN (whole_chunks (MAX (plan->n, test_n)), most);

  if (examples >= all + MIN (wanted, whole_chunks (most / 4))) {
    plan->left = all;
    plan->right = MIN (wanted, examples - all);
  } else {
    plan->left = MAX (examples / 2 / LAB_KERNEL_EXAMPLES, 1) * LAB_KERNEL_EXAMPLES;
    plan->right = plan->left;
  }
  plan->bytes = (guint64)peak_bytes (sizes, (double)plan->n, (double)(plan->left + plan->right));
}

static void
refuse (const LabKernelPlan *plan, gsize n, double memory, GError **error)
{
  const double mebibytes = memory / (1 << 20);

  if (plan->largest == 0)
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
        _ ("The kernel of this model does not fit into %.0f MiB for any number of training "
           "points: choose a smaller width or depth, fewer test points, or more memory."),
        mebibytes);
  else
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
        plan->outputs > 1
            ? _ ("The kernel of %zu training sequences does not fit into %.0f MiB: at most %zu do.")
            : _ ("The kernel of %zu training points does not fit into %.0f MiB: at most %zu do."),
        n, mebibytes, plan->largest);
}

gboolean
lab_kernel_plan (const LabModelShape *shape,
                 gsize n,
                 gsize test_n,
                 guint workers,
                 guint64 memory,
                 gboolean may_subsample,
                 LabKernelPlan *plan,
                 GError **error)
{
  const gsize line = LAB_MEMORY_ALIGNMENT / sizeof (float);
  Sizes sizes;

  g_return_val_if_fail (shape != NULL && plan != NULL && n > 0, FALSE);

  plan->outputs = lab_model_shape_outputs (shape);
  plan->stride = (lab_model_shape_parameters (shape) + line - 1) / line * line;
  sizes = (Sizes){.outputs = plan->outputs,
                  .test_rows = (double)test_n * plan->outputs,
                  .example = sizeof (float) * (double)plan->stride * plan->outputs,
                  .fixed = workers * worker_bytes (shape, (double)plan->stride),
                  .memory = (double)(memory > 0 ? memory : LAB_KERNEL_MEMORY_DEFAULT)};
  plan->largest = largest_points (&sizes);
  if (plan->largest == 0 || (n > plan->largest && !may_subsample)) {
    refuse (plan, n, sizes.memory, error);
    return FALSE;
  }
  plan->n = MIN (n, plan->largest);
  share_examples (plan, test_n, &sizes);
  return TRUE;
}
