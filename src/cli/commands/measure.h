/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment from its first run to its last, on the calling thread's patience. */
#pragma once

#include "cli/hold.h"
#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Trains every run of the experiment with that many workers (0 = one per core). A signal that hold
 * takes stops it within one optimiser step.
 * Returns the runs by run index (owned; NULL where one had not begun), also where it was stopped
 * (*signal is then the signal's number, else 0) or where a run could not start (error is then
 * set). */
GPtrArray *lab_measure (const LabExperiment  *experiment,
                        guint                 workers,
                        const LabHold        *hold,
                        int                  *signal,
                        GError              **error);

/* The fit of what was measured, against the exact prediction where theory has one: nobody waits here for
 * an instant answer. */
LabCurveFit *lab_measure_fit (const LabCurve *curve);

G_END_DECLS
