/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole experiment, start to end, on the runner: for callers without a main loop. */
#pragma once

#include "experiment/runner/runner.h"

G_BEGIN_DECLS

/* Called on the caller's thread with each event, which stays owned by the sweep, and with NULL
 * where none came for 50 ms. */
typedef void (*LabSweepProgress) (const LabEvent *event,
                                  gpointer        user_data);

/* Trains every run of experiment, which must pass lab_experiment_check(), on `workers` workers
 * (0 = one per core), and returns them by run index: an array of lab_experiment_run_count()
 * entries that owns its runs. progress may be NULL. stop (nullable) is a g_atomic_int that the
 * caller may set from anywhere, its progress function included; runs then end at their next step,
 * and entries of runs that had not begun are NULL.
 * Where a run could not start, error is set beside what was measured until then. Free with
 * g_ptr_array_unref(). */
GPtrArray *lab_sweep_run (const LabExperiment  *experiment,
                          guint                 workers,
                          const gint           *stop,
                          LabSweepProgress      progress,
                          gpointer              user_data,
                          GError              **error);

/* As lab_sweep_run(), with the runs of an earlier sweep: runs is such an array, in which those that are
 * NULL are trained and put into their places. FALSE where error is set. */
gboolean   lab_sweep_continue (const LabExperiment *experiment,
                               GPtrArray           *runs,
                               guint                workers,
                               const gint          *stop,
                               LabSweepProgress     progress,
                               gpointer             user_data,
                               GError             **error);

/* An array of lab_experiment_run_count() runs, none of which is there yet. */
GPtrArray *lab_sweep_runs_new (const LabExperiment *experiment);

/* Whether a run that was stored is one of the experiment's plan, and came to an end by itself: a version that
 * chooses another grid has no place for it. */
gboolean   lab_sweep_has_place (const LabExperiment *experiment,
                                const LabRun        *run);

/* Such an array with those of the stored runs (LabRun, in any order) that have a place in it. */
GPtrArray *lab_sweep_runs_sort (const LabExperiment *experiment,
                                const GPtrArray     *stored);

G_END_DECLS
