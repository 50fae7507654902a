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
/* "n^−0.50" as markup, and what kind of statement it is: "paper A: an upper bound ...". */
char *lab_laws_theory               (LabSweep axis, const LabReferenceLaw *law);
char *lab_laws_nature               (const LabReferenceLaw *law);
/* "Compatible with theory" and the like, or NULL before a verdict. */
const char *lab_laws_verdict        (const LabCurveFit *fit);
/* The verdict's sentence as markup; before a slope can be told, what is missing. May be NULL. */
char *lab_laws_sentence             (const LabCurve *curve, const LabCurveFit *fit);
/* "Half the error needs 3.7 times the data." or NULL. */
char *lab_laws_what_if              (const LabCurveFit *fit);
/* Which rival law the data prefer, and where it breaks; NULL off the time and compute axes. */
char *lab_laws_phases               (const LabCurveFit *fit);
/* Everything else, line by line: window, points, rivals, source. fit may be NULL. */
char *lab_laws_details              (const LabReferenceLaw *law, const LabCurveFit *fit);
/* "1,024 extra noisy labels chose the stopping step of each run." */
char *lab_laws_labels               (const LabExperiment *experiment, gsize labels);
/* Runs that are not in the fit and why, or NULL. */
char *lab_laws_left_out             (const LabCurve *curve);

G_END_DECLS
