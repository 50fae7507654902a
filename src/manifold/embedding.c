/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Isometric embedding of the canonical coordinates into the ambient space.
 *
 * Sums run in double and in one order per point, so a point's ambient coordinates do not depend on
 * the points around it. */
#include "manifold/manifold.h"

#include <math.h>

struct _LabEmbedding
{
  guint canonical_dimension;
  guint ambient_dimension;
  double *matrix; /* (E, D), row-major: orthogonal rows of norm sqrt (D / E) */
};

/* Removes from row its components along the previous unit rows. Done twice: after the second pass
 * the rest is orthogonal to working precision ("twice is enough", Giraud et al. 2005). */
static void
orthogonalise (const double *previous, guint n_previous, guint dimension, double *row)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_previous; i++) {
      const double *unit = previous + (gsize)i * dimension;
      double component = 0.0;

      for (guint k = 0; k < dimension; k++)
        component += unit[k] * row[k];
      for (guint k = 0; k < dimension; k++)
        row[k] -= component * unit[k];
    }
}

static void
normalise (guint dimension, double *row)
{
  double sum_of_squares = 0.0;

  for (guint k = 0; k < dimension; k++)
    sum_of_squares += row[k] * row[k];
  for (guint k = 0; k < dimension; k++)
    row[k] /= sqrt (sum_of_squares);
}

LabEmbedding *
lab_embedding_new (guint canonical_dimension, guint ambient_dimension, LabRandom *random)
{
  g_return_val_if_fail (canonical_dimension >= 1, NULL);
  g_return_val_if_fail (ambient_dimension >= canonical_dimension, NULL);
  g_return_val_if_fail (ambient_dimension <= LAB_AMBIENT_DIMENSION_MAX, NULL);
  g_return_val_if_fail (random != NULL, NULL);

  LabEmbedding *embedding = g_new0 (LabEmbedding, 1);
  gsize n_elements = (gsize)canonical_dimension * ambient_dimension;

  embedding->canonical_dimension = canonical_dimension;
  embedding->ambient_dimension = ambient_dimension;
  embedding->matrix = g_new (double, n_elements);
  for (guint i = 0; i < canonical_dimension; i++) {
    double *row = embedding->matrix + (gsize)i * ambient_dimension;

    for (guint k = 0; k < ambient_dimension; k++)
      row[k] = lab_random_normal (random);
    orthogonalise (embedding->matrix, i, ambient_dimension, row);
    normalise (ambient_dimension, row);
  }
  for (gsize i = 0; i < n_elements; i++)
    embedding->matrix[i] *= sqrt ((double)ambient_dimension / canonical_dimension);
  return embedding;
}

void
lab_embedding_free (LabEmbedding *embedding)
{
  if (embedding == NULL)
    return;
  g_free (embedding->matrix);
  g_free (embedding);
}

void
lab_embedding_apply (const LabEmbedding *embedding, gsize n, const float *canonical, float *ambient)
{
  double point[LAB_AMBIENT_DIMENSION_MAX];

  g_return_if_fail (embedding != NULL);
  g_return_if_fail (n == 0 || (canonical != NULL && ambient != NULL));

  guint canonical_dimension = embedding->canonical_dimension;
  guint ambient_dimension = embedding->ambient_dimension;

  for (gsize i = 0; i < n; i++) {
    for (guint k = 0; k < ambient_dimension; k++)
      point[k] = 0.0;
    for (guint e = 0; e < canonical_dimension; e++) {
      const double *row = embedding->matrix + (gsize)e * ambient_dimension;
      double coordinate = (double)canonical[i * canonical_dimension + e];

      for (guint k = 0; k < ambient_dimension; k++)
        point[k] += coordinate * row[k];
    }
    for (guint k = 0; k < ambient_dimension; k++)
      ambient[i * ambient_dimension + k] = (float)point[k];
  }
}
