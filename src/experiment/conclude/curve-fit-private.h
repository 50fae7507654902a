/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a curve's fit: shared by its files only. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Slopes are known to a few hundredths. */
#define LAB_CURVE_FIT_DECIMALS 2

/* Whether the choice among the rival laws is one of two phases whose boundary is known: a break, or the
 * crossing of a sum. */
gboolean lab_curve_fit_has_break        (const LabTwoPhaseChoice *choice);

/* As many decimals of slopes as keep the interval's end apart from the reference it excludes. */
guint    lab_curve_fit_decimals         (const LabCurveFit       *fit);

/* The verdict for a student; error says why where there is no slope. */
char    *lab_curve_fit_describe_verdict (const LabCurveFit       *fit,
                                         const LabCurve          *curve,
                                         const GError            *error);

/* What the rival laws say of two phases. */
char    *lab_curve_fit_describe_phases  (const LabCurveFit       *fit);

/* Detects the reasons (verdict.h) from curve and fit, whose other fields are set. samples (count) are
 * those fitted. */
void     lab_curve_fit_find_reasons     (LabCurveFit             *fit,
                                         const LabCurve          *curve,
                                         const LabFitSample      *samples,
                                         guint                    count);

G_END_DECLS
