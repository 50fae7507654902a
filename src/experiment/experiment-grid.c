/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grids that are chosen where none is given. */
#include "experiment/axis-private.h"

#include <math.h>

/* Doublings from the smallest to the largest n of a chosen data grid. */
#define DATA_GRID_DOUBLINGS 7

/* Halvings from the largest to the smallest width of a chosen compute grid. */
#define COMPUTE_GRID_HALVINGS 3

/* Below this a training set holds less than the smallest batch worth the name. */
#define SMALLEST_DATA 16

guint
lab_axis_grid_data (const LabExperiment *experiment, double grid[LAB_GRID_MAX])
{
  guint length = 0;
  for (int halvings = DATA_GRID_DOUBLINGS; halvings >= 0; halvings--) {
    guint64 n = experiment->n >> halvings;
    if (n >= SMALLEST_DATA || halvings == 0)
      grid[length++] = (double)n;
  }
  return length;
}

/* 4, 8, 16 ... and 6, 12, 24 ... interleaved: steps of 3/2 and 4/3. */
guint
lab_axis_grid_model (const LabExperiment *experiment, double grid[LAB_GRID_MAX])
{
  guint length = 0;
  for (guint64 width = 4; width < experiment->width && length < LAB_GRID_MAX - 1;) {
    if (width % experiment->heads == 0)
      grid[length++] = (double)width;
    gboolean power_of_two = (width & (width - 1)) == 0;
    width += power_of_two ? width / 2 : width / 3;
  }
  grid[length++] = experiment->width;
  return length;
}

/* From an eighth of the width on, in steps of the square root of 2: 8, 12, 16, 22, 32, 46, 64. A frontier
 * needs that many widths; the nearest multiples of heads. */
guint
lab_axis_grid_compute (const LabExperiment *experiment, double grid[LAB_GRID_MAX])
{
  guint length = 0;
  for (int halves = COMPUTE_GRID_HALVINGS * 2; halves > 0; halves--) {
    double wanted = experiment->width * pow (2.0, -0.5 * halves);
    double width = round (wanted / experiment->heads) * experiment->heads;
    if (width >= 2.0 && width < experiment->width && (length == 0 || grid[length - 1] < width))
      grid[length++] = width;
  }
  grid[length++] = experiment->width;
  return length;
}

guint
lab_axis_grid_depth (const LabExperiment *experiment, double grid[LAB_GRID_MAX])
{
  guint length = MIN (experiment->depth, LAB_GRID_MAX);
  for (guint i = 0; i < length; i++)
    grid[i] = i + 1;
  return length;
}
