/* The texts of the laws panel. No widget. All returned text is freed with g_free(). */
#pragma once

#include "experiment/curve-fit.h"

G_BEGIN_DECLS

/* The theory's law of an experiment's axis, before anything is measured. */
LabReferenceLaw lab_laws_reference  (const LabExperiment *experiment);

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
/* "Half the error needs 3.7 times the data." or NULL. */
char *lab_laws_what_if              (const LabCurveFit *fit);
/* Which rival law the data prefer, where it breaks and whether it has a floor, as markup; NULL off
 * the time and compute axes. */
char *lab_laws_phases               (const LabCurveFit *fit);
/* Everything else, line by line: window, points, rivals, source. fit may be NULL. */
char *lab_laws_details              (const LabReferenceLaw *law, const LabCurveFit *fit);
/* "1,024 extra noisy labels chose the stopping step of each run." */
char *lab_laws_labels               (const LabExperiment *experiment, gsize labels);
/* Runs that are not in the fit and why, or NULL. */
char *lab_laws_left_out             (const LabCurve *curve);

G_END_DECLS
