/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The defining equations of the manifolds, as what holds for their points. */
#pragma once

#include "manifold/manifold.h"

G_BEGIN_DECLS

/* How far x, in natural coordinates (surfaces.h), is from satisfying the equations of the manifold of
 * that dimension: 0 on it. Every manifold but LAB_MANIFOLD_SMOOTH_EMBEDDING has some. */
double equation_error (LabManifold   manifold,
                       guint         dimension,
                       const double *x);

G_END_DECLS
