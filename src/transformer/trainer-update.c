/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser's step over all parameters, piece by piece: the largest models have some 80 million. */
#include "transformer/trainer-private.h"

#include <math.h>

/* AdamW's constants as in science.md's runs. */
#define ADAMW_BETA1   0.9
#define ADAMW_BETA2   0.98
#define ADAMW_EPSILON 1e-8

/* Parameters between two looks at the stop flag: some milliseconds. A multiple of what
 * LabSimd.sum_of_squares asks for. */
#define UPDATED_AT_ONCE ((gsize)1 << 20)

/* Of the next step, schedule applied. */
static double
learning_rate (const LabTrainer *trainer)
{
  const LabScheduleShape shape = lab_trainer_schedule (&trainer->settings);

  return trainer->settings.learning_rate * lab_schedule_share (&shape, trainer->steps_done);
}

double
lab_trainer_clip_scale (LabTrainer *trainer)
{
  const gsize count = trainer->layout.count;
  double squares = 0, norm;

  for (gsize at = 0; at < count; at += UPDATED_AT_ONCE) {
    if (lab_trainer_is_stopped (trainer))
      return NAN;
    squares = trainer->simd->sum_of_squares (MIN (UPDATED_AT_ONCE, count - at),
                                             trainer->gradient + at, squares);
  }
  norm = sqrt (squares);
  if (!isfinite (norm))
    return NAN;
  return trainer->settings.clip > 0 && norm > trainer->settings.clip ? trainer->settings.clip / norm
                                                                     : 1;
}

/* The parameters from `from` to `to`; FALSE when stopped on the way. */
static gboolean
update_adamw (LabTrainer *trainer, const LabAdamwStep *step, gsize from, gsize to)
{
  for (gsize at = from; at < to; at += UPDATED_AT_ONCE) {
    if (lab_trainer_is_stopped (trainer))
      return FALSE;
    trainer->simd->adamw (step, MIN (UPDATED_AT_ONCE, to - at), trainer->gradient + at,
                          trainer->first_moment + at, trainer->second_moment + at,
                          trainer->parameters + at);
  }
  return TRUE;
}

/* Only matrices decay. */
static gboolean
update_all_adamw (LabTrainer *trainer, double gradient_scale)
{
  const gsize matrices = trainer->layout.matrices;
  LabAdamwStep step = {.learning_rate = learning_rate (trainer),
                       .weight_decay = trainer->settings.weight_decay,
                       .gradient_scale = gradient_scale,
                       .beta1 = ADAMW_BETA1,
                       .beta2 = trainer->settings.momentum2 > 0 ? trainer->settings.momentum2
                                                                : ADAMW_BETA2,
                       .epsilon = ADAMW_EPSILON,
                       .step = (guint64)trainer->steps_done + 1};

  if (!update_adamw (trainer, &step, 0, matrices))
    return FALSE;
  step.weight_decay = 0;
  return update_adamw (trainer, &step, matrices, trainer->layout.count);
}

/* FALSE when stopped on the way. */
static gboolean
update_all_descent (LabTrainer *trainer, double gradient_scale)
{
  const double rate = gradient_scale * learning_rate (trainer);
  const gsize count = trainer->layout.count;

  for (gsize at = 0; at < count; at += UPDATED_AT_ONCE) {
    if (lab_trainer_is_stopped (trainer))
      return FALSE;
    trainer->simd->descend (MIN (UPDATED_AT_ONCE, count - at), rate, trainer->gradient + at,
                            trainer->parameters + at);
  }
  return TRUE;
}

gboolean
lab_trainer_update (LabTrainer *trainer, double gradient_scale)
{
  return trainer->settings.optimizer == LAB_OPTIMIZER_ADAMW
             ? update_all_adamw (trainer, gradient_scale)
             : update_all_descent (trainer, gradient_scale);
}
