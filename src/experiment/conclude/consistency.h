/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two measured laws say together: paper A's parameter-free check, and where compute goes. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* An exponent with its 95 % interval, positive when the error falls. */
typedef struct
{
  double value, low, high;
} LabAlpha;

typedef struct
{
  LabAlpha data;     /* alpha_D, measured */
  LabAlpha model;    /* alpha_N, measured */
  LabAlpha implied;  /* alpha_D / (1 - alpha_D): what alpha_N should be where a law in d and beta holds */
  double gap;        /* measured alpha_N less the implied one */
  double gap_low, gap_high; /* 95 % interval, both errors propagated */
  LabVerdict verdict; /* of alpha_N against the implied one; not enough where alpha_D reaches 1; no law
                       * where no theory joins the two (implied and gap are then NaN) */
  LabAlpha model_share; /* N ~ C^this: compute-optimal allocation, C = 6 N n, one pass */
  LabAlpha data_share;  /* n ~ C^this; the two add to 1 */
  LabAlpha risk_slope;  /* error ~ C^-this along it */
  double model_scale;   /* N = model_scale (C / 6)^model_share for error = A N^-alpha_N + B n^-alpha_D
                         * with the measured A and B */
} LabConsistency;

/* Whether laws of both are laws of one task: of points, the same manifold (or file), d and beta; of
 * sequences, the same distribution of tokens, their number, and attention. */
gboolean lab_consistency_same_task (const LabExperiment  *a,
                                    const LabExperiment  *b);

/* Of a data law and a model law measured on the same task. FALSE with a sentence
 * (LAB_ERROR_NOT_ENOUGH_DATA) where one of them is no power law that is known to fall, or axes or
 * tasks differ (LAB_ERROR_INVALID_VALUE). */
gboolean lab_consistency_check     (const LabCurve       *data_curve,
                                    const LabCurveFit    *data_fit,
                                    const LabCurve       *model_curve,
                                    const LabCurveFit    *model_fit,
                                    LabConsistency       *consistency,
                                    GError              **error);

/* One sentence on the check and one on the allocation; translated; free with g_free(). */
char    *lab_consistency_words     (const LabConsistency *consistency);
char    *lab_consistency_allocation_words (const LabConsistency *consistency);

G_END_DECLS
