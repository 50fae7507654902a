/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trainer holds, and its optimiser step; for the trainer's own files. */
#pragma once

#include "core/stop.h"
#include "transformer/simd.h"
#include "transformer/parameters.h"
#include "transformer/trainer.h"

struct _LabTrainer
{
  LabModelShape shape;
  LabTrainingSettings settings;
  LabParameterLayout layout;
  guint outputs; /* numbers predicted for one example */
  const LabLoss *loss;
  const LabSimd *simd;
  LabNetwork *network;
  guint steps_done;
  const gint *stop; /* nullable */

  float *memory;                                               /* holds all arrays below */
  float *parameters, *gradient, *first_moment, *second_moment; /* (N) each */
  float *predictions, *prediction_gradient; /* (capacity, outputs) each; of a language model empty */
};

static inline gboolean
lab_trainer_is_stopped (const LabTrainer *trainer)
{
  return lab_stop_asked (trainer->stop);
}

static inline LabScheduleShape
lab_trainer_schedule (const LabTrainingSettings *settings)
{
  return (LabScheduleShape){settings->schedule, settings->warm_up, settings->final_rate,
                            settings->stable, settings->steps};
}

/* What clipping multiplies the gradient with; not finite when the gradient is not, or when stopped. */
double   lab_trainer_clip_scale (LabTrainer *trainer);

/* One step of the optimiser with gradient_scale times the gradient. FALSE when stopped: some parameters
 * may be updated then. */
gboolean lab_trainer_update     (LabTrainer *trainer,
                                 double      gradient_scale);
