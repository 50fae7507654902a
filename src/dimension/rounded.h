/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points as single precision sees them best. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unit roundoff of float. */
#define LAB_ROUNDOFF 0x1p-24

/* The points times a power of two, less their mean, so that every coordinate is below 1. */
typedef struct
{
  double scale;
  float *points; /* (n, D + 1), row-major: b, then |b|^2 */
  double *norm;  /* (n): |b|^2 before rounding */
} LabRoundedPoints;

/* x (n, D), row-major, finite, not all equal. NULL and LAB_ERROR_TOO_LARGE. */
LabRoundedPoints *lab_rounded_points_new  (const double      *x,
                                           gsize              n,
                                           guint              dimensions,
                                           GError           **error);
void              lab_rounded_points_free (LabRoundedPoints  *rounded);

G_END_DECLS
