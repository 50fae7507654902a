/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/statistics/correlation.h"

#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <string.h>

/* Of the power iteration. */
#define ITERATIONS_MOST 300
#define SETTLED         1e-7

const guint lab_correlation_distances[LAB_CORRELATION_DISTANCES] = {1,  2,  3,  4,  5,  6,  8,  10,
                                                                    12, 16, 20, 24, 32, 48, 64, 96};

typedef struct
{
  guint64 count;
  guint16 token;
} Frequency;

static int
by_frequency (gconstpointer a, gconstpointer b)
{
  const Frequency *first = a, *second = b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return (int)first->token - (int)second->token;
}

/* The kind of each token of the vocabulary: by frequency, all rare ones the last. Returns how many. */
static guint
number_kinds (const guint16 *tokens, gsize count, guint vocabulary, guint16 *kind)
{
  g_autofree Frequency *frequencies = g_new0 (Frequency, vocabulary);
  guint kinds = 0;

  for (guint x = 0; x < vocabulary; x++)
    frequencies[x].token = (guint16)x;
  for (gsize i = 0; i < count; i++)
    frequencies[tokens[i]].count++;
  qsort (frequencies, vocabulary, sizeof *frequencies, by_frequency);
  for (guint x = 0; x < vocabulary; x++) {
    kind[frequencies[x].token] = (guint16)MIN (x, LAB_CORRELATION_KINDS - 1);
    kinds += frequencies[x].count > 0;
  }
  return CLAMP (kinds, 1, LAB_CORRELATION_KINDS);
}

/* The largest singular value of matrix (kinds, kinds), by power iteration on its square. */
static double
largest_singular_value (const double *matrix, guint kinds)
{
  double v[LAB_CORRELATION_KINDS], image[LAB_CORRELATION_KINDS], value = 0.0;

  for (guint b = 0; b < kinds; b++)
    v[b] = 1.0 / (1.0 + b) * (b % 2 == 0 ? 1.0 : -1.0);
  for (guint i = 0; i < ITERATIONS_MOST; i++) {
    double square = 0.0, before = value;

    for (guint a = 0; a < kinds; a++) {
      image[a] = 0.0;
      for (guint b = 0; b < kinds; b++)
        image[a] += matrix[a * kinds + b] * v[b];
    }
    memset (v, 0, sizeof v);
    for (guint a = 0; a < kinds; a++)
      for (guint b = 0; b < kinds; b++)
        v[b] += matrix[a * kinds + b] * image[a];
    for (guint b = 0; b < kinds; b++)
      square += v[b] * v[b];
    if (square == 0.0)
      return 0.0;
    value = sqrt (sqrt (square));
    for (guint b = 0; b < kinds; b++)
      v[b] /= sqrt (square);
    if (fabs (value - before) <= SETTLED * value)
      break;
  }
  return value;
}

/* matrix: scratch (kinds, kinds). */
static double
correlation_at (const guint16 *kinds_of, gsize count, guint kinds, guint distance, double *matrix)
{
  double first[LAB_CORRELATION_KINDS] = {0}, second[LAB_CORRELATION_KINDS] = {0};
  const gsize pairs = count - distance;

  memset (matrix, 0, (gsize)kinds * kinds * sizeof *matrix);
  for (gsize i = 0; i < pairs; i++)
    matrix[kinds_of[i] * kinds + kinds_of[i + distance]] += 1.0;
  for (guint a = 0; a < kinds; a++)
    for (guint b = 0; b < kinds; b++) {
      matrix[a * kinds + b] /= (double)pairs;
      first[a] += matrix[a * kinds + b];
      second[b] += matrix[a * kinds + b];
    }
  for (guint a = 0; a < kinds; a++)
    for (guint b = 0; b < kinds; b++)
      matrix[a * kinds + b] -= first[a] * second[b];
  return largest_singular_value (matrix, kinds);
}

static void
shuffle (guint16 *kinds_of, gsize count)
{
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_BOOTSTRAP);
  for (gsize last = count; last > 1; last--) {
    const gsize chosen = lab_random_below (&random, (guint32)last);
    const guint16 moved = kinds_of[last - 1];

    kinds_of[last - 1] = kinds_of[chosen];
    kinds_of[chosen] = moved;
  }
}

gboolean
lab_token_correlations (const guint16 *tokens,
                        gsize count,
                        guint vocabulary,
                        LabTokenCorrelations *correlations,
                        LabTask *task,
                        GError **error)
{
  g_autofree guint16 *kind = g_new (guint16, vocabulary);
  g_autofree double *matrix = NULL;
  guint16 *kinds_of;
  guint kinds;

  g_return_val_if_fail (count > lab_correlation_distances[LAB_CORRELATION_DISTANCES - 1], FALSE);
  g_return_val_if_fail (count <= G_MAXUINT32, FALSE);

  kinds_of = lab_memory_new_untouched (count, sizeof *kinds_of, "the tokens", error);
  if (kinds_of == NULL)
    return FALSE;
  kinds = number_kinds (tokens, count, vocabulary, kind);
  matrix = g_new (double, (gsize)kinds *kinds);
  for (gsize i = 0; i < count; i++)
    kinds_of[i] = MIN (kind[tokens[i]], (guint16)(kinds - 1));
  for (guint d = 0; d < LAB_CORRELATION_DISTANCES && !lab_task_is_cancelled (task); d++) {
    correlations->size[d] =
        correlation_at (kinds_of, count, kinds, lab_correlation_distances[d], matrix);
    lab_task_report (task, (d + 1.0) / (LAB_CORRELATION_DISTANCES + 1.0));
  }
  shuffle (kinds_of, count);
  correlations->noise = correlation_at (kinds_of, count, kinds, 1, matrix);
  lab_memory_free (kinds_of);
  return !lab_task_is_cancelled (task);
}
