/* The grid of an experiment, chosen where none is given, and its plan of runs. */
#include "experiment/experiment.h"

#include "experiment/depth-width.h"

/* Doublings from the smallest to the largest n of a chosen data grid. */
#define DATA_GRID_DOUBLINGS 7

/* Below this a training set holds less than the smallest batch worth the name. */
#define SMALLEST_DATA 16

static guint
choose_data_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (int halvings = DATA_GRID_DOUBLINGS; halvings >= 0; halvings--) {
    guint64 n = experiment->n >> halvings;
    if (n >= SMALLEST_DATA || halvings == 0)
      grid[length++] = n;
  }
  return length;
}

/* 4, 8, 16 ... and 6, 12, 24 ... interleaved: steps of 3/2 and 4/3. */
static guint
choose_model_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (guint64 width = 4; width < experiment->width && length < LAB_GRID_MAX - 1;) {
    if (width % experiment->heads == 0)
      grid[length++] = width;
    gboolean power_of_two = (width & (width - 1)) == 0;
    width += power_of_two ? width / 2 : width / 3;
  }
  grid[length++] = experiment->width;
  return length;
}

static guint
choose_compute_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = 0;
  for (guint divisor = 4; divisor > 1; divisor /= 2) {
    guint64 width = experiment->width / divisor / experiment->heads * experiment->heads;
    if (width >= 2 && width < experiment->width && (length == 0 || grid[length - 1] != width))
      grid[length++] = width;
  }
  grid[length++] = experiment->width;
  return length;
}

static guint
choose_depth_grid (const LabExperiment *experiment, guint64 *grid)
{
  guint length = MIN (experiment->depth, LAB_GRID_MAX);
  for (guint i = 0; i < length; i++)
    grid[i] = i + 1;
  return length;
}

guint
lab_experiment_grid (const LabExperiment *experiment, guint64 grid[LAB_GRID_MAX])
{
  g_return_val_if_fail (experiment != NULL && experiment->heads > 0, 0);
  g_return_val_if_fail (experiment->grid_length <= LAB_GRID_MAX, 0);

  if (experiment->grid_length > 0) {
    for (guint i = 0; i < experiment->grid_length; i++)
      grid[i] = experiment->grid[i];
    return experiment->grid_length;
  }
  switch (experiment->sweep) {
  case LAB_SWEEP_DATA:
    return choose_data_grid (experiment, grid);
  case LAB_SWEEP_MODEL:
    return choose_model_grid (experiment, grid);
  case LAB_SWEEP_COMPUTE:
    return choose_compute_grid (experiment, grid);
  case LAB_SWEEP_DEPTH:
    return choose_depth_grid (experiment, grid);
  case LAB_SWEEP_TIME:
  case LAB_SWEEP_COUNT:
    break;
  }
  grid[0] = experiment->width;
  return 1;
}

guint
lab_experiment_run_count (const LabExperiment *experiment)
{
  guint64 grid[LAB_GRID_MAX];
  return lab_experiment_grid (experiment, grid) * experiment->repeats;
}

void
lab_experiment_plan (const LabExperiment *experiment, guint run_index, LabRunPlan *plan)
{
  g_return_if_fail (experiment != NULL && plan != NULL);
  g_return_if_fail (run_index < lab_experiment_run_count (experiment));

  guint64 grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);
  plan->index = run_index;
  plan->grid_index = run_index / experiment->repeats;
  plan->repeat = run_index % experiment->repeats;
  plan->n = experiment->n;
  plan->width = experiment->width;
  plan->depth = experiment->depth;
  if (experiment->sweep == LAB_SWEEP_DATA) {
    plan->n = grid[plan->grid_index];
  } else if (experiment->sweep == LAB_SWEEP_DEPTH) {
    plan->depth = (guint)grid[plan->grid_index];
    plan->width = lab_depth_width (experiment, plan->depth, (guint)grid[length - 1]);
  } else {
    plan->width = (guint)grid[plan->grid_index];
  }
}
