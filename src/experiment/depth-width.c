/* Widths that keep the number of parameters while the depth changes. */
#include "experiment/depth-width.h"

static gsize
parameters_of (const LabExperiment *experiment, guint width, guint depth)
{
  LabRunPlan plan = {.n = experiment->n, .width = width, .depth = depth};
  LabModelShape shape;
  lab_experiment_model_shape (experiment, &plan, &shape);
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
