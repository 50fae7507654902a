/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Softmax over the rows of a panel of columns: the largest logit, the exponentials and their sum, and
 * what the gradient makes of them, each one pass down the panel. */
#include "transformer/cross-entropy.h"

#include <math.h>

#define PANEL (TOGETHER * LANES)

#ifdef LAB_REAL_DOUBLE
#define LOGARITHM log
#else
#define LOGARITHM logf
#endif

static ALWAYS_INLINE void
panel_highest (guint rows, gsize stride, const Real *logits, const guint registers, Vector *highest)
{
  for (guint j = 0; j < registers; j++)
    highest[j] = vector_load (logits + j * LANES);
  for (guint v = 1; v < rows; v++)
    for (guint j = 0; j < registers; j++)
      highest[j] = vector_max (vector_load (logits + v * stride + j * LANES), highest[j]);
}

/* logits become exponentials; then weighted shares of their sums. */
static ALWAYS_INLINE void
panel_softmax (guint rows,
               gsize stride,
               Real *logits,
               const Vector *highest,
               const Real *weight,
               Real *sums,
               const guint registers)
{
  Vector sum[TOGETHER], share[TOGETHER];

  for (guint j = 0; j < registers; j++)
    sum[j] = (Vector){0};
  for (guint v = 0; v < rows; v++) {
    Vector value[TOGETHER];

    for (guint j = 0; j < registers; j++)
      value[j] = vector_load (logits + v * stride + j * LANES) - highest[j];
    vector_exp (value, registers);
    for (guint j = 0; j < registers; j++) {
      sum[j] += value[j];
      vector_store (logits + v * stride + j * LANES, value[j]);
    }
  }
  for (guint j = 0; j < registers; j++) {
    share[j] = vector_load_anywhere (weight + j * LANES) / sum[j];
    vector_store_anywhere (sums + j * LANES, sum[j]);
  }
  for (guint v = 0; v < rows; v++)
    for (guint j = 0; j < registers; j++) {
      Real *at = logits + v * stride + j * LANES;

      vector_store (at, vector_load (at) * share[j]);
    }
}

/* The label of a column, or -1 where none counts: of a surplus sequence, or as given. */
static gint
label_of (const LabNetwork *network, const Real *label, const guint32 *indices, guint column)
{
  const guint s = column % network->sequences, t = column / network->sequences;
  const gsize row = indices && s < network->examples ? indices[s] : s;

  if (s >= network->examples)
    return -1;
  return (gint)label[row * network->shape.input.tokens + t];
}

/* One panel of columns from `column` on. */
static ALWAYS_INLINE void
panel_backward (LabNetwork *network,
                const gint *labels,
                guint column,
                Real weight,
                double *sum,
                const guint registers)
{
  const guint rows = network->shape.input.features;
  Real *logits = network->logits + column;
  Real at_label[PANEL], weights[PANEL], tops[PANEL], sums[PANEL];
  Vector highest[TOGETHER];

  for (guint c = 0; c < registers * LANES; c++) {
    weights[c] = labels[c] >= 0 ? weight : 0;
    at_label[c] = labels[c] >= 0 ? logits[(gsize)labels[c] * network->stride + c] : 0;
  }
  panel_highest (rows, network->stride, logits, registers, highest);
  for (guint j = 0; j < registers; j++)
    vector_store_anywhere (tops + j * LANES, highest[j]);
  panel_softmax (rows, network->stride, logits, highest, weights, sums, registers);
  for (guint c = 0; c < registers * LANES; c++)
    if (labels[c] >= 0) {
      *sum += (double)LOGARITHM (sums[c]) + (double)tops[c] - (double)at_label[c];
      logits[(gsize)labels[c] * network->stride + c] -= weight;
    }
}

void
lab_cross_entropy_backward (LabNetwork *network,
                            const Real *label,
                            const guint32 *indices,
                            double weight,
                            double *sum)
{
  gint labels[PANEL];
  guint column = 0;

  if (!network->tokens_valid)
    *sum = NAN;
  for (guint c = 0; c < network->columns; c += PANEL) {
    const guint registers = MIN (PANEL, network->columns - c) / LANES;

    for (guint i = 0; i < registers * LANES; i++)
      labels[i] = label_of (network, label, indices, c + i);
    if (registers == TOGETHER)
      panel_backward (network, labels, c, (Real)weight, sum, TOGETHER);
    else
      for (column = 0; column < registers; column++)
        panel_backward (network, labels + column * LANES, c + column * LANES, (Real)weight, sum, 1);
  }
}

/* ln of the sum of the exponentials of a column's logits. */
static double
log_sum (const LabNetwork *network, gsize column)
{
  const guint rows = network->shape.input.features;
  const Real *logits = network->logits + column;
  double highest = (double)logits[0], sum = 0;

  for (guint v = 1; v < rows; v++)
    highest = MAX (highest, (double)logits[v * network->stride]);
  for (guint v = 0; v < rows; v++)
    sum += exp ((double)logits[v * network->stride] - highest);
  return highest + log (sum);
}

/* sum over v of truth ln (truth / predicted); what never happens counts nothing. */
static double
divergence (const LabNetwork *network, gsize column, const float *truth, double normaliser)
{
  double sum = 0;

  for (guint v = 0; v < network->shape.input.features; v++) {
    const double p = (double)truth[v];

    if (p > 0)
      sum += p * (log (p) - ((double)network->logits[v * network->stride + column] - normaliser));
  }
  return sum;
}

void
lab_cross_entropy_measure (const LabNetwork *network,
                           const Real *label,
                           const float *truth,
                           double *losses,
                           double *excess)
{
  const guint tokens = network->shape.input.tokens;

  for (guint s = 0; s < network->examples; s++)
    for (guint t = 0; t < tokens; t++) {
      const gsize at = (gsize)s * tokens + t, column = (gsize)t * network->sequences + s;
      const gint wanted = (gint)label[at];

      losses[at] = NAN;
      if (wanted < 0)
        continue;
      const double normaliser = network->tokens_valid ? log_sum (network, column) : NAN;
      losses[at] = normaliser - (double)network->logits[(gsize)wanted * network->stride + column];
      if (truth)
        excess[at] =
            divergence (network, column, truth + at * network->shape.input.features, normaliser);
    }
}
