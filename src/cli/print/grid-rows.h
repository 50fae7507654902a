/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured points of a grid of keys: as CSV, and as members of a JSON object. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/grid/key-grid.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* KEY=VALUE words of the grid: those of a file that is to say how it was made; free with g_free(). */
char *lab_grid_words (const LabKeyGrid *grid);

/* One row per run at the step that counts: the columns of every points.csv, behind those of swept keys that
 * are none of them. runs as lab_key_grid_train() leaves them. Free with g_free(). */
char *lab_grid_csv   (const LabKeyGrid *grid,
                              LabRun *const    *runs);

/* The members experiment, sweep and grid. */
void  lab_grid_add_experiment (JsonBuilder      *builder,
                                       const LabKeyGrid *grid);

/* The member points: the same rows as objects. */
void  lab_grid_add_points (JsonBuilder      *builder,
                                   const LabKeyGrid *grid,
                                   LabRun *const    *runs);

G_END_DECLS
