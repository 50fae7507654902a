/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One point's search for its nearest neighbours; part of neighbours.c, not of its contract.
 *
 * Candidates come with s, the square of their distance less |a|^2 (a is the searching point), known
 * up to an error; their exact distances are computed only where s leaves doubt. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Candidates that may wait for their exact distance. */
#define LAB_QUERY_WAITING(k) (256 + 2 * (k))

/* Above every s, which is below 3 D, and below infinity. */
#define LAB_QUERY_NO_LIMIT 0x1p100

/* The given points: x (n, D), row-major; distances are multiplied by scale, a power of two. */
typedef struct
{
  const double *x;
  guint dimensions;
  double scale;
} LabExactPoints;

typedef struct
{
  double square; /* of the scaled distance */
  guint32 index;
} LabNear;

typedef struct
{
  float s;
  guint32 index;
} LabCandidate;

typedef struct
{
  guint k;
  guint found;
  guint waiting;
  double exact_norm;       /* |a|^2 */
  double error;            /* of s: the largest bound so far */
  double limit;            /* the k-th smallest s is no larger; begins as NO_LIMIT */
  LabNear *nearest;        /* (k): `found` of them, ascending, equally near ones by index */
  LabCandidate *candidate; /* (LAB_QUERY_WAITING (k)): `waiting` of them, each another point */
} LabQuery;

/* The largest s that a point may show and still be a neighbour. */
float lab_query_limit    (const LabQuery       *query);

/* Before any candidate: lowers the limit by the first s (columns). It is then little larger than the
 * k-th smallest of them, so that few wait in vain. */
void  lab_query_first_limit (LabQuery          *query,
                             const float       *s,
                             guint              columns);

/* Drops waiting candidates of point number i that cannot be neighbours. Where few can be dropped,
 * all get their distances, so that there is room again. */
void  lab_query_thin_out (const LabExactPoints *points,
                          LabQuery             *query,
                          gsize                 i);

/* Gives the waiting candidates of point number i their distances: nearest is then exact. */
void  lab_query_settle   (const LabExactPoints *points,
                          LabQuery             *query,
                          gsize                 i);

G_END_DECLS
