/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs with known numbers, made without any training. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* A small data sweep: n = 16, 32, 64, 128, 256, two repeats, two evaluations a run. */
void       synthetic_experiment (LabSweep sweep, LabExperiment *experiment);

/* All its runs (LabRun, owned). Excess risk is n^-0.5 (data) or step^-0.5 (time), moved by a
 * factor that depends on the repeat; every number has 17 significant digits. */
GPtrArray *synthetic_runs       (const LabExperiment *experiment);

/* fits.json of these runs, as text; free with g_free(). */
char      *synthetic_fits       (const LabCurve *curve, const LabCurveFit *fit, LabRun *const *runs,
                                 guint count);

/* Turns a run into one that diverged at step 7 before anything could be measured. */
void       synthetic_diverge    (LabRun *run, const char *reason);

G_END_DECLS
