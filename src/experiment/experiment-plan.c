/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of an experiment and its plan of runs. */
#include "experiment/experiment-keys.h"

#include "experiment/depth-width.h"

guint
lab_experiment_grid (const LabExperiment *experiment, double grid[LAB_GRID_MAX])
{
  g_return_val_if_fail (experiment != NULL && experiment->heads > 0, 0);
  g_return_val_if_fail (experiment->grid_length <= LAB_GRID_MAX, 0);

  if (experiment->grid_length > 0) {
    for (guint i = 0; i < experiment->grid_length; i++)
      grid[i] = experiment->grid[i];
    return experiment->grid_length;
  }
  const LabAxis *axis = lab_axis (experiment->sweep);
  if (axis->choose_grid != NULL)
    return axis->choose_grid (experiment, grid);
  grid[0] = lab_experiment_get_number (experiment, axis->key);
  return 1;
}

guint
lab_experiment_run_count (const LabExperiment *experiment)
{
  double grid[LAB_GRID_MAX];
  return lab_experiment_grid (experiment, grid) * experiment->repeats;
}

/* Whatever its range: lab_experiment_check() has looked, or will. */
static void
put (LabExperiment *experiment, const char *key, double value)
{
  const LabKey *found = lab_experiment_find_key (key);
  gpointer field = (char *)experiment + found->offset;

  if (found->type == LAB_KEY_REAL)
    *(double *)field = value;
  else if (found->size == sizeof (guint64))
    *(guint64 *)field = (guint64)value;
  else
    *(guint *)field = (guint)value;
}

void
lab_experiment_plan (const LabExperiment *experiment, guint run_index, LabRunPlan *plan)
{
  g_return_if_fail (experiment != NULL && plan != NULL);
  g_return_if_fail (run_index < lab_experiment_run_count (experiment));

  LabExperiment own = *experiment;
  double grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);
  guint grid_index = run_index / experiment->repeats;
  put (&own, lab_axis (experiment->sweep)->key, grid[grid_index]);
  *plan = (LabRunPlan){
      .index = run_index,
      .grid_index = grid_index,
      .repeat = run_index % experiment->repeats,
      .value = grid[grid_index],
      .n = own.n,
      .width = own.width,
      .depth = own.depth,
  };
  if (lab_axis_has_key (experiment->sweep, "depth"))
    plan->width = lab_depth_width (experiment, plan->depth, (guint)grid[length - 1]);
}

const LabExperiment *
lab_experiment_of_run (const LabExperiment *experiment, const LabRunPlan *plan, LabExperiment *own)
{
  g_return_val_if_fail (experiment != NULL && plan != NULL && own != NULL, NULL);

  *own = *experiment;
  own->grid_length = lab_experiment_grid (experiment, own->grid);
  if (plan->value > 0.0)
    put (own, lab_axis (experiment->sweep)->key, plan->value);
  own->n = plan->n;
  own->width = plan->width;
  own->depth = plan->depth;
  return own;
}
