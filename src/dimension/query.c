/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One point's search for its nearest neighbours, among candidates that come one by one. */
#include "dimension/query.h"

#include <math.h>

/* Columns of the first s are dealt into so many classes (column number modulo it): each class's
 * smallest belongs to another column, so the k-th of them bounds the k-th of all. */
#define CLASSES 64

static double
scaled_square_distance (const LabExactPoints *points, gsize i, gsize j)
{
  const double *a = points->x + i * points->dimensions;
  const double *b = points->x + j * points->dimensions;
  double scale = points->scale;
  double sum[4] = {0.0};
  guint c = 0;

  for (; c + 4 <= points->dimensions; c += 4)
    for (guint lane = 0; lane < 4; lane++) {
      double difference = a[c + lane] * scale - b[c + lane] * scale;

      sum[lane] += difference * difference;
    }
  for (; c < points->dimensions; c++) {
    double difference = a[c] * scale - b[c] * scale;

    sum[0] += difference * difference;
  }
  return sum[0] + sum[1] + (sum[2] + sum[3]);
}

static gboolean
is_nearer (const LabNear *a, const LabNear *b)
{
  return a->square != b->square ? a->square < b->square : a->index < b->index;
}

static void
keep_if_near (LabQuery *query, LabNear near)
{
  guint k = query->k;
  guint place;

  if (query->found == k && !is_nearer (&near, &query->nearest[k - 1]))
    return;
  place = query->found < k ? query->found++ : k - 1;
  for (; place > 0 && is_nearer (&near, &query->nearest[place - 1]); place--)
    query->nearest[place] = query->nearest[place - 1];
  query->nearest[place] = near;
}

void
lab_query_settle (const LabExactPoints *points, LabQuery *query, gsize i)
{
  for (guint w = 0; w < query->waiting; w++) {
    guint32 j = query->candidate[w].index;

    keep_if_near (query, (LabNear){.square = scaled_square_distance (points, i, j), .index = j});
  }
  query->waiting = 0;
}

/* The k-th smallest s of the waiting candidates, of which there are k or more; the first k are then
 * no larger than it, the others no smaller (Hoare's selection). */
static float
select_waiting (LabQuery *query, guint k)
{
  LabCandidate *candidate = query->candidate;
  guint low = 0;
  guint high = query->waiting - 1;

  while (low < high) {
    float pivot = candidate[low + (high - low) / 2].s;
    guint i = low;
    guint j = high;

    for (;; i++, j--) {
      LabCandidate swap;

      while (candidate[i].s < pivot)
        i++;
      while (candidate[j].s > pivot)
        j--;
      if (i >= j)
        break;
      swap = candidate[i];
      candidate[i] = candidate[j];
      candidate[j] = swap;
    }
    if (j + 1 >= k)
      high = j;
    else
      low = j + 1;
  }
  return candidate[k - 1].s;
}

float
lab_query_limit (const LabQuery *query)
{
  return nextafterf ((float)(query->limit + 2.0 * query->error), INFINITY);
}

void
lab_query_first_limit (LabQuery *query, const float *s, guint columns)
{
  LabCandidate *least = query->candidate;

  if (columns < CLASSES || query->k > CLASSES)
    return;
  for (guint c = 0; c < CLASSES; c++)
    least[c].s = s[c];
  for (guint c = CLASSES; c + CLASSES <= columns; c += CLASSES)
    for (guint j = 0; j < CLASSES; j++)
      least[j].s = MIN (least[j].s, s[c + j]);
  query->waiting = CLASSES;
  query->limit = (double)select_waiting (query, query->k);
  query->waiting = 0;
}

void
lab_query_thin_out (const LabExactPoints *points, LabQuery *query, gsize i)
{
  guint k = query->k;
  guint kept = 0;
  float limit;

  if (query->waiting >= k)
    query->limit = fmin (query->limit, (double)select_waiting (query, k));
  limit = lab_query_limit (query);
  for (guint w = 0; w < query->waiting; w++)
    if (query->candidate[w].s <= limit)
      query->candidate[kept++] = query->candidate[w];
  query->waiting = kept;
  if (kept <= LAB_QUERY_WAITING (k) / 2)
    return;
  lab_query_settle (points, query, i);
  if (query->found == k)
    query->limit = fmin (query->limit, query->nearest[k - 1].square - query->exact_norm);
}
