/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Huber's way with outliers, for fits by least squares: residuals beyond a bend are pulled in to it and
 * the fit is repeated (Huber & Dutter's algorithm). Internal to the room. */
#pragma once

#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* Efficiency of 95 % for normal errors (Huber 1981). */
#define LAB_HUBER_CONSTANT 1.345

/* Standard deviation of normal residuals (count) by their median distance from 0, told after fitted
 * parameters have pulled the curve toward them. residual is reordered and made positive. */
double lab_robust_scale   (double             *residual,
                           guint               count,
                           guint               fitted);

/* Samples (count) with each usable y farther from curve than LAB_HUBER_CONSTANT scales moved to that
 * distance; pulled (count) receives them. */
void   lab_robust_pull_in (const LabFitSample *samples,
                           guint               count,
                           const LabLawFit    *curve,
                           LabFitSample       *pulled);

G_END_DECLS
