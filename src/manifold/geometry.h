/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manifold of a chosen dimension, ready to be sampled: its canonical coordinates.
 *
 * Canonical coordinates are the natural ones of surfaces.h, shifted to mean 0 and scaled by one
 * factor, so that a coordinate has variance 1 on average: exact for torus and sphere (mean 0 and
 * every variance 1), measured on 16,384 points for the others. The embedding stays isometric up to
 * that factor. */
#pragma once

#include "manifold/manifold.h"
#include "points/point-set.h"

G_BEGIN_DECLS

/* Immutable, so safe from several threads at once. */
typedef struct _LabGeometry LabGeometry;

/* Largest magnitude of the density's tilt. */
#define LAB_DENSITY_MAX 10.0

/* seed and repeat choose the bends of LAB_MANIFOLD_SMOOTH_EMBEDDING (stream LAB_STREAM_GEOMETRY);
 * no other manifold depends on them. density in [0, LAB_DENSITY_MAX]: 0 draws uniformly in the
 * parameters; otherwise points are kept with probability 1 / (1 + exp (-density x_1)), x_1 the
 * first canonical coordinate, so that one side is up to exp (2 density) times as dense as the
 * other. The intrinsic dimension must be one that the manifold can have. */
LabGeometry *lab_geometry_new    (LabManifold         manifold,
                                  guint               intrinsic_dimension,
                                  double              density,
                                  guint64             seed,
                                  guint32             repeat);

/* The points of a file in place of a manifold: sampling draws from them, each as likely as any other.
 * intrinsic_dimension is what is taken for theirs. NULL where they have more than
 * LAB_CANONICAL_DIMENSION_MAX coordinates, on which no target is defined. */
LabGeometry *lab_geometry_new_of_points (LabPointSet *points,
                                         guint        intrinsic_dimension);
void         lab_geometry_free   (LabGeometry        *geometry);

/* LAB_MANIFOLD_COUNT for points of a file. */
LabManifold  lab_geometry_get_manifold            (const LabGeometry *geometry);
guint        lab_geometry_get_intrinsic_dimension (const LabGeometry *geometry);
guint        lab_geometry_get_canonical_dimension (const LabGeometry *geometry);

/* Draws n points: canonical is (n, E), row-major, E the canonical dimension. They are drawn one by
 * one: the first k of a stream are the same for every n >= k. */
void         lab_geometry_sample (const LabGeometry  *geometry,
                                  LabRandom          *random,
                                  gsize               n,
                                  float              *canonical);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabGeometry, lab_geometry_free)

G_END_DECLS
