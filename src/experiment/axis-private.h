/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of axes is made of: defaults (experiment-default.c) and grids (experiment-grid.c). */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

void  lab_axis_settle_model      (LabExperiment       *experiment);
void  lab_axis_settle_trajectory (LabExperiment       *experiment);
void  lab_axis_settle_compute    (LabExperiment       *experiment);
void  lab_axis_settle_depth      (LabExperiment       *experiment);

guint lab_axis_grid_data         (const LabExperiment *experiment,
                                  double               grid[LAB_GRID_MAX]);
guint lab_axis_grid_model        (const LabExperiment *experiment,
                                  double               grid[LAB_GRID_MAX]);
guint lab_axis_grid_compute      (const LabExperiment *experiment,
                                  double               grid[LAB_GRID_MAX]);
guint lab_axis_grid_depth        (const LabExperiment *experiment,
                                  double               grid[LAB_GRID_MAX]);

G_END_DECLS
