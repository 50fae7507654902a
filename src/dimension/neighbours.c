/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact nearest neighbours of every point among the others.
 *
 * For a block of queries a and a tile of points b one sgemm gives s = |b|^2 - 2 a.b, which orders
 * the points by their distance from a (its square is s + |a|^2). s carries a rounding error with a
 * proven bound e (Higham, Accuracy and Stability of Numerical Algorithms, 3.5): a point whose s
 * exceeds the k-th smallest by more than 2 e is no neighbour; all others are candidates, and their
 * distances are computed in double precision from the given numbers. No neighbour can be missed;
 * where single precision cannot tell points apart there are only more candidates.
 * The floats are those of rounded.h. */
#include "dimension/neighbours.h"

#include "core/blas-buffers.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "dimension/query.h"
#include "dimension/rounded.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>

/* A tile of s (64 KiB times 4 bytes) stays in the second-level cache. */
#define BLOCK_ROWS   128
#define TILE_COLUMNS 512

/* Values of s looked at together. */
#define CHUNK 32

/* What is added to the D operations of a dot product: the rounding of its factors, of |b|^2 and of
 * the limit. */
#define FURTHER_ROUNDINGS 16.0

typedef struct
{
  float *queries;           /* (BLOCK_ROWS, D + 1): -2 a, then 1 */
  float *tile;              /* (BLOCK_ROWS, TILE_COLUMNS) */
  LabQuery *query;          /* (BLOCK_ROWS) */
  LabNear *nearest;         /* (BLOCK_ROWS, k) */
  LabCandidate *candidates; /* (BLOCK_ROWS, LAB_QUERY_WAITING (k)) */
} Scratch;

typedef struct
{
  LabExactPoints exact;
  gsize n;
  guint D;
  LabRoundedPoints *rounded;
  double *far_norm; /* one per tile: the largest |b| */
  LabTask *task;
  Scratch *scratch; /* one per worker */
  LabNeighbours *result;
} Search;

static gboolean
any_within (const float *s, float limit)
{
  int any = 0;

  for (guint c = 0; c < CHUNK; c++)
    any |= s[c] <= limit;
  return any;
}

/* The columns from `from` to before `to` whose s is within the limit wait. Written without a branch: which
 * they are cannot be foretold. */
static void
let_wait (LabQuery *query, const float *s, gsize first, guint from, guint to, float limit)
{
  LabCandidate *candidate = query->candidate;
  guint waiting = query->waiting;

  for (guint j = from; j < to; j++) {
    candidate[waiting] = (LabCandidate){.s = s[j], .index = (guint32)(first + j)};
    waiting += s[j] <= limit;
  }
  query->waiting = waiting;
}

/* s (columns) belongs to query number i and the points from first on; i's own is made infinite. */
static void
scan_row (const Search *search, LabQuery *query, gsize i, float *s, gsize first, guint columns)
{
  double far_norm = search->far_norm[first / TILE_COLUMNS];
  double error = LAB_ROUNDOFF * (search->D + FURTHER_ROUNDINGS) *
                 (2.0 * sqrt (query->exact_norm) * far_norm + far_norm * far_norm);
  float limit;

  query->error = fmax (query->error, error);
  if (i >= first && i < first + columns)
    s[i - first] = INFINITY;
  if (first == 0)
    lab_query_first_limit (query, s, columns);
  limit = lab_query_limit (query);
  for (guint c = 0; c < columns; c += CHUNK) {
    guint end = MIN (c + CHUNK, columns);

    if (end == c + CHUNK && !any_within (s + c, limit))
      continue;
    let_wait (query, s, first, c, end, limit);
    if (query->waiting <= LAB_QUERY_WAITING (search->result->k) - CHUNK)
      continue;
    lab_query_thin_out (&search->exact, query, i);
    limit = lab_query_limit (query);
  }
}

static void
start_queries (const Search *search, Scratch *scratch, gsize first, guint rows)
{
  guint width = search->D + 1;

  for (guint r = 0; r < rows; r++) {
    const float *point = search->rounded->points + (first + r) * width;
    float *a = scratch->queries + (gsize)r * width;

    for (guint c = 0; c < search->D; c++)
      a[c] = -2.0f * point[c];
    a[search->D] = 1.0f;
    scratch->query[r] = (LabQuery){
        .k = search->result->k,
        .exact_norm = search->rounded->norm[first + r],
        .limit = LAB_QUERY_NO_LIMIT,
        .nearest = scratch->nearest + (gsize)r * search->result->k,
        .candidate = scratch->candidates + (gsize)r * LAB_QUERY_WAITING (search->result->k),
    };
  }
}

static void
write_row (const Search *search, const LabQuery *query, gsize i)
{
  guint k = search->result->k;

  for (guint j = 0; j < k; j++) {
    search->result->index[i * k + j] = query->nearest[j].index;
    search->result->distance[i * k + j] = sqrt (query->nearest[j].square) / search->exact.scale;
  }
}

/* A LabParallelPiece. */
static void
search_block (gsize block, guint worker, gpointer data)
{
  const Search *search = data;
  Scratch *scratch = &search->scratch[worker];
  gsize first = block * BLOCK_ROWS;
  guint rows = (guint)MIN (BLOCK_ROWS, search->n - first);
  blasint width = (blasint)search->D + 1;

  start_queries (search, scratch, first, rows);
  for (gsize column = 0; column < search->n; column += TILE_COLUMNS) {
    guint columns = (guint)MIN (TILE_COLUMNS, search->n - column);

    if (lab_task_is_cancelled (search->task))
      return;
    lab_blas_enter ();
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)rows, (blasint)columns, width,
                 1.0f, scratch->queries, width, search->rounded->points + column * (gsize)width,
                 width, 0.0f, scratch->tile, TILE_COLUMNS);
    lab_blas_leave ();
    for (guint r = 0; r < rows; r++)
      scan_row (search, &scratch->query[r], first + r, scratch->tile + (gsize)r * TILE_COLUMNS,
                column, columns);
  }
  for (guint r = 0; r < rows; r++) {
    lab_query_thin_out (&search->exact, &scratch->query[r], first + r);
    lab_query_settle (&search->exact, &scratch->query[r], first + r);
    write_row (search, &scratch->query[r], first + r);
  }
}

/* Zeroed; NULL with error, or where an error is set already. */
static gpointer
allocate (gsize count, gsize size, GError **error)
{
  return *error == NULL ? lab_memory_new (count, size, N_ ("the neighbour search"), error) : NULL;
}

static gboolean
search_allocate (Search *search, guint k, guint workers, GError **error)
{
  GError *refusal = NULL;
  gsize n = search->n;

  search->result = g_new0 (LabNeighbours, 1);
  search->result->n = n;
  search->result->k = k;
  search->result->index = allocate (n, k * sizeof (guint32), &refusal);
  search->result->distance = allocate (n, k * sizeof (double), &refusal);
  search->far_norm = g_new0 (double, n / TILE_COLUMNS + 1);
  search->scratch = g_new0 (Scratch, workers);
  for (guint w = 0; w < workers; w++)
    search->scratch[w] = (Scratch){
        .queries = allocate (BLOCK_ROWS, (search->D + 1) * sizeof (float), &refusal),
        .tile = allocate (BLOCK_ROWS * TILE_COLUMNS, sizeof (float), &refusal),
        .query = allocate (BLOCK_ROWS, sizeof (LabQuery), &refusal),
        .nearest = allocate (BLOCK_ROWS, k * sizeof (LabNear), &refusal),
        .candidates =
            allocate (BLOCK_ROWS, LAB_QUERY_WAITING (k) * sizeof (LabCandidate), &refusal),
    };
  if (refusal != NULL)
    g_propagate_error (error, refusal);
  return refusal == NULL;
}

static void
search_clear (Search *search, guint workers)
{
  for (guint w = 0; w < workers; w++) {
    lab_memory_free (search->scratch[w].queries);
    lab_memory_free (search->scratch[w].tile);
    lab_memory_free (search->scratch[w].query);
    lab_memory_free (search->scratch[w].nearest);
    lab_memory_free (search->scratch[w].candidates);
  }
  g_free (search->scratch);
  g_free (search->far_norm);
  lab_rounded_points_free (search->rounded);
  lab_neighbours_free (search->result);
}

LabNeighbours *
lab_neighbours_find (const double *x,
                     gsize n,
                     guint dimensions,
                     guint k,
                     guint threads,
                     LabTask *task,
                     double until,
                     GError **error)
{
  Search search = {
      .exact = {.x = x, .dimensions = dimensions}, .n = n, .D = dimensions, .task = task};
  gsize blocks = (n + BLOCK_ROWS - 1) / BLOCK_ROWS;
  guint workers = lab_parallel_workers (threads, blocks);
  LabNeighbours *result = NULL;

  g_return_val_if_fail (x != NULL && k > 0 && k < n && n < G_MAXUINT32, NULL);
  g_return_val_if_fail (dimensions > 0 && dimensions < G_MAXINT32, NULL);

  search.rounded = lab_rounded_points_new (x, n, dimensions, error);
  if (search.rounded == NULL)
    return NULL;
  search.exact.scale = search.rounded->scale;
  if (search_allocate (&search, k, workers, error)) {
    for (gsize i = 0; i < n; i++)
      search.far_norm[i / TILE_COLUMNS] =
          fmax (search.far_norm[i / TILE_COLUMNS], sqrt (search.rounded->norm[i]));
    if (lab_parallel_for (workers, blocks, search_block, &search, task, 0.0, until))
      result = g_steal_pointer (&search.result);
  }
  search_clear (&search, workers);
  return result;
}

void
lab_neighbours_free (LabNeighbours *neighbours)
{
  if (neighbours == NULL)
    return;
  lab_memory_free (neighbours->index);
  lab_memory_free (neighbours->distance);
  g_free (neighbours);
}
