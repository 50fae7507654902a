/* What a curve says: its fitted law, the theory's reference for it, and the verdict in words. */
#pragma once

#include "experiment/curve.h"
#include "fit/power-law.h"
#include "fit/two-phase.h"
#include "theory/exponents.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_VERDICT_NOT_ENOUGH, /* too little data for a slope: `sentence` says what is missing */
  LAB_VERDICT_COMPATIBLE, /* the interval holds the theory's slope */
  LAB_VERDICT_STEEPER,    /* the whole interval falls faster */
  LAB_VERDICT_SHALLOWER,  /* the whole interval falls slower */
} LabVerdict;

typedef struct
{
  LabSweep axis;
  LabVerdict verdict;
  char *sentence;      /* the verdict for a student; translated */
  guint decimals;      /* of slopes in words: 2, or as many as keep the interval's end apart from
                        * the reference that it excludes */
  LabPowerLawFit power; /* slope with interval; .valid FALSE when not enough */
  LabReferenceLaw reference; /* the slope of theory for this axis and noise, and what it is */
  gboolean has_two_phase;    /* time and compute only */
  LabTwoPhaseChoice two_phase; /* which rival the data prefer, and its break */
  char *phase_sentence;        /* that choice for a student; translated; NULL on other axes */
  guint group;                 /* whose samples were fitted: the largest width's on time and
                                * compute, else 0 */
} LabCurveFit;

/* Deterministic: bootstrap streams are keyed by the experiment's seed.
 *
 * What is fitted: on data and model, the samples of all finished runs but the floor-limited ones
 * (curve.h); on time and compute, the trajectories of the largest width past the warm-up, the
 * power law after the break where one was found, also where its kind (exponential or power law
 * before it) cannot be told. Nothing else is left out.
 *
 * The reference is a bound in some cases (LabReferenceLaw.nature): steeper than an upper bound is
 * then a verdict about the measurement, not a contradiction, and the sentence says so. */
LabCurveFit *lab_curve_fit_new  (const LabCurve *curve);
void         lab_curve_fit_free (LabCurveFit    *fit);

/* "compatible", "steeper", "shallower", "not enough to tell": for files; untranslated. */
const char  *lab_verdict_name   (LabVerdict      verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCurveFit, lab_curve_fit_free)

G_END_DECLS
