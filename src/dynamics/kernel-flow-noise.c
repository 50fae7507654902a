/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What noise does to the flow: that of mini-batches, and the end of the optimisation phase. */
#include "dynamics/kernel-flow-private.h"

#include <math.h>

/* Bisections of ln t, and where the end is looked for. */
#define BISECTIONS   40
#define LATEST_STEPS 1e9

/* Bias - variance falls. */
static gboolean
still_optimising (LabKernelFlow *flow, double rate, double steps)
{
  LabFlowRisks risks;

  lab_kernel_flow_at (flow, LAB_FLOW_CONTINUOUS, rate, steps, &risks);
  return risks.bias > risks.variance;
}

double
lab_kernel_flow_end_of_optimisation (LabKernelFlow *flow, double rate, const LabTask *task)
{
  double low = 0, high = log (LATEST_STEPS);

  g_return_val_if_fail (flow != NULL && rate > 0, NAN);

  if (!still_optimising (flow, rate, 1) || still_optimising (flow, rate, LATEST_STEPS))
    return NAN;
  for (guint i = 0; i < BISECTIONS; i++) {
    const double middle = 0.5 * (low + high);

    if (lab_task_is_cancelled (task))
      return NAN;
    if (still_optimising (flow, rate, exp (middle)))
      low = middle;
    else
      high = middle;
  }
  return exp (0.5 * (low + high));
}

/* One step of the variance of what mini-batches added to each mode's q_t residual_t; train is the
 * mean squared residual before it. */
static void
spread_noise (const LabKernelFlow *flow, double rate, double strength, double train, double *spread)
{
  for (gsize k = 0; k < flow->learned; k++) {
    const double left = 1 - rate * MAX (flow->modes->eigenvalue[k], 0);

    spread[k] = left * left * spread[k] + rate * rate * strength * train;
  }
}

/* Train risk that noise adds. */
static double
train_noise (const LabKernelFlow *flow, const double *spread)
{
  double sum = 0;

  for (gsize k = 0; k < flow->n; k++)
    sum += flow->modes->eigenvalue[k] * flow->modes->eigenvalue[k] * spread[k];
  return sum / (double)flow->n;
}

/* Train risk of full-batch descent; lab_kernel_flow_at() without the test points. */
static double
plain_train (const LabKernelFlow *flow, double rate, double steps)
{
  double sum = 0;

  for (gsize k = 0; k < flow->n; k++) {
    const double left =
        (1 - lab_kernel_flow_learned (flow, k, LAB_FLOW_DESCENT, rate, steps)) * flow->residual[k];

    sum += left * left;
  }
  return sum / (double)flow->n;
}

gboolean
lab_kernel_flow_minibatch (LabKernelFlow *flow,
                           double rate,
                           guint batch,
                           guint count,
                           const guint *steps,
                           LabFlowRisks *risks,
                           LabTask *task)
{
  g_autofree double *spread = NULL;
  double strength;
  guint done = 0;

  g_return_val_if_fail (flow != NULL && steps != NULL && risks != NULL && batch > 0, FALSE);

  spread = g_new0 (double, flow->n);
  /* A mean over B of n drawn without replacement varies (n - B) / (n - 1) as much as with. */
  strength =
      (double)flow->n / batch * MAX (0.0, (double)flow->n - batch) / MAX (1.0, (double)flow->n - 1);
  for (guint i = 0; i < count; i++) {
    for (; done < steps[i]; done++) {
      const double train = plain_train (flow, rate, done) + train_noise (flow, spread);

      if (lab_task_is_cancelled (task))
        return FALSE;
      spread_noise (flow, rate, strength, train, spread);
    }
    lab_kernel_flow_at (flow, LAB_FLOW_DESCENT, rate, steps[i], &risks[i]);
    risks[i].train += train_noise (flow, spread);
    for (gsize k = 0; k < flow->n; k++)
      risks[i].test += spread[k] * flow->test_power[k];
  }
  return TRUE;
}
