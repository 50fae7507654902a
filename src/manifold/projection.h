/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three directions to look along: principal components of a cloud of points. */
#pragma once

#include "manifold/manifold.h"

G_BEGIN_DECLS

/* axes (3, dimension), row-major: the unit directions in which points (n, dimension), row-major,
 * spread most, in descending order; rows beyond the dimension are zero. The sign makes the largest
 * entry positive. Cyclic Jacobi on the covariance, exact to rounding. dimension from 1 to
 * LAB_CANONICAL_DIMENSION_MAX. */
void lab_projection_principal (gsize        n,
                               guint        dimension,
                               const float *points,
                               double      *axes);

/* projected (n, 3) = (points - mean) axes^T, scaled so that the farthest point has distance 1. */
void lab_projection_apply     (gsize         n,
                               guint         dimension,
                               const float  *points,
                               const double *axes,
                               float        *projected);

G_END_DECLS
