/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/kernel-flow-private.h"

#include "core/blas-buffers.h"
#include "core/memory.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>

/* Rows of the test kernel that are turned into the eigenbasis between two looks at the stop flag: at most
 * so many, and so many multiply-adds. */
#define MOST_ROWS 64
#define PIECE     2.5e8

static gboolean
allocate (LabKernelFlow *flow, GError **error)
{
  const gsize n = flow->n, t = flow->test_n;
  double *next = lab_memory_new (t * n + 7 * n + 2 * t, sizeof (double),
                                 N_ ("the kernel in its eigenbasis"), error);

  if (!next)
    return FALSE;
  flow->memory = flow->test_modes = next;
  flow->rate_of = next += t * n;
  flow->test_power = next += n;
  flow->residual = next += n;
  flow->clean_residual = next += n;
  flow->target_power = next += n;
  flow->quotient = next += n;
  flow->weight = next += n;
  flow->test_error = next += n;
  flow->error = next + t;
  return TRUE;
}

typedef struct
{
  LabKernelFlow *flow;
  const double *kernel; /* (test_n, n) */
  gsize rows;
} Turning;

static void
turn_rows (gsize unit, guint worker, gpointer data)
{
  const Turning *turning = data;
  LabKernelFlow *flow = turning->flow;
  const gsize first = unit * turning->rows;
  const gsize rows = MIN (turning->rows, flow->test_n - first);
  const blasint n = (blasint)flow->n;

  lab_blas_enter ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)rows, n, n, 1.0 / (double)flow->n,
               turning->kernel + first * flow->n, n, flow->modes->vector, n, 0,
               flow->test_modes + first * flow->n, n);
  lab_blas_leave ();
}

static void
measure_test_power (LabKernelFlow *flow)
{
  for (gsize i = 0; i < flow->test_n; i++)
    for (gsize k = 0; k < flow->n; k++) {
      const double value = flow->test_modes[i * flow->n + k];

      flow->test_power[k] += value * value / (double)flow->test_n;
    }
}

static void
take_start (LabKernelFlow *flow, const LabFlowStart *start)
{
  const LabKernelModes *modes = start->modes;
  const double lowest = start->floor * modes->eigenvalue[0];

  for (gsize i = 0; i < flow->n; i++)
    flow->weight[i] = start->prediction[i] - start->label[i];
  lab_kernel_modes_project (modes, flow->weight, flow->residual);
  for (gsize i = 0; i < flow->n; i++)
    flow->weight[i] = start->prediction[i] - start->target[i];
  lab_kernel_modes_project (modes, flow->weight, flow->clean_residual);
  for (gsize i = 0; i < flow->n; i++)
    flow->weight[i] = start->target[i];
  lab_kernel_modes_project (modes, flow->weight, flow->target_power);
  for (gsize k = 0; k < flow->n; k++) {
    flow->target_power[k] *= flow->target_power[k] / (double)flow->n;
    flow->rate_of[k] = k < modes->resolved ? MAX (modes->eigenvalue[k], lowest) : 0;
  }
  for (gsize i = 0; i < flow->test_n; i++)
    flow->test_error[i] = start->test_prediction[i] - start->test_target[i];
}

LabKernelFlow *
lab_kernel_flow_new (const LabFlowStart *start, guint workers, LabTask *task, GError **error)
{
  g_autoptr (LabKernelFlow) flow = NULL;
  Turning turning;
  gsize pieces;

  g_return_val_if_fail (start != NULL && start->modes != NULL && start->matrix != NULL, NULL);
  g_return_val_if_fail (start->modes->n == start->matrix->n, NULL);
  g_return_val_if_fail (start->test_first + start->test_n <= start->matrix->test_n, NULL);

  flow = g_new0 (LabKernelFlow, 1);
  flow->n = start->modes->n;
  flow->test_n = start->test_n;
  flow->noise = start->noise;
  flow->modes = start->modes;
  flow->learned = start->most_modes > 0 ? MIN (start->most_modes, flow->n) : flow->n;
  if (!allocate (flow, error))
    return NULL;
  turning = (Turning){flow, start->matrix->test + start->test_first * flow->n,
                      (gsize)CLAMP (PIECE / (double)(flow->n * flow->n), 1, MOST_ROWS)};
  pieces = (flow->test_n + turning.rows - 1) / turning.rows;
  if (!lab_parallel_for (lab_parallel_workers (workers, pieces), pieces, turn_rows, &turning, task,
                         lab_task_progress (task), lab_task_progress (task)))
    return NULL;
  measure_test_power (flow);
  take_start (flow, start);
  return g_steal_pointer (&flow);
}

void
lab_kernel_flow_free (LabKernelFlow *flow)
{
  if (!flow)
    return;
  lab_memory_free (flow->memory);
  g_free (flow);
}

/* ln of what is left of a mode after one step; at rate * mu >= 1, where descent oscillates, of its
 * magnitude. */
static double
log_decay (LabFlowKind kind, double rate, double mu)
{
  return kind == LAB_FLOW_CONTINUOUS ? -rate * mu : log (fabs (1 - rate * mu));
}

/* 1 - (1 - rate mu)^steps, or 1 - exp (-rate mu steps), exact for small arguments too. */
static double
learned (LabFlowKind kind, double rate, double steps, double mu)
{
  if (steps == 0)
    return 0;
  if (kind == LAB_FLOW_CONTINUOUS)
    return -expm1 (-rate * mu * steps);
  if (rate * mu < 1)
    return -expm1 (steps * log1p (-rate * mu));
  return 1 - exp (steps * log_decay (kind, rate, mu)) * (fmod (steps, 2) == 0 ? 1 : -1);
}

double
lab_kernel_flow_learned (const LabKernelFlow *flow,
                         gsize k,
                         LabFlowKind kind,
                         double rate,
                         double steps)
{
  return k < flow->learned ? learned (kind, rate, steps, flow->rate_of[k]) : 0;
}

static double
mode_quotient (const LabKernelFlow *flow, gsize k, LabFlowKind kind, double rate, double steps)
{
  if (k >= flow->learned)
    return 0;
  if (k >= flow->modes->resolved)
    return rate * steps;
  return learned (kind, rate, steps, flow->rate_of[k]) / flow->modes->eigenvalue[k];
}

/* Mean over the test points of (f_0 - target - sum_k test_modes q_k residual_k)^2. */
static double
test_risk (LabKernelFlow *flow, const double *residual)
{
  const blasint n = (blasint)flow->n, rows = (blasint)flow->test_n;

  for (gsize k = 0; k < flow->n; k++)
    flow->weight[k] = flow->quotient[k] * residual[k];
  cblas_dcopy (rows, flow->test_error, 1, flow->error, 1);
  lab_blas_enter ();
  cblas_dgemv (CblasRowMajor, CblasNoTrans, rows, n, -1, flow->test_modes, n, flow->weight, 1, 1,
               flow->error, 1);
  lab_blas_leave ();
  return cblas_ddot (rows, flow->error, 1, flow->error, 1) / (double)flow->test_n;
}

void
lab_kernel_flow_at (LabKernelFlow *flow,
                    LabFlowKind kind,
                    double rate,
                    double steps,
                    LabFlowRisks *risks)
{
  double squares = 0;

  g_return_if_fail (flow != NULL && risks != NULL && rate > 0 && steps >= 0);

  *risks = (LabFlowRisks){0};
  for (gsize k = 0; k < flow->n; k++) {
    const double part = lab_kernel_flow_learned (flow, k, kind, rate, steps);
    const double left = (1 - part) * flow->residual[k];

    flow->quotient[k] = mode_quotient (flow, k, kind, rate, steps);
    risks->train += left * left / (double)flow->n;
    risks->effective_dimension += part;
    risks->variance += flow->quotient[k] * flow->quotient[k] * flow->test_power[k];
    squares += MAX (flow->modes->eigenvalue[k], 0) * flow->quotient[k] * flow->quotient[k] *
               flow->residual[k] * flow->residual[k];
  }
  risks->variance *= flow->noise * flow->noise;
  risks->weight_move = sqrt (squares / (double)flow->n);
  risks->test = test_risk (flow, flow->residual);
  risks->bias = test_risk (flow, flow->clean_residual);
}

void
lab_kernel_flow_residuals (LabKernelFlow *flow,
                           LabFlowKind kind,
                           double rate,
                           double steps,
                           double *residual)
{
  const double scale = flow ? 1 / sqrt ((double)flow->n) : 0;

  g_return_if_fail (flow != NULL && residual != NULL);

  for (gsize k = 0; k < flow->n; k++)
    residual[k] =
        (1 - lab_kernel_flow_learned (flow, k, kind, rate, steps)) * flow->residual[k] * scale;
}

double
lab_kernel_flow_rate (const LabKernelFlow *flow)
{
  g_return_val_if_fail (flow != NULL, NAN);

  return 1 / flow->modes->eigenvalue[0];
}

const double *
lab_kernel_flow_target_power (const LabKernelFlow *flow)
{
  g_return_val_if_fail (flow != NULL, NULL);

  return flow->target_power;
}
