/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would tell what a fit cannot: how many more repeats, or how large an n, and what that costs. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* One way to a narrower interval. */
typedef struct
{
  double amount; /* more repeats, or the largest n; 0: not within what an experiment may have */
  guint runs;    /* to train for it */
  double work;   /* their arithmetic, in parts of that of the whole curve */
} LabMoreRuns;

typedef enum
{
  LAB_MORE_NOTHING, /* nothing is open */
  LAB_MORE_SLOPE,   /* an interval wider than theory's exponent: a slope at all */
  LAB_MORE_THEORIES, /* the limit and the prediction for these sizes, which both are compatible */
  LAB_MORE_LAWS,    /* the rival laws of a training */
} LabMoreQuestion;

typedef struct
{
  LabMoreQuestion question;
  LabMoreRuns repeats;
  gboolean has_n;   /* on the data axis, for slopes */
  LabMoreRuns n;
} LabMore;

/* Of a fit with its verdict and choice of laws.
 *
 * Slopes: the interval of r repeats is taken as t(r) / sqrt r wide, t Student's quantile with the degrees of
 * freedom that power-law-interval.c counts; with a larger n in the same steps it shrinks as the spread of
 * ln n grows. It must become narrower than theory's exponent, or than the distance of limit and prediction.
 * Laws: the lead in AICc grows like the repeats. */
void  lab_more_runs       (const LabCurveFit *fit,
                           const LabCurve    *curve,
                           LabMore           *more);

/* One sentence; NULL where nothing is open. Translated; free with g_free(). */
char *lab_more_runs_words (const LabMore     *more,
                           const LabCurveFit *fit);

G_END_DECLS
