/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of residuals. */
#pragma once

#include "fit/residuals.h"

G_BEGIN_DECLS

typedef struct
{
  double x;         /* geometric mean of the abscissas of the piece */
  double slope;     /* d ln y / d ln x by least squares over the piece */
  double low, high; /* slope -/+ one standard error; infinite where two points leave none */
} LabLocalSlope;

/* Slopes of neighbouring points: of every `width` (2 or more; odd ones lie on a point) successive
 * distinct x of samples (count), repeats averaged in ln y. slopes has room for `count`; returns how
 * many were written, ascending in x. Free of any model. */
guint lab_local_slopes (const LabFitSample *samples, guint count, guint width,
                        LabLocalSlope *slopes);

G_END_DECLS
