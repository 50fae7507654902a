/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a fitted curve has a given value: what x it takes. */
#pragma once

#include "fit/curve-bootstrap.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_REACH_REACHED,      /* x, low and high hold */
  LAB_REACH_BELOW_FLOOR,  /* the value lies on the other side of the curve's floor: no x reaches it */
  LAB_REACH_OUT_OF_REACH, /* not within LAB_REACH_MOST times the fitted window: the law says nothing there */
} LabReachOutcome;

/* Farther from the fitted window than this no law is believed. */
#define LAB_REACH_MOST 1e6

typedef struct
{
  LabReachOutcome outcome;
  double y;         /* asked for */
  double x;         /* NaN unless reached */
  double low, high; /* its 95 % interval; INFINITY where the data set no limit */
  double decades_beyond; /* how far x lies outside the fitted window; 0 inside */
} LabReach;

/* Of a valid fit of a law that falls, or rises, all the way; y > 0. bootstrap is that of the fit. */
void lab_reach_fitted (const LabModelFit       *fit,
                       const LabCurveBootstrap *bootstrap,
                       double                   y,
                       LabReach                *reach);

/* "reached", "below floor", "out of reach": for files; untranslated. */
const char *lab_reach_name (LabReachOutcome outcome);

G_END_DECLS
