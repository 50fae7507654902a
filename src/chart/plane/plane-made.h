/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planes and charts of what was measured over two variables. Each returns a picture, free with
 * lab_picture_free(). */
#pragma once

#include "chart/plane/plane.h"
#include "experiment/grid/key-best.h"
#include "fit/joint/isoflop.h"
#include "fit/joint/joint-study.h"

G_BEGIN_DECLS

/* Residuals ln (L / law) in per cent over (N, D), with the compute-optimal path of the law. */
LabPicture *lab_dot_plane_of_joint   (const LabJointStudy *study,
                                  const char          *n_label,
                                  const char          *d_label);

/* Loss against N, a curve for each budget, with its parabola and the minima. */
LabPicture *lab_chart_of_isoflop (const LabIsoflop    *isoflop,
                                  const char          *n_label,
                                  const char          *loss_label);

/* Mean errors of a grid of keys (runs as lab_key_grid_train() leaves them): of one key a curve with its repeats'
 * scatter, of two a plane with the valley of best values (nullable). NULL where a key has values that a logarithmic axis
 * does not show, or there are three. */
LabPicture *lab_picture_of_grid  (const LabKeyGrid    *grid,
                                  LabRun *const       *runs,
                                  const LabKeyValley  *valley);

G_END_DECLS
