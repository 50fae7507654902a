/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a curve says: its fitted law, the theory's reference for it, and the verdict in words. */
#pragma once

#include "experiment/conclude/curve.h"
#include "experiment/conclude/depth-choice.h"
#include "experiment/conclude/descent-prediction.h"
#include "experiment/conclude/frontier.h"
#include "experiment/conclude/verdict.h"
#include "fit/model-fit.h"
#include "fit/power-law.h"
#include "fit/law/two-phase.h"
#include "phases/phases.h"
#include "theory/exponents.h"

G_BEGIN_DECLS

/* A finite-size prediction on the experiment's axis: prediction.h. */
typedef struct _LabPrediction LabPrediction;

/* What the interval of one repeat is multiplied by: other repeats differ in their target and data as well, which
 * the scatter about a line does not know. Measured on 16 and 12 repeats of the default data sweep: at d = 2 the
 * slopes of single repeats lie 1.9 times as far apart as their scatter tells, at d = 4 0.7 times; widened by
 * half, intervals hold the mean slope in 15 of 16 and 12 of 12 (12 of 16 before). Of a small
 * sweep 28 of 30 at d = 2 and at d = 4, without it 25 and 26: slow test experiment/one-repeat-coverage. */
#define LAB_ONE_REPEAT_WIDENING 1.5

/* How to fit a curve; all zero for the rules alone. */
typedef struct
{
  double from, to;  /* the fit window on the curve's axis: from <= x <= to; to = 0: no upper end */
  gboolean robust;  /* Huber's loss on ln of the error */
  const LabPrediction *prediction; /* borrowed, of the same experiment; NULL: level 1, computed here */
} LabCurveFitOptions;

typedef struct
{
  LabSweep axis;
  LabVerdict verdict;           /* against prediction and reference together: lab_verdict_between();
                                 * on compute against the reference alone */
  LabVerdict against_reference; /* against the reference alone */
  LabVerdict against_prediction; /* against the finite-size prediction; no law where there is none */
  double prediction;       /* finite-size slope over the fit's own window; NaN where there is none */
  guint prediction_level;  /* 1 or 2; 0 where there is none */
  LabFinding findings[LAB_REASON_COUNT]; /* the reasons detected, most important first */
  guint finding_count;
  double from, to;         /* the window asked for, as in the options */
  gboolean robust;
  char *sentence;      /* the verdict for a student; translated */
  guint decimals;      /* of slopes in words: 2, or as many as keep the interval's end apart from
                        * the reference that it excludes */
  LabPowerLawFit power; /* slope with interval; .valid FALSE when not enough */
  LabReferenceLaw reference; /* the slope of theory for this axis and noise, and what it is */
  gboolean has_two_phase;    /* time and compute only */
  LabTwoPhaseChoice two_phase; /* which rival the data prefer, and its break */
  char *phase_sentence;        /* that choice for a student; translated; NULL on other axes */
  LabPhaseNumbers phase_numbers; /* what the account of the boundary is made from: curve-boundary.h */
  LabPhases *phases; /* that account: whoever shows a boundary shows it from here */
  gboolean has_depth;          /* depth only: no law is fitted there, power.valid is FALSE */
  LabDepthChoice depth;        /* from which depth on more no longer helps */
  LabDescentPrediction descent; /* level 3 beside plain SGD on time and compute; count 0: none */
  LabFrontier *frontier;       /* compute only, else NULL: the lower envelope of its widths */
  guint group;                 /* whose samples were fitted: the largest width's on time and
                                * compute, else 0 */
  double begins;               /* time and compute: x where the last power law begins, of a smooth bend
                                * or a sum where it has settled (lab_law_settled()); else 0 */
  guint samples_outside;       /* samples that could be fitted, but lie outside the window or before
                                * begins */
} LabCurveFit;

/* Deterministic: bootstrap streams are keyed by the experiment's seed.
 *
 * What is fitted: on data and model, the samples of all finished runs but the floor-limited ones
 * (curve.h); on time and compute, the trajectories of the largest width past the warm-up, the
 * power law after the break, or where the exponential of a sum has fallen to a twentieth of it, also where
 * the kind (exponential or power law before it) cannot be told. Nothing else is left out. A window that is asked for is fitted as it
 * is, also across a break.
 *
 * The reference is a bound in some cases (LabReferenceLaw.nature): steeper than an upper bound is
 * then a verdict about the measurement, not a contradiction, and the sentence says so.
 *
 * A prediction judges beside it, except where it hangs on what it cannot know: level 1 not of model size
 * (it knows N only roughly) nor of data without noise (it knows no floor), none of noisy labels without
 * a choice of the stopping step. options NULL: the rules alone. */
LabCurveFit *lab_curve_fit_new      (const LabCurve           *curve,
                                     const LabCurveFitOptions *options);
void         lab_curve_fit_free     (LabCurveFit              *fit);

/* The verdict in a few words that name what it is about: "Steeper than theory", "Compatible with theory:
 * cannot tell −0.45 from −0.60" (the interval's ends). Translated; free with g_free(). */
char        *lab_curve_fit_headline (const LabCurveFit        *fit);

/* The samples (LabFitSample) that fit was made from, for bands, residuals and what-if; free with
 * g_array_unref(). */
GArray      *lab_curve_fit_samples  (const LabCurve           *curve,
                                     const LabCurveFit        *fit);

/* The power law of fit as a model of fit/model-fit.h over the same samples. */
gboolean     lab_curve_fit_model    (const LabCurve           *curve,
                                     const LabCurveFit        *fit,
                                     LabModel                  model,
                                     LabModelFit              *model_fit,
                                     GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCurveFit, lab_curve_fit_free)

G_END_DECLS
