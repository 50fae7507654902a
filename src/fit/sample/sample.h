/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fits are made of, and how much of it they need. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One measured value: y at x, from one run. */
typedef struct
{
  double x;
  double y;
  guint cluster; /* values of equal cluster are resampled together when asked to (a repeat) */
  double weight; /* relative: one over the variance of ln y; 0 is the same as 1 */
} LabFitSample;

/* Rules of design.md: at least these before a slope is told. */
#define LAB_FIT_MINIMUM_ABSCISSAS 4
#define LAB_FIT_MINIMUM_SPAN 3.1622776601683795 /* half a decade */

G_END_DECLS
