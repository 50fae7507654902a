/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trainer's network says and holds as it is: any number of rows, in chunks. */
#include "transformer/trainer-private.h"

gboolean
lab_trainer_predict (LabTrainer *trainer, gsize n, const float *x, float *predictions)
{
  guint chunk;

  g_return_val_if_fail (trainer != NULL, FALSE);
  g_return_val_if_fail (n == 0 || (x != NULL && predictions != NULL), FALSE);

  const gsize row = (gsize)trainer->outputs * lab_model_shape_classes (&trainer->shape);
  chunk = trainer->simd->network_capacity (trainer->network);
  for (gsize start = 0; start < n; start += chunk) {
    if (lab_trainer_is_stopped (trainer))
      return FALSE;
    trainer->simd->forward (trainer->network, trainer->parameters, (guint)MIN (chunk, n - start),
                            x + start * lab_model_input_row (&trainer->shape.input), NULL,
                            predictions + start * row);
  }
  return !lab_trainer_is_stopped (trainer);
}

gboolean
lab_trainer_measure (LabTrainer *trainer,
                     gsize n,
                     const float *x,
                     const float *label,
                     const float *truth,
                     double *losses,
                     double *excess)
{
  g_return_val_if_fail (trainer != NULL && trainer->loss->of_logits, FALSE);
  g_return_val_if_fail (x != NULL && label != NULL && losses != NULL, FALSE);
  g_return_val_if_fail (truth == NULL || excess != NULL, FALSE);

  const gsize tokens = trainer->outputs, classes = trainer->shape.input.features;
  const gsize chunk = trainer->simd->network_capacity (trainer->network);

  for (gsize start = 0; start < n; start += chunk) {
    const gsize at = start * tokens;

    if (lab_trainer_is_stopped (trainer))
      return FALSE;
    trainer->simd->forward (trainer->network, trainer->parameters, (guint)MIN (chunk, n - start),
                            x + at, NULL, NULL);
    trainer->simd->measure (trainer->network, label + at, truth ? truth + at * classes : NULL,
                            losses + at, truth ? excess + at : NULL);
  }
  return !lab_trainer_is_stopped (trainer);
}

gboolean
lab_trainer_activations (LabTrainer *trainer, gsize n, const float *x, gboolean pooled, float *rows)
{
  gsize chunk, row;

  g_return_val_if_fail (trainer != NULL && x != NULL && rows != NULL, FALSE);

  chunk = trainer->simd->network_capacity (trainer->network);
  row = (gsize)trainer->shape.width * (pooled ? 1 : trainer->shape.input.tokens);
  for (gsize start = 0; start < n; start += chunk) {
    if (lab_trainer_is_stopped (trainer))
      return FALSE;
    trainer->simd->forward (trainer->network, trainer->parameters, (guint)MIN (chunk, n - start),
                            x + start * lab_model_input_row (&trainer->shape.input), NULL,
                            trainer->loss->of_logits ? NULL : trainer->predictions);
    for (guint block = 0; block < trainer->shape.depth; block++)
      trainer->simd->activations (trainer->network, block, pooled,
                                  rows + (block * n + start) * row);
  }
  return !lab_trainer_is_stopped (trainer);
}
