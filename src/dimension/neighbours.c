/* The exact nearest neighbours of every point among the others.
 *
 * For a block of queries a and a tile of points b one sgemm gives s = |b|^2 - 2 a.b, which orders
 * the points by their distance from a (its square is s + |a|^2). s carries a rounding error with a
 * proven bound e (Higham, Accuracy and Stability of Numerical Algorithms, 3.5): a point whose s
 * exceeds the k-th smallest by more than 2 e is no neighbour; all others are candidates, and their
 * distances are computed in double precision from the given numbers. No neighbour can be missed;
 * where single precision cannot tell points apart there are only more candidates.
 * Points are shifted to their mean and scaled by a power of two before they are rounded to float. */
#include "dimension/neighbours.h"

#include "core/memory.h"
#include "core/parallel.h"
#include "dimension/query.h"

#include <cblas.h>
#include <math.h>

/* A tile of s (64 KiB times 4 bytes) stays in the second-level cache. */
#define BLOCK_ROWS   128
#define TILE_COLUMNS 512

/* Values of s looked at together. */
#define CHUNK 32

/* Unit roundoff of float, and what is added to the D operations of a dot product: the rounding of
 * its factors, of |b|^2 and of the limit. */
#define ROUNDOFF          0x1p-24
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
  double *centre;   /* (D): of the scaled points */
  float *points;    /* (n, D + 1): b, then |b|^2 */
  double *norm;     /* (n): |b|^2 */
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

/* s (columns) belongs to query number i and the points from first on. */
static void
scan_row (const Search *search,
          LabQuery *query,
          gsize i,
          const float *s,
          gsize first,
          guint columns)
{
  double far_norm = search->far_norm[first / TILE_COLUMNS];
  double error = ROUNDOFF * (search->D + FURTHER_ROUNDINGS) *
                 (2.0 * sqrt (query->exact_norm) * far_norm + far_norm * far_norm);
  float limit;

  query->error = fmax (query->error, error);
  limit = lab_query_limit (query);
  for (guint c = 0; c < columns; c += CHUNK) {
    guint end = MIN (c + CHUNK, columns);

    if (end == c + CHUNK && !any_within (s + c, limit))
      continue;
    for (guint j = c; j < end; j++)
      if (s[j] <= limit && first + j != i)
        query->candidate[query->waiting++] =
            (LabCandidate){.s = s[j], .index = (guint32)(first + j)};
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
    const float *point = search->points + (first + r) * width;
    float *a = scratch->queries + (gsize)r * width;

    for (guint c = 0; c < search->D; c++)
      a[c] = -2.0f * point[c];
    a[search->D] = 1.0f;
    scratch->query[r] = (LabQuery){
        .k = search->result->k,
        .exact_norm = search->norm[first + r],
        .limit = INFINITY,
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
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)rows, (blasint)columns, width,
                 1.0f, scratch->queries, width, search->points + column * (gsize)width, width, 0.0f,
                 scratch->tile, TILE_COLUMNS);
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

/* Mean and largest distance from it, coordinate by coordinate; the scale brings that below 1. */
static void
choose_frame (Search *search)
{
  const double *x = search->exact.x;
  double spread = 0.0;
  int exponent;

  for (gsize i = 0; i < search->n; i++)
    for (guint c = 0; c < search->D; c++)
      search->centre[c] += x[i * search->D + c] / (double)search->n;
  for (gsize i = 0; i < search->n; i++)
    for (guint c = 0; c < search->D; c++)
      spread = fmax (spread, fabs (x[i * search->D + c] / 2.0 - search->centre[c] / 2.0));
  frexp (spread, &exponent);
  /* Of halves, so that no difference overflows; the power itself must not either. */
  search->exact.scale = ldexp (1.0, CLAMP (-exponent - 1, -1021, 1021));
  for (guint c = 0; c < search->D; c++)
    search->centre[c] *= search->exact.scale;
}

static void
round_points (Search *search)
{
  guint D = search->D;

  for (gsize i = 0; i < search->n; i++) {
    float *point = search->points + i * (D + 1);
    double *far_norm = &search->far_norm[i / TILE_COLUMNS];
    double square = 0.0;

    for (guint c = 0; c < D; c++) {
      double value = search->exact.x[i * D + c] * search->exact.scale - search->centre[c];

      point[c] = (float)value;
      square += value * value;
    }
    point[D] = (float)square;
    search->norm[i] = square;
    *far_norm = fmax (*far_norm, sqrt (square));
  }
}

/* Zeroed; NULL with error, or where an error is set already. */
static gpointer
allocate (gsize count, gsize size, GError **error)
{
  return *error == NULL ? lab_memory_new (count, size, "the neighbour search", error) : NULL;
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
  search->points = allocate (n, (search->D + 1) * sizeof (float), &refusal);
  search->norm = allocate (n, sizeof (double), &refusal);
  search->centre = g_new0 (double, search->D);
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
  g_free (search->centre);
  g_free (search->far_norm);
  lab_memory_free (search->points);
  lab_memory_free (search->norm);
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

  if (search_allocate (&search, k, workers, error)) {
    choose_frame (&search);
    round_points (&search);
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
