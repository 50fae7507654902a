/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models of an experiment, and widths that keep the number of parameters while the depth changes. */
#include "experiment/depth-width.h"

#include "experiment/task.h"

void
lab_experiment_shape_of (const LabExperiment *experiment,
                         guint width,
                         guint depth,
                         LabModelShape *shape)
{
  const gboolean language = experiment->task == LAB_TASK_LANGUAGE;

  *shape = (LabModelShape){
      .input = lab_task_info (experiment->task)->input (experiment),
      .width = width,
      .heads = experiment->heads,
      .depth = depth,
      .feed_forward = experiment->feed_forward,
      .causal = experiment->attention == LAB_ATTENTION_CAUSAL,
      .per_token = lab_task_info (experiment->task)->label_per_token,
      .positions = language ? experiment->positions : LAB_POSITIONS_LEARNED,
      .tied = language && experiment->output == LAB_OUTPUT_TIED,
  };
}

static gsize
parameters_of (const LabExperiment *experiment, guint width, guint depth)
{
  LabModelShape shape;
  lab_experiment_shape_of (experiment, width, depth, &shape);
  return lab_model_shape_parameters (&shape);
}

static gsize
distance (gsize a, gsize b)
{
  return a > b ? a - b : b - a;
}

guint
lab_depth_width (const LabExperiment *experiment, guint depth, guint deepest)
{
  g_return_val_if_fail (experiment != NULL && experiment->heads > 0, 0);

  if (experiment->fixed == LAB_FIXED_WIDTH || depth == deepest)
    return experiment->width;

  /* Parameters grow with the width: the last multiple of the heads that does not exceed the wanted
   * number, or the next one. A shallower model is never narrower. */
  gsize wanted = parameters_of (experiment, experiment->width, deepest);
  guint low = experiment->width / experiment->heads;
  guint high = LAB_MODEL_WIDTH_MAX / experiment->heads;
  while (high - low > 1) {
    guint middle = (low + high) / 2;
    if (parameters_of (experiment, middle * experiment->heads, depth) <= wanted)
      low = middle;
    else
      high = middle;
  }
  gsize below = parameters_of (experiment, low * experiment->heads, depth);
  gsize above = parameters_of (experiment, high * experiment->heads, depth);
  guint nearest = distance (below, wanted) <= distance (above, wanted) ? low : high;
  return nearest * experiment->heads;
}
