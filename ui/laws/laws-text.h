/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of the laws panel. No widget. All returned text is freed with g_free(). */
#pragma once

#include "experiment/conclude/consistency.h"
#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* The theory's law of an experiment's axis, before anything is measured. */

/* "Error falls like n^−0.52" as Pango markup, or what is missing. fit may be NULL. */
char *lab_laws_measured             (LabSweep axis, const LabCurveFit *fit);
/* "between −0.63 and −0.41", or NULL. */
char *lab_laws_interval             (const LabCurveFit *fit);
/* "width 32, after the break": what of a trajectory was fitted; NULL on other axes. */
char *lab_laws_fitted               (const LabCurve *curve, const LabCurveFit *fit);
/* "So far (9 of 24 runs)" while runs are missing, else NULL. */
char *lab_laws_so_far               (const LabCurve *curve);
/* "n^−1/2" as markup, and what kind of statement it is: "paper A: an upper bound ...". */
char *lab_laws_theory               (LabSweep axis, const LabReferenceLaw *law);
char *lab_laws_nature               (const LabReferenceLaw *law);
/* "Compatible" and the like, as provisional where runs are missing; NULL before a verdict. */
char *lab_laws_verdict              (const LabCurve *curve, const LabCurveFit *fit);
/* The verdict's sentence as markup; before a slope can be told, what is missing. May be NULL. */
char *lab_laws_sentence             (LabSweep axis, const LabCurve *curve, const LabCurveFit *fit);
/* Which rival law the data prefer, whether it has a floor, and the boundary that the account of the phases
 * draws with its remark, as markup; NULL off
 * the time and compute axes. */
char *lab_laws_phases               (const LabCurveFit *fit);
/* Everything else, line by line: window, points, rivals, source. fit may be NULL. */
char *lab_laws_details              (const LabReferenceLaw *law, const LabCurveFit *fit);
/* "1,024 extra noisy labels chose the stopping step of each run." */
char *lab_laws_labels               (const LabExperiment *experiment, gsize labels);
/* Runs that are not in the fit and why, or NULL. */
char *lab_laws_left_out             (const LabCurve *curve);

/* laws-expectation.c: each NULL where there is nothing to say. */

/* "n^−0.55" as markup: the predicted slope where the measurement has one; and what kind of
 * prediction it is. expectation may be NULL. */
char *lab_laws_expected             (LabSweep axis, const LabExpectation *expectation);
char *lab_laws_expected_note        (LabSweep axis, const LabExpectation *expectation);
/* "Fitted from n = 256 to 4,096"; an end that is 0 is open. */
char *lab_laws_window               (LabSweep axis, double low, double high);
/* "Error 0.80 × at n = 8,192, slope −0.52 → −0.38, needs 2.1 times less data for the same error". */
char *lab_laws_comparison           (LabSweep axis, const LabComparison *comparison);

/* laws-answers.c: each NULL where there is nothing to say; arguments may be NULL. */

/* The compute-optimal frontier over the widths and what theory says of it, as markup. */
char *lab_laws_frontier             (const LabCurveFit *fit);
/* Why the slope is what it is, a line each, as markup: what the verdict's sentence does not tell. */
char *lab_laws_reasons              (const LabCurve    *curve,
                                     const LabCurveFit *fit);
/* "Half of this error takes: 3.7 × the data (2.9 to 5.1), measured ...", a line for each resource. */
char *lab_laws_what_if              (const LabCurveStudy *study);
char *lab_laws_held_out             (const LabCurveStudy *study);
/* Paper A's check of the two measured laws and the allocation they imply, as markup. */
char *lab_laws_consistency          (const LabConsistency *consistency);

G_END_DECLS
