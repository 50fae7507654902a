/* Manifolds of known intrinsic dimension, in their canonical embedding.
 *
 * Canonical coordinates: the flat torus T^d as (cos t_1, sin t_1, ..., cos t_d, sin t_d) in R^2d,
 * the sphere S^d as a unit vector in R^(d+1); both scaled so that every coordinate has variance 1
 * (by sqrt 2, and by sqrt (d+1)): the embedding is isometric up to that one factor. */
#pragma once

#include "core/random.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_MANIFOLD_TORUS,
  LAB_MANIFOLD_SPHERE,
} LabManifold;

#define LAB_MANIFOLD_DIMENSION_MAX 32
#define LAB_AMBIENT_DIMENSION_MAX  256

/* Coordinates of the canonical embedding: 2d for the torus, d + 1 for the sphere. */
guint lab_manifold_canonical_dimension (LabManifold  manifold,
                                        guint        intrinsic_dimension);

/* Draws n points uniformly: canonical is (n, E), row-major, E the canonical dimension. The
 * points are drawn one by one: the first k of a stream are the same for every n >= k. */
void  lab_manifold_sample              (LabManifold  manifold,
                                        guint        intrinsic_dimension,
                                        LabRandom   *random,
                                        gsize        n,
                                        float       *canonical);

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
