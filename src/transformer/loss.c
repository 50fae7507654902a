/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The losses, forward and backward side by side. */
#include "transformer/loss.h"

static void
squared_error_forward (gsize n,
                       double weight,
                       const float *prediction,
                       const float *label,
                       double *sum)
{
  double total = *sum;

  for (gsize i = 0; i < n; i++) {
    const double residual = (double)prediction[i] - (double)label[i];

    total += weight * residual * residual;
  }
  *sum = total;
}

static void
squared_error_backward (gsize n,
                        double weight,
                        const float *prediction,
                        const float *label,
                        double *sum,
                        float *gradient)
{
  double total = *sum;

  for (gsize i = 0; i < n; i++) {
    const double residual = (double)prediction[i] - (double)label[i];

    total += residual * residual;
    gradient[i] = (float)(weight * residual);
  }
  *sum = total;
}

const LabLoss *
lab_loss_get (LabLossKind kind)
{
  static const LabLoss losses[LAB_LOSS_COUNT] = {
      [LAB_LOSS_SQUARED_ERROR] = {.name = "mean squared error",
                                  .forward = squared_error_forward,
                                  .backward = squared_error_backward},
      [LAB_LOSS_CROSS_ENTROPY] = {.name = "mean cross-entropy in nats", .of_logits = TRUE},
  };

  g_return_val_if_fail ((guint)kind < LAB_LOSS_COUNT, NULL);
  return &losses[kind];
}
