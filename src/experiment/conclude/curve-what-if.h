/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What-if: for a share of the present error, how much more data, how much wider, how many more steps?
 *
 * Where a curve on that axis has been fitted the answer is the fitted law's, with its interval;
 * elsewhere it is the kernel picture's for these n, N and T. Each answer says which. */
#pragma once

#include "experiment/conclude/curve-fit.h"
#include "fit/what-if.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_ANSWER_MEASURED,  /* from the fitted law, interval propagated */
  LAB_ANSWER_PREDICTED, /* finite-size prediction of the kernel picture, without interval */
  LAB_ANSWER_ASYMPTOTE, /* the reference slope alone: nothing better is known */
} LabAnswerSource;

typedef struct
{
  LabSweep axis;
  LabAnswerSource source;
  LabWhatIf what_if;   /* low and high are NaN unless measured; the model axis counts parameters N */
  double width_factor; /* on the model axis: of the width m, by the exact parameter count; else NaN */
  double width_low, width_high;
} LabCurveWhatIf;

/* From a fitted curve on its own axis, starting at x (0: the largest x fitted). curve and fit belong
 * together; fit->power.valid. About as costly as lab_curve_bootstrap_new() where a floor is fitted. */
void  lab_curve_what_if_measured  (const LabCurve       *curve,
                                   const LabCurveFit    *fit,
                                   double                x,
                                   double                share,
                                   LabCurveWhatIf       *answer);

/* Whether the kernel picture and a reference slope can answer on an axis: data, model, time. */
gboolean lab_curve_what_if_knows (LabSweep axis);

/* For an experiment without a fitted curve on axis, one of those, from its own largest n and
 * width, and its steps. level: of the prediction, 1 (under 2 ms) or 2 (up to a second, off the main
 * thread); where it has no answer, or where level 1 does not know what is asked (model size; data
 * without noise), the reference slope speaks. measured is the error that the time axis starts from;
 * NaN: none is known, and then the reference slope answers there. */
void  lab_curve_what_if_predicted (const LabExperiment  *experiment,
                                   LabSweep              axis,
                                   guint                 level,
                                   double                measured,
                                   double                share,
                                   LabCurveWhatIf       *answer);

/* Answers this many decades beyond what was measured are called extrapolations. */
#define LAB_WHAT_IF_FAR_DECADES 1.0

/* curve-what-if-words.c: translated, free with g_free(). */

/* "3.7 × the data (2.9 to 5.1), measured"; where it lies beyond ten times the measured range "12 to 45 × the
 * data, an extrapolation", both ends with two digits. */
char *lab_curve_what_if_words     (const LabCurveWhatIf *answer);

/* "3.7 × the data (2.9 to 5.1)", or as an extrapolation where far. low NaN: no interval is known; high may be
 * INFINITY. */
char *lab_what_if_amount_words    (const char           *amount,
                                   double                factor,
                                   double                low,
                                   double                high,
                                   gboolean              far);

G_END_DECLS
