/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fitted curve promises: how much more x brings the error down to a share of what it is. */
#pragma once

#include "fit/curve-bootstrap.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_WHAT_IF_REACHED,       /* factor, low and high hold */
  LAB_WHAT_IF_BELOW_FLOOR,   /* the target lies below the curve's floor: no x reaches it */
  LAB_WHAT_IF_DOES_NOT_FALL, /* the curve is not known to fall */
  LAB_WHAT_IF_OUT_OF_REACH,  /* more than LAB_WHAT_IF_MOST times as much: the law says nothing there */
} LabWhatIfOutcome;

/* Farther than this no fitted law is believed. */
#define LAB_WHAT_IF_MOST 1e6

typedef struct
{
  LabWhatIfOutcome outcome;
  double now;       /* error of the curve at x */
  double target;    /* share times now */
  double factor;    /* of x; NaN unless reached */
  double low, high; /* its 95 % interval; high is INFINITY where the data set no limit */
  double floor;     /* of the curve; 0 without */
  double decades_beyond; /* how far the answer lies beyond the largest x fitted; 0 inside */
} LabWhatIf;

/* What it takes from x > 0 to reach share (0 < share < 1) of the curve's error there. For a plain
 * power law the interval follows from the exponent's, else from bootstrap, which may be NULL for a
 * power law only. */
void lab_what_if_fitted (const LabModelFit        *fit,
                         const LabCurveBootstrap  *bootstrap,
                         double                    x,
                         double                    share,
                         LabWhatIf                *answer);

G_END_DECLS
