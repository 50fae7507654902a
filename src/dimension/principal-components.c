/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components from the covariance: added up block of rows by block of rows, each block's
 * products tile by tile on all cores. Which tile is whose does not depend on the number of cores, nor
 * does the result. */
#include "dimension/principal-components.h"

#include "core/blas-buffers.h"
#include "core/error.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "dimension/symmetric-eigen.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>

/* Rows looked at together: 8 MiB at 4,096 coordinates. */
#define BLOCK_ROWS 256

/* Rows and columns of the covariance that are one piece of work. */
#define TILE 256

/* Of the progress; the eigenvectors take the rest, and all of it where rows are few. */
#define LEAST_COVARIANCE_SHARE 0.1

typedef struct
{
  const LabPrincipalSource *source;
  const double *rows; /* (count, D): the block */
  gsize count;
  double *covariance; /* (D, D), row-major; tiles on and right of the diagonal */
} Adding;

static guint
tiles_of (guint D)
{
  return (D + TILE - 1) / TILE;
}

static void
add_tile (gsize piece, guint worker, gpointer data)
{
  const Adding *adding = data;
  guint D = adding->source->dimensions, tiles = tiles_of (D);
  guint top = (guint)(piece / tiles), left = (guint)(piece % tiles);
  guint height = MIN (TILE, D - top * TILE), width = MIN (TILE, D - left * TILE);

  if (left < top)
    return;
  lab_blas_enter ();
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint)height, (blasint)width,
               (blasint)adding->count, 1.0 / (double)adding->source->n,
               adding->rows + (gsize)top * TILE, (blasint)D, adding->rows + (gsize)left * TILE,
               (blasint)D, 1.0, adding->covariance + (gsize)top * TILE * D + (gsize)left * TILE,
               (blasint)D);
  lab_blas_leave ();
}

/* FALSE when cancelled. */
static gboolean
add_up (const LabPrincipalSource *source,
        double *rows,
        double *covariance,
        LabTask *task,
        double from,
        double to)
{
  guint tiles = tiles_of (source->dimensions);
  gsize pieces = (gsize)tiles * tiles;
  guint workers = lab_parallel_workers (0, pieces);

  for (gsize first = 0; first < source->n; first += BLOCK_ROWS) {
    gsize count = MIN (BLOCK_ROWS, source->n - first);
    double begun = from + (to - from) * (double)first / (double)source->n;
    double ended = from + (to - from) * (double)(first + count) / (double)source->n;
    Adding adding = {.source = source, .rows = rows, .count = count, .covariance = covariance};

    source->rows (first, count, rows, source->data);
    if (!lab_parallel_for (workers, pieces, add_tile, &adding, task, begun, ended))
      return FALSE;
  }
  return TRUE;
}

/* The largest entry positive, as lab_projection_principal() has it. */
static double
sign_of (const double *axis, guint D)
{
  guint largest = 0;

  for (guint k = 1; k < D; k++)
    if (fabs (axis[k]) > fabs (axis[largest]))
      largest = k;
  return axis[largest] < 0.0 ? -1.0 : 1.0;
}

/* values and vectors ascend; components descend. */
static void
take_components (LabPrincipalComponents *components,
                 guint most,
                 const double *values,
                 const double *vectors)
{
  guint D = components->dimensions;
  double least = LAB_PRINCIPAL_LEAST_SHARE * values[most - 1];

  for (guint i = 0; i < most && values[most - 1 - i] > least; i++) {
    const double *vector = vectors + (gsize)(most - 1 - i) * D;
    double sign = sign_of (vector, D);

    components->variance[i] = values[most - 1 - i];
    for (guint k = 0; k < D; k++)
      components->axes[(gsize)i * D + k] = sign * vector[k];
    components->count = i + 1;
  }
}

/* Of the covariance, which is overwritten. */
static gboolean
find_components (LabPrincipalComponents *components,
                 double *covariance,
                 guint most,
                 LabTask *task,
                 double from,
                 double to,
                 GError **error)
{
  guint D = components->dimensions;
  double *vectors, *values;
  gboolean found;

  for (guint k = 0; k < D; k++)
    components->total += covariance[(gsize)k * D + k];
  if (!(components->total > 0.0) || !isfinite (components->total)) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         _ ("The points have no principal components: they must differ, and their "
                            "numbers be within 1e150."));
    return FALSE;
  }
  vectors = lab_memory_new (most, ((gsize)D + 1) * sizeof *vectors, N_ ("the components"), error);
  components->axes = lab_memory_new (most, D * sizeof (double), N_ ("the components"), error);
  components->variance = lab_memory_new (most, sizeof (double), N_ ("the components"), error);
  values = vectors + (gsize)most * D;
  found = vectors != NULL && components->axes != NULL && components->variance != NULL &&
          lab_symmetric_eigen_largest (D, covariance, most, values, vectors, task, from, to, error);
  if (found)
    take_components (components, most, values, vectors);
  lab_memory_free (vectors);
  return found && !lab_task_is_cancelled (task);
}

LabPrincipalComponents *
lab_principal_components_new (const LabPrincipalSource *source,
                              guint most,
                              LabTask *task,
                              double from,
                              double to,
                              GError **error)
{
  g_return_val_if_fail (source != NULL && source->n >= 2 && most > 0, NULL);
  g_return_val_if_fail (
      source->dimensions > 0 && source->dimensions <= LAB_PRINCIPAL_MOST_DIMENSIONS, NULL);

  guint D = source->dimensions;
  double adding = fmax ((double)source->n / ((double)source->n + 4.0 * D), LEAST_COVARIANCE_SHARE);
  double between = from + (to - from) * adding;
  g_autoptr (LabPrincipalComponents) components = g_new0 (LabPrincipalComponents, 1);
  double *rows = lab_memory_new (BLOCK_ROWS, D * sizeof *rows, N_ ("the rows"), error);
  double *covariance =
      rows != NULL ? lab_memory_new (D, D * sizeof *covariance, N_ ("the covariance"), error)
                   : NULL;
  gboolean well;

  components->dimensions = D;
  well = covariance != NULL && add_up (source, rows, covariance, task, from, between) &&
         find_components (components, covariance, MIN (most, D), task, between, to, error);
  lab_memory_free (rows);
  lab_memory_free (covariance);
  return well ? g_steal_pointer (&components) : NULL;
}

void
lab_principal_components_free (LabPrincipalComponents *components)
{
  if (components == NULL)
    return;
  lab_memory_free (components->axes);
  lab_memory_free (components->variance);
  g_free (components);
}

typedef struct
{
  const LabPrincipalComponents *components;
  const LabPrincipalSource *source;
  double factor;
  double *work; /* (workers, BLOCK_ROWS, D + K) */
  float *scores;
} Projecting;

static void
project_block (gsize piece, guint worker, gpointer data)
{
  const Projecting *projecting = data;
  const LabPrincipalSource *source = projecting->source;
  gsize D = source->dimensions, K = projecting->components->count;
  gsize first = piece * BLOCK_ROWS, count = MIN (BLOCK_ROWS, source->n - first);
  double *rows = projecting->work + worker * BLOCK_ROWS * (D + K),
         *products = rows + BLOCK_ROWS * D;

  source->rows (first, count, rows, source->data);
  lab_blas_enter ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)count, (blasint)K, (blasint)D,
               projecting->factor, rows, (blasint)D, projecting->components->axes, (blasint)D, 0.0,
               products, (blasint)K);
  lab_blas_leave ();
  for (gsize i = 0; i < count * K; i++)
    projecting->scores[first * K + i] = (float)products[i];
}

gboolean
lab_principal_components_project (const LabPrincipalComponents *components,
                                  const LabPrincipalSource *source,
                                  double factor,
                                  float *scores,
                                  LabTask *task,
                                  GError **error)
{
  g_return_val_if_fail (components != NULL && source != NULL && scores != NULL, FALSE);
  g_return_val_if_fail (components->dimensions == source->dimensions, FALSE);

  gsize blocks = (source->n + BLOCK_ROWS - 1) / BLOCK_ROWS;
  gsize width = (gsize)source->dimensions + components->count;
  guint workers = lab_parallel_workers (0, blocks);
  double now = lab_task_progress (task);
  Projecting projecting = {
      .components = components, .source = source, .factor = factor, .scores = scores};
  gboolean done;

  projecting.work =
      lab_memory_new ((gsize)workers * BLOCK_ROWS, width * sizeof (double), N_ ("the rows"), error);
  done = projecting.work != NULL &&
         lab_parallel_for (workers, blocks, project_block, &projecting, task, now, now);
  lab_memory_free (projecting.work);
  return done;
}

double
lab_principal_components_kept (const LabPrincipalComponents *components)
{
  g_return_val_if_fail (components != NULL, NAN);

  double kept = 0.0;

  for (guint i = 0; i < components->count; i++)
    kept += components->variance[i];
  return fmin (kept / components->total, 1.0);
}
