/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured, as text for people. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* The experiment, its points with error bars, the runs that diverged, the counts, and the fits as
 * sentences. curve and fit are those of runs (LabRun, none NULL). Free with g_free(). */
char *lab_measured_text (const LabCurve    *curve,
                         const LabCurveFit *fit,
                         const GPtrArray   *runs);

G_END_DECLS
