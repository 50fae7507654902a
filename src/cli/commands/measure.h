/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment from its first run to its last, on the calling thread's patience. */
#pragma once

#include "cli/hold.h"
#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Where a run is kept that finished or diverged; FALSE with an error ends the measuring. */
typedef gboolean (*LabMeasureKeep) (const LabRun *run, gpointer user_data, GError **error);

/* Trains the runs of the experiment that are not in runs (by index, as lab_sweep_runs_new() makes them) with
 * that many workers (0 = one per core), and puts them there. A signal that hold takes stops it within one
 * optimiser step. keep may be NULL.
 * FALSE where error is set: a run could not start, or was not kept. *signal is the number of the signal that
 * stopped it, else 0. */
gboolean   lab_measure (const LabExperiment  *experiment,
                        GPtrArray            *runs,
                        guint                 workers,
                        const LabHold        *hold,
                        LabMeasureKeep        keep,
                        gpointer              user_data,
                        int                  *signal,
                        GError              **error);

/* The fit of what was measured, against the exact prediction where theory has one: nobody waits here for
 * an instant answer. */
LabCurveFit *lab_measure_fit (const LabCurve *curve);

G_END_DECLS
