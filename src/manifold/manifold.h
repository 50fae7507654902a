/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manifolds of known intrinsic dimension: the catalogue, and how they lie in ambient space.
 *
 * Each lies in its natural coordinates (surfaces.h, with its equations); geometry.h draws points
 * from it, centred and scaled so that a coordinate has variance 1 on average. M1 to M13 are the
 * benchmark set of Hein & Audibert 2005 and Campadelli et al. 2015, as theory.md 4.1 lists
 * it. */
#pragma once

#include "core/random.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MANIFOLD_TORUS,
  LAB_MANIFOLD_SPHERE,
  LAB_MANIFOLD_BALL,
  LAB_MANIFOLD_CUBE,
  LAB_MANIFOLD_GAUSSIAN,
  LAB_MANIFOLD_PRODUCT,
  LAB_MANIFOLD_SMOOTH_EMBEDDING,
  LAB_MANIFOLD_SWISS_ROLL,
  LAB_MANIFOLD_S_CURVE,
  LAB_MANIFOLD_MOEBIUS,
  LAB_MANIFOLD_HELIX,
  LAB_MANIFOLD_SPIRAL,
  LAB_MANIFOLD_M1,
  LAB_MANIFOLD_M2,
  LAB_MANIFOLD_M3,
  LAB_MANIFOLD_M4,
  LAB_MANIFOLD_M5A,
  LAB_MANIFOLD_M5B,
  LAB_MANIFOLD_M6,
  LAB_MANIFOLD_M7,
  LAB_MANIFOLD_M8,
  LAB_MANIFOLD_M9,
  LAB_MANIFOLD_M10A,
  LAB_MANIFOLD_M10B,
  LAB_MANIFOLD_M10C,
  LAB_MANIFOLD_M10D,
  LAB_MANIFOLD_M11,
  LAB_MANIFOLD_M12,
  LAB_MANIFOLD_M13A,
  LAB_MANIFOLD_M13B,
  LAB_MANIFOLD_COUNT,
} LabManifold;

/* Of the families that take any d; one manifold of the benchmark set (M10d) has more. */
#define LAB_FAMILY_DIMENSION_MAX 32

#define LAB_MANIFOLD_DIMENSION_MAX 70
#define LAB_AMBIENT_DIMENSION_MAX  256

/* The most coordinates that a canonical embedding has (M8, and the smooth embedding of d = 32). */
#define LAB_CANONICAL_DIMENSION_MAX 72

typedef struct
{
  const char *label;       /* a few words, marked with N_() */
  const char *description; /* one sentence, marked with N_() */
  guint dimension_min;     /* of the intrinsic dimension; equal to dimension_max where it is fixed */
  guint dimension_max;
} LabManifoldInfo;

/* As in manifold=NAME; ended by NULL. */
extern const char *const lab_manifold_names[LAB_MANIFOLD_COUNT + 1];

const LabManifoldInfo *lab_manifold_info (LabManifold  manifold);

/* Coordinates of the canonical embedding: 2d for the torus, d + 1 for the sphere, ... ;
 * intrinsic_dimension must be one that the manifold can have. */
guint lab_manifold_canonical_dimension (LabManifold  manifold,
                                        guint        intrinsic_dimension);

/* How many of the dimensions of LAB_MANIFOLD_PRODUCT are the sphere's; the others are the torus's. */
guint lab_manifold_sphere_part         (guint        intrinsic_dimension);

/* Isometric embedding of R^E into R^D: a random matrix with orthonormal rows (Gram-Schmidt of
 * normals), scaled by sqrt (D / E) so that the ambient coordinates have variance 1 on average.
 * E <= D <= LAB_AMBIENT_DIMENSION_MAX; uses up E D normals of the stream. */
typedef struct _LabEmbedding LabEmbedding;

LabEmbedding *lab_embedding_new   (guint               canonical_dimension,
                                   guint               ambient_dimension,
                                   LabRandom          *random);
void          lab_embedding_free  (LabEmbedding       *embedding);

/* ambient (n, D) = canonical (n, E) times the embedding; both row-major. */
void          lab_embedding_apply (const LabEmbedding *embedding,
                                   gsize               n,
                                   const float        *canonical,
                                   float              *ambient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabEmbedding, lab_embedding_free)

G_END_DECLS
