/* Training: chunks of a batch through the network, then one optimiser step.
 *
 * A batch of any size goes through a workspace of a few hundred columns, its gradient is the exact
 * sum over all of it. */
#include "transformer/trainer.h"
#include "transformer/trainer-testing.h"

#include "core/error.h"
#include "core/memory.h"
#include "transformer/kernels.h"
#include "transformer/parameters.h"

#include <math.h>
#include <string.h>

/* AdamW's constants as in science.md's runs. */
#define ADAMW_BETA1   0.9
#define ADAMW_BETA2   0.98
#define ADAMW_EPSILON 1e-8

/* Parameters updated between two looks at the stop flag: some milliseconds. */
#define UPDATED_AT_ONCE ((gsize)1 << 20)

struct _LabTrainer
{
  LabModelShape shape;
  LabTrainingSettings settings;
  LabParameterLayout layout;
  guint outputs; /* numbers predicted for one example */
  const LabLoss *loss;
  const LabKernels *kernels;
  LabNetwork *network;
  guint steps_done;
  const gint *stop; /* nullable */

  float *memory;                                               /* holds all arrays below */
  float *parameters, *gradient, *first_moment, *second_moment; /* (N) each */
  float *predictions, *prediction_gradient;                    /* (capacity, outputs) each */
};

static gboolean
check_number (const char *name, double value, double lowest, double highest, GError **error)
{
  if (value >= lowest && value <= highest)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               "The %s is %g; it must lie between %g and %g.", name, value, lowest, highest);
  return FALSE;
}

static LabScheduleShape
schedule_of (const LabTrainingSettings *settings)
{
  return (LabScheduleShape){settings->schedule, settings->warm_up, settings->final_rate,
                            settings->stable, settings->steps};
}

static gboolean
settings_check (const LabTrainingSettings *settings, GError **error)
{
  return check_number ("learning rate", settings->learning_rate, 0, G_MAXFLOAT, error) &&
         check_number ("warm-up", settings->warm_up, 0, 1, error) &&
         check_number ("final rate", settings->final_rate, 0, 1, error) &&
         check_number ("stable share", settings->stable, 0, 1 - settings->warm_up, error) &&
         check_number ("weight decay", settings->weight_decay, 0, G_MAXFLOAT, error) &&
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
         lab_kernels_get (level)->network_bytes (shape, settings->batch);
}

static gboolean
allocate (LabTrainer *trainer, GError **error)
{
  const gsize padded = padded_count (trainer->layout.count);
  const gsize capacity = padded_count (
      (gsize)trainer->kernels->network_capacity (trainer->network) * trainer->outputs);
  const gboolean moments = trainer->settings.optimizer == LAB_OPTIMIZER_ADAMW;
  float *next;

  next = lab_memory_new ((moments ? 4 : 2) * padded + 2 * capacity, sizeof (float),
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
  return TRUE;
}

LabTrainer *
lab_trainer_new (const LabModelShape *shape,
                 const LabTrainingSettings *settings,
                 guint64 seed,
                 guint32 run,
                 GError **error)
{
  g_autoptr (LabTrainer) trainer = NULL;
  LabSimdLevel level;
  LabRandom random;

  g_return_val_if_fail (shape != NULL && settings != NULL, NULL);

  if (!lab_model_shape_check (shape, error) || !settings_check (settings, error) ||
      !lab_simd_level_choose (&level, error))
    return NULL;

  trainer = g_new0 (LabTrainer, 1);
  trainer->shape = *shape;
  trainer->settings = *settings;
  trainer->outputs = lab_model_shape_outputs (shape);
  trainer->loss = lab_loss_get (settings->loss);
  trainer->kernels = lab_kernels_get (level);
  lab_parameter_layout_init (&trainer->layout, shape);
  trainer->network = trainer->kernels->network_new (shape, settings->batch, error);
  if (!trainer->network || !allocate (trainer, error))
    return NULL;
  lab_random_init (&random, seed, run, LAB_STREAM_INITIALISATION);
  lab_parameters_draw (&trainer->layout, shape, &random, trainer->parameters);
  for (guint i = 0; settings->head_scale > 0 && i < shape->width; i++)
    trainer->parameters[trainer->layout.head + i] *= (float)settings->head_scale;
  return g_steal_pointer (&trainer);
}

void
lab_trainer_free (LabTrainer *trainer)
{
  if (!trainer)
    return;
  if (trainer->network)
    trainer->kernels->network_free (trainer->network);
  lab_memory_free (trainer->memory);
  g_free (trainer);
}

void
lab_trainer_set_stop (LabTrainer *trainer, const gint *stop)
{
  g_return_if_fail (trainer != NULL);

  trainer->stop = stop;
  trainer->kernels->network_set_stop (trainer->network, stop);
}

static gboolean
stopped (const LabTrainer *trainer)
{
  return trainer->stop && g_atomic_int_get (trainer->stop);
}

/* The loss of one chunk, summed; adds its share of the batch's gradient. */
static double
learn_chunk (LabTrainer *trainer,
             guint examples,
             const float *x,
             const float *label,
             const guint32 *indices)
{
  const guint outputs = trainer->outputs;
  const double share = 1.0 / ((double)trainer->settings.batch * outputs);
  double sum = 0;

  trainer->kernels->forward (trainer->network, trainer->parameters, examples, x, indices,
                             trainer->predictions);
  for (guint i = 0; i < examples; i++) {
    const gsize at = (gsize)i * outputs;

    trainer->loss->backward (outputs, share, trainer->predictions + at,
                             label + (gsize)(indices ? indices[i] : i) * outputs, &sum,
                             trainer->prediction_gradient + at);
  }
  trainer->kernels->backward (trainer->network, trainer->parameters, trainer->prediction_gradient,
                              trainer->gradient);
  return sum;
}

/* The mean loss and the gradient of a whole batch; NaN when abandoned. */
static double
learn_batch (LabTrainer *trainer, const float *x, const float *label, const guint32 *indices)
{
  const guint batch = trainer->settings.batch;
  const guint chunk = trainer->kernels->network_capacity (trainer->network);
  double sum = 0;

  memset (trainer->gradient, 0, trainer->layout.count * sizeof (float));
  for (guint start = 0; start < batch; start += MIN (chunk, batch - start)) {
    const guint examples = MIN (chunk, batch - start);

    if (stopped (trainer))
      return NAN;
    if (indices)
      sum += learn_chunk (trainer, examples, x, label, indices + start);
    else
      sum += learn_chunk (trainer, examples,
                          x + (gsize)start * lab_model_input_row (&trainer->shape.input),
                          label + (gsize)start * trainer->outputs, NULL);
  }
  return stopped (trainer) ? NAN : sum / ((double)batch * trainer->outputs);
}

/* What clipping multiplies the gradient with; not finite when the gradient is not. */
static double
clip_scale (LabTrainer *trainer)
{
  const double norm =
      sqrt (trainer->kernels->sum_of_squares (trainer->layout.count, trainer->gradient));

  if (!isfinite (norm))
    return NAN;
  return trainer->settings.clip > 0 && norm > trainer->settings.clip ? trainer->settings.clip / norm
                                                                     : 1;
}

/* The learning rate of the next step, schedule applied. */
static double
trainer_learning_rate (LabTrainer *trainer)
{
  g_return_val_if_fail (trainer != NULL, 0);

  const LabScheduleShape shape = schedule_of (&trainer->settings);

  return trainer->settings.learning_rate * lab_schedule_share (&shape, trainer->steps_done);
}

static void
update_adamw (LabTrainer *trainer, double gradient_scale)
{
  const gsize matrices = trainer->layout.matrices;
  LabAdamwStep step = {.learning_rate = trainer_learning_rate (trainer),
                       .weight_decay = trainer->settings.weight_decay,
                       .gradient_scale = gradient_scale,
                       .beta1 = ADAMW_BETA1,
                       .beta2 = ADAMW_BETA2,
                       .epsilon = ADAMW_EPSILON,
                       .step = (guint64)trainer->steps_done + 1};

  for (gsize at = 0; at < matrices && !stopped (trainer); at += UPDATED_AT_ONCE)
    trainer->kernels->adamw (&step, MIN (UPDATED_AT_ONCE, matrices - at), trainer->gradient + at,
                             trainer->first_moment + at, trainer->second_moment + at,
                             trainer->parameters + at);
  step.weight_decay = 0;
  trainer->kernels->adamw (&step, trainer->layout.count - matrices, trainer->gradient + matrices,
                           trainer->first_moment + matrices, trainer->second_moment + matrices,
                           trainer->parameters + matrices);
}

double
lab_trainer_step (LabTrainer *trainer, const float *x, const float *label, const guint32 *indices)
{
  double loss, gradient_scale;

  g_return_val_if_fail (trainer != NULL && x != NULL && label != NULL, NAN);

  loss = learn_batch (trainer, x, label, indices);
  if (!isfinite (loss))
    return loss;
  gradient_scale = clip_scale (trainer);
  if (!isfinite (gradient_scale))
    return INFINITY;
  if (trainer->settings.optimizer == LAB_OPTIMIZER_ADAMW)
    update_adamw (trainer, gradient_scale);
  else
    trainer->kernels->descend (trainer->layout.count,
                               gradient_scale * trainer_learning_rate (trainer), trainer->gradient,
                               trainer->parameters);
  trainer->steps_done++;
  return stopped (trainer) ? NAN : loss;
}

gboolean
lab_trainer_predict (LabTrainer *trainer, gsize n, const float *x, float *predictions)
{
  guint chunk;

  g_return_val_if_fail (trainer != NULL, FALSE);
  g_return_val_if_fail (n == 0 || (x != NULL && predictions != NULL), FALSE);

  chunk = trainer->kernels->network_capacity (trainer->network);
  for (gsize start = 0; start < n; start += chunk) {
    if (stopped (trainer))
      return FALSE;
    trainer->kernels->forward (trainer->network, trainer->parameters, (guint)MIN (chunk, n - start),
                               x + start * lab_model_input_row (&trainer->shape.input), NULL,
                               predictions + start * trainer->outputs);
  }
  return !stopped (trainer);
}

gboolean
lab_trainer_activations (LabTrainer *trainer, gsize n, const float *x, gboolean pooled, float *rows)
{
  gsize chunk, row;

  g_return_val_if_fail (trainer != NULL && x != NULL && rows != NULL, FALSE);

  chunk = trainer->kernels->network_capacity (trainer->network);
  row = (gsize)trainer->shape.width * (pooled ? 1 : trainer->shape.input.tokens);
  for (gsize start = 0; start < n; start += chunk) {
    if (stopped (trainer))
      return FALSE;
    trainer->kernels->forward (trainer->network, trainer->parameters, (guint)MIN (chunk, n - start),
                               x + start * lab_model_input_row (&trainer->shape.input), NULL,
                               trainer->predictions);
    for (guint block = 0; block < trainer->shape.depth; block++)
      trainer->kernels->activations (trainer->network, block, pooled,
                                     rows + (block * n + start) * row);
  }
  return !stopped (trainer);
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

  const LabScheduleShape shape = schedule_of (&trainer->settings);

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
