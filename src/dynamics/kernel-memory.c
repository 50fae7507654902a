#include "dynamics/kernel-memory.h"

#include "core/error.h"
#include "core/memory.h"

/* Beyond it the decomposition takes hours, and its integers overflow. */
#define MOST_POINTS 16384

/* More rows on the right side than this win nothing. */
#define RIGHT_ROWS 512

/* Bytes of one thread: a gradient, a tile of the product, and the activations of a few examples,
 * each block holding some 16 + 4 factors of width per token and the attention weights. */
static double
worker_bytes (const LabModelShape *shape, double stride)
{
  const double wide = (16.0 + 2.0 * shape->feed_forward) * shape->width;
  const double attention = (double)shape->heads * shape->tokens;
  const double column = shape->depth * (wide + attention) + wide + shape->input_dimension;

  return 4 * (stride + 65536 + 2.0 * LAB_KERNEL_ROWS * shape->tokens * column);
}

/* What stays besides the gradients. */
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

typedef struct
{
  double test_n, row, fixed, memory;
} Sizes;

static double
peak_bytes (const Sizes *sizes, double n, double rows)
{
  return kernel_bytes (n, sizes->test_n) +
         MAX (sizes->fixed + rows * sizes->row, decomposition_bytes (n, sizes->test_n));
}

/* By bisection: the need grows with n. */
static gsize
largest_points (const Sizes *sizes)
{
  gsize fits = 0, too_many = MOST_POINTS + 1;

  while (too_many - fits > 1) {
    const gsize n = fits + (too_many - fits) / 2;

    if (peak_bytes (sizes, (double)n, 2 * LAB_KERNEL_ROWS) <= sizes->memory)
      fits = n;
    else
      too_many = n;
  }
  return fits < 2 ? 0 : fits;
}

static gsize
whole_rows (gsize rows)
{
  return (rows + LAB_KERNEL_ROWS - 1) / LAB_KERNEL_ROWS * LAB_KERNEL_ROWS;
}

/* All training gradients on the left where they fit; else equal halves. */
static void
share_rows (LabKernelPlan *plan, const Sizes *sizes)
{
  const double left_over =
      sizes->memory - kernel_bytes ((double)plan->n, sizes->test_n) - sizes->fixed;
  const gsize rows = (gsize)MIN (left_over / sizes->row, 1e9) / LAB_KERNEL_ROWS * LAB_KERNEL_ROWS;
  const gsize all = whole_rows (plan->n);
  const gsize wanted = MIN (whole_rows (MAX (plan->n, (gsize)sizes->test_n)), RIGHT_ROWS);

  if (rows >= all + MIN (wanted, RIGHT_ROWS / 4)) {
    plan->left = all;
    plan->right = MIN (wanted, rows - all);
  } else {
    plan->left = MAX (rows / 2 / LAB_KERNEL_ROWS, 1) * LAB_KERNEL_ROWS;
    plan->right = plan->left;
  }
  plan->bytes = (guint64)peak_bytes (sizes, (double)plan->n, (double)(plan->left + plan->right));
}

static void
refuse (const LabKernelPlan *plan, gsize n, double memory, GError **error)
{
  const double mebibytes = memory / (1 << 20);

  if (plan->largest == 0)
    g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
                 "The kernel of this model does not fit into %.0f MiB for any number of training "
                 "points: choose a smaller width or depth, fewer test points, or more memory.",
                 mebibytes);
  else
    g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
                 "The kernel of %" G_GSIZE_FORMAT " training points does not fit into %.0f MiB: "
                 "at most %" G_GSIZE_FORMAT " do.",
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

  plan->stride = (lab_model_shape_parameters (shape) + line - 1) / line * line;
  sizes = (Sizes){.test_n = (double)test_n,
                  .row = sizeof (float) * (double)plan->stride,
                  .fixed = workers * worker_bytes (shape, (double)plan->stride),
                  .memory = (double)(memory > 0 ? memory : LAB_KERNEL_MEMORY_DEFAULT)};
  plan->largest = largest_points (&sizes);
  if (plan->largest == 0 || (n > plan->largest && !may_subsample)) {
    refuse (plan, n, sizes.memory, error);
    return FALSE;
  }
  plan->n = MIN (n, plan->largest);
  share_rows (plan, &sizes);
  return TRUE;
}
