/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of every kind that the choice among laws must tell apart, or say that it cannot. */
#pragma once

#include "core/random.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

#define RIVAL_CURVES 10
#define RIVAL_POINTS 40

typedef struct
{
  const char *name;
  double (*value) (double x);
  guint right;        /* laws (bits) that may be named for it */
  gboolean is_law;    /* else it is right as well to say that none fits, or that several of these remain */
  double first, last; /* x */
  guint least_at_1, least_at_3; /* of 30: right answers asked for at 1 and 3 % noise */
  guint most_wrong;             /* of 30, at each noise */
} RivalCurve;

extern const RivalCurve rival_curves[RIVAL_CURVES];

const RivalCurve *rival_curve (const char *name);

/* RIVAL_POINTS equally far apart in ln x, with a standard deviation of noise in ln y. */
void     rival_draw     (const RivalCurve *curve, double noise, guint trial, LabFitSample *samples);

/* Whether the choice names a law at all, and whether it is a right one. */
gboolean rival_is_named (const LabTwoPhaseChoice *choice);
gboolean rival_is_right (const RivalCurve *curve, const LabTwoPhaseChoice *choice);

G_END_DECLS
