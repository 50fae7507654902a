/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training: chunks of a batch through the network, then one optimiser step.
 *
 * A batch of any size goes through a workspace of a few hundred columns, its gradient is the exact
 * sum over all of it. */
#include "transformer/trainer-private.h"
#include "transformer/trainer-testing.h"

#include "core/error.h"
#include "core/memory.h"

#include <math.h>

static gboolean
check_number (const char *name, double value, double lowest, double highest, GError **error)
{
  if (value >= lowest && value <= highest)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               "The %s is %g; it must lie between %g and %g.", name, value, lowest, highest);
  return FALSE;
}

static gboolean
settings_check (const LabTrainingSettings *settings, GError **error)
{
  return check_number ("learning rate", settings->learning_rate, 0, G_MAXFLOAT, error) &&
         check_number ("warm-up", settings->warm_up, 0, 1, error) &&
         check_number ("final rate", settings->final_rate, 0, 1, error) &&
         check_number ("stable share", settings->stable, 0, 1 - settings->warm_up, error) &&
         check_number ("weight decay", settings->weight_decay, 0, G_MAXFLOAT, error) &&
         check_number ("second momentum", settings->momentum2, 0, 0.999999, error) &&
         check_number ("gradient clip", settings->clip, 0, G_MAXFLOAT, error) &&
         check_number ("scale of the head", settings->head_scale, 0, G_MAXFLOAT, error) &&
         check_number ("number of steps", settings->steps, 1, G_MAXUINT, error) &&
         check_number ("batch size", settings->batch, 1, G_MAXUINT, error);
}

/* To whole cache lines. */
static gsize
padded_count (gsize count)
{
  const gsize line = LAB_MEMORY_ALIGNMENT / sizeof (float);

  return (count + line - 1) / line * line;
}

guint64
lab_trainer_bytes (const LabModelShape *shape, const LabTrainingSettings *settings)
{
  const guint copies = settings->optimizer == LAB_OPTIMIZER_ADAMW ? 4 : 2;
  LabSimdLevel level;

  g_return_val_if_fail (shape != NULL && settings != NULL, 0);

  if (!lab_simd_level_choose (&level, NULL))
    level = LAB_SIMD_BASELINE;
  return copies * padded_count (lab_model_shape_parameters (shape)) * sizeof (float) +
         lab_simd_get (level)->network_bytes (shape, settings->batch);
}

/* FALSE also where the trainer's stop ended it, without an error. */
static gboolean
allocate (LabTrainer *trainer, GError **error)
{
  const gsize padded = padded_count (trainer->layout.count);
  const gsize capacity =
      trainer->loss->of_logits
          ? 0
          : padded_count ((gsize)trainer->simd->network_capacity (trainer->network) *
                          trainer->outputs);
  const gboolean moments = trainer->settings.optimizer == LAB_OPTIMIZER_ADAMW;
  float *next, *gradient_end;

  next = lab_memory_new_untouched ((moments ? 4 : 2) * padded + 2 * capacity, sizeof (float),
                                   "the parameters", error);
  if (!next)
    return FALSE;
  trainer->memory = next;
  trainer->parameters = next;
  trainer->gradient = next += padded;
  trainer->predictions = next += padded;
  trainer->prediction_gradient = next += capacity;
  if (moments) {
    trainer->first_moment = next += capacity;
    trainer->second_moment = next + padded;
  }
  /* Parameters are drawn and each batch clears its gradient: what is behind it, the predictions and the
   * moments are zero. */
  gradient_end = trainer->gradient + trainer->layout.count;
  next = moments ? trainer->second_moment + padded : trainer->prediction_gradient + capacity;
  return lab_memory_clear (gradient_end, (gsize)(next - gradient_end) * sizeof (float),
                           trainer->stop);
}

/* A head that is the embedding too stays as drawn. */
static void
scale_head (LabTrainer *trainer)
{
  const LabModelShape *shape = &trainer->shape;
  const gsize weights = (gsize)shape->width * lab_model_shape_classes (shape);

  for (gsize i = 0; trainer->settings.head_scale > 0 && !shape->tied && i < weights; i++)
    trainer->parameters[trainer->layout.head + i] *= (float)trainer->settings.head_scale;
}

LabTrainer *
lab_trainer_new (const LabModelShape *shape,
                 const LabTrainingSettings *settings,
                 guint64 seed,
                 guint32 run,
                 const gint *stop,
                 GError **error)
{
  g_autoptr (LabTrainer) trainer = NULL;
  LabSimdLevel level;
  LabRandom random;

  g_return_val_if_fail (shape != NULL && settings != NULL, NULL);
  g_return_val_if_fail (
      (settings->loss == LAB_LOSS_CROSS_ENTROPY) == (shape->input.kind == LAB_INPUT_TOKENS), NULL);

  if (!lab_model_shape_check (shape, error) || !settings_check (settings, error) ||
      !lab_simd_level_choose (&level, error))
    return NULL;

  trainer = g_new0 (LabTrainer, 1);
  trainer->shape = *shape;
  trainer->settings = *settings;
  trainer->outputs = lab_model_shape_outputs (shape);
  trainer->loss = lab_loss_get (settings->loss);
  trainer->simd = lab_simd_get (level);
  lab_parameter_layout_init (&trainer->layout, shape);
  trainer->stop = stop;
  trainer->network = trainer->simd->network_new (shape, settings->batch, stop, error);
  if (!trainer->network || !allocate (trainer, error))
    return NULL;
  lab_random_init (&random, seed, run, LAB_STREAM_INITIALISATION);
  if (!lab_parameters_draw (&trainer->layout, shape, &random, trainer->parameters, stop))
    return NULL;
  scale_head (trainer);
  return g_steal_pointer (&trainer);
}

void
lab_trainer_free (LabTrainer *trainer)
{
  if (!trainer)
    return;
  if (trainer->network)
    trainer->simd->network_free (trainer->network);
  lab_memory_free (trainer->memory);
  g_free (trainer);
}

void
lab_trainer_set_stop (LabTrainer *trainer, const gint *stop)
{
  g_return_if_fail (trainer != NULL);

  trainer->stop = stop;
  trainer->simd->network_set_stop (trainer->network, stop);
}

/* As learn_chunk(), of a language model. */
static double
learn_tokens (LabTrainer *trainer,
              guint examples,
              const float *x,
              const float *label,
              const guint32 *indices,
              double share)
{
  double sum = 0;

  trainer->simd->forward (trainer->network, trainer->parameters, examples, x, indices, NULL);
  trainer->simd->cross_entropy (trainer->network, label, indices, share, &sum);
  trainer->simd->backward (trainer->network, trainer->parameters, NULL, trainer->gradient);
  return sum;
}

/* The loss of one chunk, summed; adds its share of the batch's gradient. */
static double
learn_chunk (LabTrainer *trainer,
             guint examples,
             const float *x,
             const float *label,
             const guint32 *indices,
             double share)
{
  const guint outputs = trainer->outputs;
  double sum = 0;

  if (trainer->loss->of_logits)
    return learn_tokens (trainer, examples, x, label, indices, share);
  trainer->simd->forward (trainer->network, trainer->parameters, examples, x, indices,
                          trainer->predictions);
  for (guint i = 0; i < examples; i++) {
    const gsize at = (gsize)i * outputs;

    trainer->loss->backward (outputs, share, trainer->predictions + at,
                             label + (gsize)(indices ? indices[i] : i) * outputs, &sum,
                             trainer->prediction_gradient + at);
  }
  trainer->simd->backward (trainer->network, trainer->parameters, trainer->prediction_gradient,
                           trainer->gradient);
  return sum;
}

/* Labels of a batch that count. */
static gsize
count_labels (const LabTrainer *trainer, const float *label, const guint32 *indices)
{
  const gsize outputs = trainer->outputs;
  gsize count = 0;

  if (!trainer->loss->of_logits)
    return trainer->settings.batch * outputs;
  for (guint i = 0; i < trainer->settings.batch; i++)
    for (gsize t = 0; t < outputs; t++)
      count += label[(indices ? indices[i] : i) * outputs + t] >= 0;
  return count;
}

/* The mean loss and the gradient of a whole batch; NaN when abandoned. */
static double
learn_batch (LabTrainer *trainer, const float *x, const float *label, const guint32 *indices)
{
  const guint batch = trainer->settings.batch;
  const guint chunk = trainer->simd->network_capacity (trainer->network);
  const double labels = (double)count_labels (trainer, label, indices), share = 1.0 / labels;
  double sum = 0;

  if (!lab_memory_clear (trainer->gradient, trainer->layout.count * sizeof (float), trainer->stop))
    return NAN;
  for (guint start = 0; start < batch; start += MIN (chunk, batch - start)) {
    const guint examples = MIN (chunk, batch - start);

    if (lab_trainer_is_stopped (trainer))
      return NAN;
    if (indices)
      sum += learn_chunk (trainer, examples, x, label, indices + start, share);
    else
      sum += learn_chunk (trainer, examples,
                          x + (gsize)start * lab_model_input_row (&trainer->shape.input),
                          label + (gsize)start * trainer->outputs, NULL, share);
  }
  return lab_trainer_is_stopped (trainer) ? NAN : sum / labels;
}

double
lab_trainer_step (LabTrainer *trainer, const float *x, const float *label, const guint32 *indices)
{
  double loss, gradient_scale;

  g_return_val_if_fail (trainer != NULL && x != NULL && label != NULL, NAN);

  loss = learn_batch (trainer, x, label, indices);
  if (!isfinite (loss))
    return loss;
  gradient_scale = lab_trainer_clip_scale (trainer);
  if (!isfinite (gradient_scale))
    return lab_trainer_is_stopped (trainer) ? NAN : INFINITY;
  if (!lab_trainer_update (trainer, gradient_scale))
    return NAN;
  trainer->steps_done++;
  return loss;
}

guint
lab_trainer_steps_done (LabTrainer *trainer)
{
  g_return_val_if_fail (trainer != NULL, 0);

  return trainer->steps_done;
}

guint
lab_trainer_warm_up_steps (LabTrainer *trainer)
{
  g_return_val_if_fail (trainer != NULL, 0);

  const LabScheduleShape shape = lab_trainer_schedule (&trainer->settings);

  return lab_schedule_warm_up_steps (&shape);
}

const LabLoss *
lab_trainer_loss (LabTrainer *trainer)
{
  g_return_val_if_fail (trainer != NULL, NULL);

  return trainer->loss;
}

float *
lab_trainer_parameters (LabTrainer *trainer)
{
  g_return_val_if_fail (trainer != NULL, NULL);

  return trainer->parameters;
}
