/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the rival laws fitted to one trajectory. Internal to the room. */
#pragma once

#include "fit/sample/trajectory.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* Each phase of a law with a break has at least this many points and spans half a decade
 * (LAB_FIT_MINIMUM_SPAN), as the rule for slopes asks, or this share of the span of all points in ln x
 * where that is less: a break within a decade may be plain. */
#define LAB_LAW_LEAST_POINTS_OF_PHASE 4
#define LAB_LAW_LEAST_SHARE_OF_PHASE 0.25

/* Least squares in ln y. fit->valid is FALSE when the trajectory has too few points for the law's
 * parameters or no place for its break. */
void     lab_law_fit       (const LabTrajectory *trajectory,
                            LabLaw               law,
                            LabLawFit           *fit);

/* A sum law with its exponent fixed at -gamma; as lab_law_fit(). */
void     lab_law_fit_sum   (const LabTrajectory *trajectory,
                            gboolean             has_floor,
                            double               gamma,
                            LabLawFit           *fit);

/* The law of `from` fitted to a trajectory of much the same points, as refits of resampled residuals
 * are: quicker than lab_law_fit() for laws that it would search for. */
void     lab_law_refit     (const LabTrajectory *trajectory,
                            const LabLawFit     *from,
                            LabLawFit           *fit);

/* Where a break may lie, in ln x; FALSE when nowhere. */
gboolean lab_law_break_range (const LabTrajectory *trajectory,
                              double              *low,
                              double              *high);

/* A break at one place: two phases one after the other. */
gboolean lab_law_has_break (LabLaw               law);
gboolean lab_law_is_smooth (LabLaw               law);
gboolean lab_law_has_floor (LabLaw               law);

G_END_DECLS
