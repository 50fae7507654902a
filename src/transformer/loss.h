/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a model is trained by and measured in: a loss as a value, its gradient beside it.
 *
 * Both run over predictions and labels in their order and add to a sum that goes on where it stood, so that
 * a sum over chunks has the bytes of one over all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_LOSS_SQUARED_ERROR, /* (prediction - label)^2 of real labels; descended is half of it, as in theory.md
                           * section 3 (gradient descent at eta = 1/mu_max of K = J J^T / n is stable) */
  LAB_LOSS_CROSS_ENTROPY, /* -ln of the probability that the model gives the label, a token, in nats */
  LAB_LOSS_COUNT,
} LabLossKind;

typedef struct
{
  /* Of the mean over labels, as files call it; untranslated: "mean squared error". */
  const char *name;
  /* Whether a prediction is V logits, whose loss and gradient are made where they stand, in one pass
   * (LabSimd.cross_entropy, LabSimd.measure); the functions below are NULL then. */
  gboolean of_logits;
  /* Adds weight times the loss of each prediction (n) against its label (n) to *sum. */
  void (*forward) (gsize n, double weight, const float *prediction, const float *label,
                   double *sum);
  /* As forward, with weight 1; gradient (n) becomes weight times that of what is descended, by prediction. */
  void (*backward) (gsize n, double weight, const float *prediction, const float *label,
                    double *sum, float *gradient);
} LabLoss;

/* Never NULL for a kind below LAB_LOSS_COUNT. */
const LabLoss *lab_loss_get (LabLossKind kind);

G_END_DECLS
