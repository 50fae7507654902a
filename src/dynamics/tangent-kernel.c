/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two blocks of gradients, left (training) and right (training or test), and their product tile by
 * tile. Threads share the filling of a block, then its tiles. */
#include "dynamics/tangent-kernel.h"

#include "core/blas-buffers.h"
#include "core/error.h"
#include "core/memory.h"
#include "transformer/simd.h"
#include "transformer/parameters.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <string.h>

/* Large enough for OpenBLAS's speed, small enough that a core takes some tens of milliseconds. */
#define TILE 256

/* Parameters whose products are summed in float. */
#define PIECE 4096

#define MOST_WORKERS 64

typedef struct
{
  LabNetwork *network;
  float *gradient; /* (stride): the sum over a chunk, which nobody needs */
  float *tile;     /* (TILE, TILE) */
} Worker;

/* Consecutive examples and their gradients. */
typedef struct
{
  const float *x;
  double *prediction; /* (., outputs) of all examples */
  gsize first, count; /* examples */
  gsize rows;         /* count * outputs */
  float *gradients;   /* (rows, stride) */
} Block;

typedef struct
{
  const LabTangentKernelRequest *request;
  LabTask *task;
  const LabSimd *kernels;
  LabTangentKernel *kernel;
  guint worker_count;
  Worker workers[MOST_WORKERS];
  float *memory;    /* all gradients of both blocks, then all workers' arrays */
  double done, all; /* entries of the kernel */

  Block left, right;
  const Block *filled;     /* while a block is filled */
  const Block *multiplied; /* the rows of the product: left itself, or right */
  double *entries; /* (multiplied->rows, left.rows) at a distance of the matrix's n per row */
} Work;

static gboolean
allocate (Work *work, GError **error)
{
  const LabKernelPlan *plan = &work->kernel->plan;
  const gsize rows = (plan->left + plan->right) * plan->outputs;
  const gsize own = plan->stride + TILE * TILE;
  float *next =
      lab_memory_new_untouched (rows * plan->stride + work->worker_count * own, sizeof (float),
                                N_ ("the gradients of single examples"), error);

  if (!next)
    return FALSE;
  work->memory = next;
  work->left.gradients = next;
  work->right.gradients = next + plan->left * plan->outputs * plan->stride;
  next += rows * plan->stride;
  for (guint i = 0; i < work->worker_count; i++, next += own) {
    Worker *worker = &work->workers[i];

    worker->gradient = next;
    worker->tile = next + plan->stride;
    worker->network =
        work->kernels->network_new (&work->request->shape, LAB_KERNEL_EXAMPLES,
                                    work->task ? &work->task->cancelled : NULL, error);
    if (!worker->network)
      return FALSE;
  }
  return TRUE;
}

static void
work_clear (Work *work)
{
  for (guint i = 0; i < work->worker_count; i++)
    if (work->workers[i].network)
      work->kernels->network_free (work->workers[i].network);
  lab_memory_free (work->memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* What is behind the gradient in its row, and enters the products. */
static void
clear_padding (const Work *work, float *row)
{
  const gsize count = lab_model_shape_parameters (&work->request->shape);

  memset (row + count, 0, (work->kernel->plan.stride - count) * sizeof (float));
}

/* The gradients of output `output` of each example of a chunk, whose forward pass is done: row
 * example * outputs + output of rows. */
static void
fill_output (const Work *work, Worker *worker, guint examples, guint output, float *rows)
{
  const LabKernelPlan *plan = &work->kernel->plan;
  float one[LAB_KERNEL_EXAMPLES * LAB_MODEL_TOKENS_MAX] = {0};

  for (guint i = 0; i < examples; i++)
    one[i * plan->outputs + output] = 1;
  memset (worker->gradient, 0, plan->stride * sizeof (float));
  work->kernels->backward_examples (worker->network, work->request->parameters, one,
                                    worker->gradient, plan->outputs * plan->stride,
                                    rows + output * plan->stride);
}

/* Unit: one chunk of examples of the block. */
static void
fill_chunk (gsize unit, guint index, gpointer data)
{
  Work *work = data;
  const Block *block = work->filled;
  const LabKernelPlan *plan = &work->kernel->plan;
  Worker *worker = &work->workers[index];
  const gsize start = unit * LAB_KERNEL_EXAMPLES;
  const guint examples = (guint)MIN (LAB_KERNEL_EXAMPLES, block->count - start);
  const guint count = examples * plan->outputs;
  const float *x =
      block->x + (block->first + start) * lab_model_input_row (&work->request->shape.input);
  float *rows = block->gradients + start * plan->outputs * plan->stride;
  double *prediction = block->prediction + (block->first + start) * plan->outputs;
  float predictions[LAB_KERNEL_EXAMPLES * LAB_MODEL_TOKENS_MAX];

  work->kernels->forward (worker->network, work->request->parameters, examples, x, NULL,
                          predictions);
  for (guint output = 0; output < plan->outputs; output++) {
    if (lab_task_is_cancelled (work->task))
      return;
    fill_output (work, worker, examples, output, rows);
  }
  for (guint i = 0; i < count; i++) {
    clear_padding (work, rows + i * plan->stride);
    prediction[i] = predictions[i];
  }
}

static gboolean
fill (Work *work, Block *block, const float *x, double *prediction, gsize first, gsize count)
{
  const gsize chunks = (count + LAB_KERNEL_EXAMPLES - 1) / LAB_KERNEL_EXAMPLES;
  const double now = work->done / work->all * work->request->progress;

  block->x = x;
  block->prediction = prediction;
  block->first = first;
  block->count = count;
  block->rows = count * work->kernel->plan.outputs;
  work->filled = block;
  return lab_parallel_for (work->worker_count, chunks, fill_chunk, work, work->task, now, now);
}

static gsize
tiles (gsize count)
{
  return (count + TILE - 1) / TILE;
}

static void
multiply_piece (const Work *work,
                float *tile,
                gsize row,
                gsize column,
                gsize rows,
                gsize columns,
                gsize from)
{
  const gsize stride = work->kernel->plan.stride;

  lab_blas_enter ();
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)rows, (blasint)columns,
               (blasint)MIN (PIECE, stride - from), 1,
               work->multiplied->gradients + row * stride + from, (blasint)stride,
               work->left.gradients + column * stride + from, (blasint)stride, 0, tile, TILE);
  lab_blas_leave ();
}

/* Unit: one tile. Of the product of a block with itself, those above the diagonal are left out. */
static void
multiply_tile (gsize unit, guint index, gpointer data)
{
  Work *work = data;
  float *tile = work->workers[index].tile;
  const gsize across = tiles (work->left.rows);
  const gsize row = unit / across * TILE, column = unit % across * TILE;
  const gsize rows = MIN (TILE, work->multiplied->rows - row);
  const gsize columns = MIN (TILE, work->left.rows - column);

  if (work->multiplied == &work->left && column > row)
    return;
  for (gsize from = 0; from < work->kernel->plan.stride; from += PIECE) {
    if (lab_task_is_cancelled (work->task))
      return;
    multiply_piece (work, tile, row, column, rows, columns, from);
    for (gsize i = 0; i < rows; i++)
      for (gsize j = 0; j < columns; j++)
        work->entries[(row + i) * work->kernel->matrix->n + column + j] += tile[i * TILE + j];
  }
}

static gboolean
multiply (Work *work, const Block *block, double *entries)
{
  const double before = work->done, scale = work->request->progress / work->all;
  const guint outputs = work->kernel->plan.outputs;

  work->multiplied = block;
  work->entries =
      entries + block->first * outputs * work->kernel->matrix->n + work->left.first * outputs;
  work->done += (double)block->count * (double)work->left.count;
  return lab_parallel_for (work->worker_count, tiles (block->rows) * tiles (work->left.rows),
                           multiply_tile, work, work->task, before * scale, work->done * scale);
}

/* Everything on the right of the left block: the examples from `first` on. */
static gboolean
multiply_others (Work *work,
                 const float *x,
                 double *prediction,
                 gsize first,
                 gsize count,
                 double *entries)
{
  const gsize step = work->kernel->plan.right;

  for (gsize start = first; start < count; start += step)
    if (!fill (work, &work->right, x, prediction, start, MIN (step, count - start)) ||
        !multiply (work, &work->right, entries))
      return FALSE;
  return TRUE;
}

static gboolean
compute (Work *work)
{
  const LabTangentKernelRequest *request = work->request;
  LabTangentKernel *kernel = work->kernel;
  LabKernelMatrix *matrix = kernel->matrix;
  const gsize n = kernel->plan.n, step = kernel->plan.left;

  for (gsize start = 0; start < n; start += step)
    if (!fill (work, &work->left, request->x, kernel->prediction, start, MIN (step, n - start)) ||
        !multiply (work, &work->left, matrix->train) ||
        !multiply_others (work, request->x, kernel->prediction, start + work->left.count, n,
                          matrix->train) ||
        !multiply_others (work, request->test_x, kernel->test_prediction, 0, request->test_n,
                          matrix->test))
      return FALSE;
  lab_kernel_matrix_mirror (matrix);
  return TRUE;
}

LabTangentKernel *
lab_tangent_kernel_new (const LabTangentKernelRequest *request,
                        guint workers,
                        LabTask *task,
                        GError **error)
{
  g_auto (Work) work = {.request = request, .task = task};
  g_autoptr (LabTangentKernel) kernel = NULL;
  LabSimdLevel level;
  gsize rows, test_rows;

  g_return_val_if_fail (request != NULL && request->parameters != NULL, NULL);
  g_return_val_if_fail (request->n > 0 && request->x != NULL, NULL);
  g_return_val_if_fail (request->test_n == 0 || request->test_x != NULL, NULL);

  if (!lab_model_shape_check (&request->shape, error) || !lab_simd_level_choose (&level, error))
    return NULL;
  work.kernel = kernel = g_new0 (LabTangentKernel, 1);
  work.kernels = lab_simd_get (level);
  work.worker_count = MIN (lab_parallel_workers (workers, G_MAXSIZE), MOST_WORKERS);
  if (!lab_kernel_plan (&request->shape, request->n, request->test_n, work.worker_count,
                        request->memory, request->may_subsample, &kernel->plan, error))
    return NULL;
  rows = kernel->plan.n * kernel->plan.outputs;
  test_rows = request->test_n * kernel->plan.outputs;
  kernel->matrix = lab_kernel_matrix_new (rows, test_rows, error);
  if (!kernel->matrix || !allocate (&work, error))
    return NULL;
  kernel->prediction = g_new0 (double, rows);
  kernel->test_prediction = g_new0 (double, test_rows);
  work.all = (double)kernel->plan.n *
             (0.5 * (double)(kernel->plan.n + kernel->plan.left) + (double)request->test_n);
  return compute (&work) ? g_steal_pointer (&kernel) : NULL;
}

void
lab_tangent_kernel_free (LabTangentKernel *kernel)
{
  if (!kernel)
    return;
  g_clear_pointer (&kernel->matrix, lab_kernel_matrix_free);
  g_free (kernel->prediction);
  g_free (kernel->test_prediction);
  g_free (kernel);
}
