/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closer look at a fitted curve: bands, residuals, held-out check, what-if. For the background: it
 * takes some ten milliseconds. */
#pragma once

#include "experiment/conclude/curve-what-if.h"
#include "fit/held-out.h"
#include "fit/residuals.h"

G_BEGIN_DECLS

#define LAB_STUDY_BAND_POINTS 49
#define LAB_STUDY_SHARE       0.5 /* of the present error: what what-if asks for */

typedef struct
{
  LabModelFit model; /* the fitted power law as a model */
  LabBandPoint band[LAB_STUDY_BAND_POINTS]; /* over the fitted window, and on to the end of the grid
                                             * or of the curve: where new measurements would fall */
  LabResiduals *residuals;
  LabHeldOut *held_out; /* NULL where it cannot be done */
  char *held_out_words; /* what it says, or what is missing; translated */
  guint answer_count;
  LabCurveWhatIf answers[3]; /* data, model and time; on compute, compute alone; none where runs diverged */
} LabCurveStudy;

/* NULL where the fit is not valid. curve and fit belong together. Predicted answers come from level 2
 * where thorough (about a second), else from level 1. */
LabCurveStudy *lab_curve_study_new  (const LabCurve    *curve,
                                     const LabCurveFit *fit,
                                     gboolean           thorough);
void           lab_curve_study_free (LabCurveStudy     *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCurveStudy, lab_curve_study_free)

G_END_DECLS
