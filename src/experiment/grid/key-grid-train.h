/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trains the runs of a grid of keys. */
#pragma once

#include "experiment/grid/key-grid.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* How far it is, and the wish that it ends: all g_atomic_int. Start with {0}. */
typedef struct
{
  LabRunControl control;
  gint done;   /* runs */
  gint failed; /* one could not start; error is then set */
  GError *error;
} LabKeyGridWork;

/* The workers to train with, as lab_experiment_choose_workers() for the cell that takes most. */
gboolean   lab_key_grid_choose_workers (const LabKeyGrid  *grid,
                                        guint              asked,
                                        guint             *workers,
                                        GError           **error);

/* Trains cell by cell on so many threads, the costliest first, what is NULL in runs, which has
 * lab_key_grid_runs() entries (run = cell * repeats + repeat) and owns them. Entries stay NULL where the work was
 * stopped before. plan.index of a run is its place in runs. The same for any number of workers. */
void       lab_key_grid_train          (const LabKeyGrid  *grid,
                                        guint              workers,
                                        LabKeyGridWork    *work,
                                        GPtrArray         *runs);

/* An array for them, with room for lab_key_grid_runs() entries, all NULL. */
GPtrArray *lab_key_grid_runs_new       (const LabKeyGrid  *grid);

G_END_DECLS
