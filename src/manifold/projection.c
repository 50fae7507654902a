/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components by Jacobi rotations: the matrix is small (72 rows at most). */
#include "manifold/projection.h"

#include <math.h>
#include <string.h>

/* Sweeps over all pairs; convergence is quadratic, 8 are enough for 72 rows. */
#define SWEEPS 30

/* Off-diagonal entries count as zero below this, relative to the trace. */
#define NEGLIGIBLE 1e-15

static void
mean_of (gsize n, guint dimension, const float *points, double *mean)
{
  for (guint k = 0; k < dimension; k++)
    mean[k] = 0.0;
  for (gsize i = 0; i < n; i++)
    for (guint k = 0; k < dimension; k++)
      mean[k] += (double)points[i * dimension + k] / (double)n;
}

/* matrix (dimension, dimension) */
static void
covariance_of (gsize n, guint dimension, const float *points, double *matrix)
{
  double mean[LAB_CANONICAL_DIMENSION_MAX], centred[LAB_CANONICAL_DIMENSION_MAX];

  mean_of (n, dimension, points, mean);
  memset (matrix, 0, (gsize)dimension * dimension * sizeof *matrix);
  for (gsize i = 0; i < n; i++) {
    for (guint k = 0; k < dimension; k++)
      centred[k] = (double)points[i * dimension + k] - mean[k];
    for (guint a = 0; a < dimension; a++)
      for (guint b = 0; b <= a; b++)
        matrix[a * dimension + b] += centred[a] * centred[b] / (double)n;
  }
  for (guint a = 0; a < dimension; a++)
    for (guint b = 0; b < a; b++)
      matrix[b * dimension + a] = matrix[a * dimension + b];
}

/* Rotates rows and columns p and q so that entry (p, q) becomes 0, and the rows of vectors. */
static void
rotate (guint dimension, double *matrix, double *vectors, guint p, guint q)
{
  double off = matrix[p * dimension + q];
  double theta = 0.5 * (matrix[q * dimension + q] - matrix[p * dimension + p]) / off;
  double t = (theta < 0.0 ? -1.0 : 1.0) / (fabs (theta) + sqrt (theta * theta + 1.0));
  double c = 1.0 / sqrt (t * t + 1.0), s = t * c;

  for (guint k = 0; k < dimension; k++) {
    double kp = matrix[k * dimension + p], kq = matrix[k * dimension + q];

    matrix[k * dimension + p] = c * kp - s * kq;
    matrix[k * dimension + q] = s * kp + c * kq;
  }
  for (guint k = 0; k < dimension; k++) {
    double pk = matrix[p * dimension + k], qk = matrix[q * dimension + k];
    double vp = vectors[p * dimension + k], vq = vectors[q * dimension + k];

    matrix[p * dimension + k] = c * pk - s * qk;
    matrix[q * dimension + k] = s * pk + c * qk;
    vectors[p * dimension + k] = c * vp - s * vq;
    vectors[q * dimension + k] = s * vp + c * vq;
  }
}

/* matrix becomes diagonal; the rows of vectors its eigenvectors. */
static void
diagonalise (guint dimension, double *matrix, double *vectors)
{
  double trace = 0.0;
  gboolean rotated = TRUE;

  memset (vectors, 0, (gsize)dimension * dimension * sizeof *vectors);
  for (guint k = 0; k < dimension; k++) {
    vectors[k * dimension + k] = 1.0;
    trace += matrix[k * dimension + k];
  }
  for (guint sweep = 0; sweep < SWEEPS && rotated; sweep++) {
    rotated = FALSE;
    for (guint p = 0; p + 1 < dimension; p++)
      for (guint q = p + 1; q < dimension; q++)
        if (fabs (matrix[p * dimension + q]) > NEGLIGIBLE * trace) {
          rotate (dimension, matrix, vectors, p, q);
          rotated = TRUE;
        }
  }
}

/* The row with the largest diagonal entry, which is then used up; -1 when none is left. */
static int
take_largest (guint dimension, double *matrix)
{
  int largest = -1;

  for (guint k = 0; k < dimension; k++)
    if (matrix[k * dimension + k] >= 0.0 &&
        (largest < 0 || matrix[k * dimension + k] > matrix[(guint)largest * (dimension + 1)]))
      largest = (int)k;
  if (largest >= 0)
    matrix[(guint)largest * (dimension + 1)] = -1.0;
  return largest;
}

static void
copy_with_sign (guint dimension, const double *vector, double *axis)
{
  guint largest = 0;

  for (guint k = 1; k < dimension; k++)
    if (fabs (vector[k]) > fabs (vector[largest]) * (1.0 + 1e-9))
      largest = k;
  for (guint k = 0; k < dimension; k++)
    axis[k] = vector[largest] < 0.0 ? -vector[k] : vector[k];
}

void
lab_projection_principal (gsize n, guint dimension, const float *points, double *axes)
{
  g_return_if_fail (n > 0 && points != NULL && axes != NULL);
  g_return_if_fail (dimension >= 1 && dimension <= LAB_CANONICAL_DIMENSION_MAX);

  g_autofree double *matrix = g_new (double, (gsize)dimension *dimension);
  g_autofree double *vectors = g_new (double, (gsize)dimension *dimension);

  covariance_of (n, dimension, points, matrix);
  diagonalise (dimension, matrix, vectors);
  /* Rounding may leave a vanishing eigenvalue below zero; -1 marks those that are used up. */
  for (guint k = 0; k < dimension; k++)
    matrix[k * (dimension + 1)] = MAX (matrix[k * (dimension + 1)], 0.0);
  memset (axes, 0, 3 * dimension * sizeof *axes);
  for (guint axis = 0; axis < MIN (dimension, 3); axis++)
    copy_with_sign (dimension, vectors + (guint)take_largest (dimension, matrix) * dimension,
                    axes + axis * dimension);
}

void
lab_projection_apply (gsize n,
                      guint dimension,
                      const float *points,
                      const double *axes,
                      float *projected)
{
  double mean[LAB_CANONICAL_DIMENSION_MAX], farthest = 0.0;

  g_return_if_fail (points != NULL && axes != NULL && projected != NULL);
  g_return_if_fail (dimension >= 1 && dimension <= LAB_CANONICAL_DIMENSION_MAX);

  mean_of (n, dimension, points, mean);
  for (gsize i = 0; i < n; i++) {
    double squares = 0.0;

    for (guint axis = 0; axis < 3; axis++) {
      double sum = 0.0;

      for (guint k = 0; k < dimension; k++)
        sum += axes[axis * dimension + k] * ((double)points[i * dimension + k] - mean[k]);
      projected[3 * i + axis] = (float)sum;
      squares += sum * sum;
    }
    farthest = MAX (farthest, sqrt (squares));
  }
  for (gsize i = 0; farthest > 0.0 && i < 3 * n; i++)
    projected[i] = (float)((double)projected[i] / farthest);
}
