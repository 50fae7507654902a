/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces that one run of an experiment is made of: labels, model, training and data. */
#include "experiment/depth-width.h"
#include "experiment/task.h"

#include <math.h>

/* Share of n that LAB_VALIDATION_SPLIT takes. */
#define SPLIT_DENOMINATOR 8

/* AdamW as measured in science.md. */
#define WARM_UP_FRACTION 0.05
#define FINAL_RATE       0.02
#define WEIGHT_DECAY     0.1
#define CLIP_NORM        1.0

/* Of the squared gradient, for language models; a constant rate is not clipped there, as in paper B. */
#define LANGUAGE_MOMENTUM 0.95

static gboolean
is_language (const LabExperiment *experiment)
{
  return experiment->task == LAB_TASK_LANGUAGE;
}

static double
clip_of (const LabExperiment *experiment)
{
  const gboolean free = is_language (experiment) && lab_experiment_rate_is_constant (experiment);

  return experiment->optimizer == LAB_OPTIMIZER_ADAMW && !free ? CLIP_NORM : 0.0;
}

gsize
lab_experiment_training_points (const LabExperiment *experiment, const LabRunPlan *plan)
{
  gsize n = (gsize)plan->n;
  return experiment->validation == LAB_VALIDATION_SPLIT ? n - n / SPLIT_DENOMINATOR : n;
}

gsize
lab_experiment_validation_labels (const LabExperiment *experiment, const LabRunPlan *plan)
{
  switch (experiment->validation) {
  case LAB_VALIDATION_EXTRA:
    if (is_language (experiment))
      return LAB_WINDOWS_VALIDATION;
    return experiment->points != NULL ? lab_point_set_validation_points (experiment->points)
                                      : LAB_VALIDATION_EXTRA_LABELS;
  case LAB_VALIDATION_SPLIT:
    return (gsize)plan->n / SPLIT_DENOMINATOR;
  case LAB_VALIDATION_NONE:
    break;
  }
  return 0;
}

void
lab_experiment_model_shape (const LabExperiment *experiment,
                            const LabRunPlan *plan,
                            LabModelShape *shape)
{
  g_return_if_fail (experiment != NULL && plan != NULL && shape != NULL);

  LabExperiment own;
  experiment = lab_experiment_of_run (experiment, plan, &own);
  lab_experiment_shape_of (experiment, plan->width, plan->depth, shape);
}

double
lab_experiment_warm_up (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0.0);

  if (experiment->warm_up != LAB_AUTOMATIC)
    return experiment->warm_up;
  return experiment->schedule == LAB_SCHEDULE_COSINE ? WARM_UP_FRACTION : 0.0;
}

double
lab_experiment_final_rate (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0.0);

  if (experiment->final_rate != LAB_AUTOMATIC)
    return experiment->final_rate;
  return experiment->schedule == LAB_SCHEDULE_COSINE ? FINAL_RATE : 0.0;
}

void
lab_experiment_schedule (const LabExperiment *experiment, LabScheduleShape *shape)
{
  g_return_if_fail (experiment != NULL && shape != NULL);

  *shape = (LabScheduleShape){
      .kind = experiment->schedule,
      .warm_up = lab_experiment_warm_up (experiment),
      .final_rate = lab_experiment_final_rate (experiment),
      .stable = experiment->schedule == LAB_SCHEDULE_WSD ? experiment->stable : 0.0,
      .steps = experiment->steps,
  };
}

gboolean
lab_experiment_rate_is_constant (const LabExperiment *experiment)
{
  LabScheduleShape shape;

  g_return_val_if_fail (experiment != NULL, FALSE);

  lab_experiment_schedule (experiment, &shape);
  return shape.kind == LAB_SCHEDULE_CONSTANT && lab_schedule_warm_up_steps (&shape) == 0;
}

double
lab_experiment_weight_decay (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0.0);

  if (experiment->optimizer != LAB_OPTIMIZER_ADAMW)
    return 0.0;
  if (experiment->weight_decay != LAB_AUTOMATIC)
    return experiment->weight_decay;
  return lab_axis_has_key (experiment->sweep, "n") && lab_experiment_is_noisy (experiment)
             ? WEIGHT_DECAY
             : 0.0;
}

void
lab_experiment_training (const LabExperiment *experiment,
                         const LabRunPlan *plan,
                         LabTrainingSettings *settings)
{
  g_return_if_fail (experiment != NULL && plan != NULL && settings != NULL);

  LabExperiment own;
  experiment = lab_experiment_of_run (experiment, plan, &own);
  gsize points = lab_experiment_training_points (experiment, plan);
  gboolean whole = experiment->optimizer == LAB_OPTIMIZER_GD;
  LabScheduleShape shape;
  lab_experiment_schedule (experiment, &shape);
  *settings = (LabTrainingSettings){
      .loss = lab_task_info (experiment->task)->loss,
      .optimizer = experiment->optimizer,
      .schedule = shape.kind,
      .learning_rate = experiment->learning_rate,
      .warm_up = shape.warm_up,
      .final_rate = shape.final_rate,
      .stable = shape.stable,
      .weight_decay = lab_experiment_weight_decay (experiment),
      .momentum2 = is_language (experiment) ? LANGUAGE_MOMENTUM : 0.0,
      .clip = clip_of (experiment),
      .head_scale = experiment->head_scale,
      .steps = experiment->steps,
      .batch = whole                      ? (guint)points
               : is_language (experiment) ? experiment->batch
                                          : (guint)MIN (points, experiment->batch),
  };
}

void
lab_experiment_data_source (const LabExperiment *experiment,
                            const LabRunPlan *plan,
                            LabDataSource *source)
{
  g_return_if_fail (experiment != NULL && plan != NULL && source != NULL);

  LabExperiment own;
  experiment = lab_experiment_of_run (experiment, plan, &own);
  *source = (LabDataSource){
      .points = experiment->points,
      .manifold = experiment->manifold,
      .intrinsic_dimension = (guint)MAX (lround (lab_experiment_dimension (experiment)), 1),
      .ambient_dimension = lab_experiment_ambient_dimension (experiment),
      .density = experiment->density,
      .ambient_noise = experiment->ambient_noise,
      .target = experiment->target,
      .smoothness = experiment->smoothness,
      .noise = experiment->noise,
      .seed = experiment->seed,
      .repeat = plan->repeat,
  };
}

void
lab_experiment_run_source (const LabExperiment *experiment,
                           const LabRunPlan *plan,
                           LabRunSource *source)
{
  g_return_if_fail (experiment != NULL && plan != NULL && source != NULL);

  LabExperiment own;
  experiment = lab_experiment_of_run (experiment, plan, &own);
  *source = (LabRunSource){
      .task = experiment->task,
      .outputs = lab_experiment_outputs (experiment),
      .on_manifold = lab_experiment_has_manifold (experiment),
  };
  lab_task_info (experiment->task)->make_source (experiment, plan, source);
}
