/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that are points: the torus T^d, turned by a random rotation into R^8, each coordinate cut into
 * bins; then a label drawn with the softmax probabilities of a random Fourier field at that point.
 *
 * The field of each class is sum_j r_j^-beta (a_j cos k_j.x + b_j sin k_j.x) with normal a and b, modes of
 * radius r log-uniform on 1 .. 24 in a random direction, moved to the nearest vector k of the lattice other
 * than 0, repeats kept. Lattice vectors have the density r^(d-1) dr and these modes dr/r, so that this is the
 * field whose mode k has the amplitude |k|^-(d/2 + beta): smoothness beta in d dimensions. Logits have a
 * standard deviation of 2 over the torus. */
#include "corpus/corpus-private.h"
#include "corpus/language-manifold-testing.h"

#include "core/stop.h"

#include <math.h>
#include <string.h>

#define COORDINATES LAB_CORPUS_SENTENCE_COORDINATES
#define SENTENCE    (COORDINATES + 1)
#define MODES       400
#define RADIUS_MOST 24.0
#define LOGIT_SIZE  2.0
/* Points over which the entropy is averaged: in one dimension equidistant, where the mean of a smooth
 * periodic function has no error left; in more a lattice with an error of about 1e-3. */
#define ENTROPY_POINTS (1 << 14)

typedef struct
{
  guint d, bins, classes;
  double rotation[COORDINATES][COORDINATES];
  double reach[COORDINATES]; /* a coordinate lies within +- this */
  int modes[MODES][LAB_CORPUS_DIMENSION_MAX];
  double *weights; /* (MODES, classes, 2): of cosine and sine */
} Sentences;

static void
close_manifold (gpointer language)
{
  Sentences *sentences = language;

  g_free (sentences->weights);
  g_free (sentences);
}

/* Columns of normals made orthonormal: uniform among rotations and reflections. */
static void
draw_rotation (Sentences *sentences, LabRandom *random)
{
  for (guint i = 0; i < COORDINATES; i++) {
    double *row = sentences->rotation[i], norm = 0.0;

    for (guint j = 0; j < COORDINATES; j++)
      row[j] = lab_random_normal (random);
    for (guint twice = 0; twice < 2; twice++)
      for (guint k = 0; k < i; k++) {
        double along = 0.0;

        for (guint j = 0; j < COORDINATES; j++)
          along += row[j] * sentences->rotation[k][j];
        for (guint j = 0; j < COORDINATES; j++)
          row[j] -= along * sentences->rotation[k][j];
      }
    for (guint j = 0; j < COORDINATES; j++)
      norm += row[j] * row[j];
    for (guint j = 0; j < COORDINATES; j++)
      row[j] /= sqrt (norm);
    for (guint c = 0; c < sentences->d; c++)
      sentences->reach[i] += hypot (row[2 * c], row[2 * c + 1]);
  }
}

/* Returns |k|. */
static double
draw_mode (guint d, LabRandom *random, int *mode)
{
  double length = 0.0;

  while (length == 0.0) {
    const double radius = exp (log (RADIUS_MOST) * lab_random_uniform (random));
    double direction[LAB_CORPUS_DIMENSION_MAX], norm = 0.0;

    for (guint i = 0; i < d; i++) {
      direction[i] = lab_random_normal (random);
      norm += direction[i] * direction[i];
    }
    for (guint i = 0; i < d; i++) {
      mode[i] = (int)lround (radius * direction[i] / sqrt (norm));
      length += (double)mode[i] * mode[i];
    }
  }
  return sqrt (length);
}

static void
draw_field (Sentences *sentences, double smoothness, LabRandom *random)
{
  const guint pairs = sentences->classes * 2;
  double power = 0.0, scale;

  sentences->weights = g_new (double, (gsize)MODES *pairs);
  for (guint j = 0; j < MODES; j++) {
    const double size = pow (draw_mode (sentences->d, random, sentences->modes[j]), -smoothness);

    power += size * size;
    for (guint i = 0; i < pairs; i++)
      sentences->weights[j * pairs + i] = size * lab_random_normal (random);
  }
  /* Mean square of a logit: power, since a cosine's is 1/2 and there are two. */
  scale = LOGIT_SIZE / sqrt (power);
  for (guint i = 0; i < MODES * pairs; i++)
    sentences->weights[i] *= scale;
}

/* Distribution of the label (classes) at angles x (d); returns its entropy. */
static double
label_at (const Sentences *sentences, const double *x, double *probabilities)
{
  const guint classes = sentences->classes;
  const double *weights = sentences->weights;
  double most = -HUGE_VAL, sum = 0.0, entropy = 0.0;

  memset (probabilities, 0, classes * sizeof *probabilities);
  for (guint j = 0; j < MODES; j++, weights += 2 * classes) {
    double angle = 0.0;

    for (guint i = 0; i < sentences->d; i++)
      angle += sentences->modes[j][i] * x[i];
    const double cosine = cos (angle), sine = sin (angle);

    for (guint c = 0; c < classes; c++)
      probabilities[c] += weights[2 * c] * cosine + weights[2 * c + 1] * sine;
  }
  for (guint c = 0; c < classes; c++)
    most = MAX (most, probabilities[c]);
  for (guint c = 0; c < classes; c++)
    sum += probabilities[c] = exp (probabilities[c] - most);
  for (guint c = 0; c < classes; c++) {
    probabilities[c] /= sum;
    entropy -= probabilities[c] > 0.0 ? probabilities[c] * log (probabilities[c]) : 0.0;
  }
  return entropy;
}

static double
mean_entropy (const Sentences *sentences, LabTask *task)
{
  /* Square roots of primes: steps of Kronecker's lattice. */
  static const double steps[LAB_CORPUS_DIMENSION_MAX] = {1.4142135623730951, 1.7320508075688772,
                                                         2.2360679774997896, 2.6457513110645907};
  double sum = 0.0, probabilities[LAB_CORPUS_CLASSES_MAX];

  for (guint i = 0; i < ENTROPY_POINTS; i++) {
    double x[LAB_CORPUS_DIMENSION_MAX];

    if (i % 1024 == 0 && lab_task_is_cancelled (task))
      return NAN;
    for (guint c = 0; c < sentences->d; c++) {
      const double at = sentences->d == 1 ? (double)i / ENTROPY_POINTS : i * steps[c];

      x[c] = 2.0 * G_PI * (at - floor (at));
    }
    sum += label_at (sentences, x, probabilities);
  }
  return sum / ENTROPY_POINTS;
}

double
lab_manifold_label (gconstpointer language, const double *x, double *probabilities)
{
  return label_at (language, x, probabilities);
}

static gpointer
open_manifold (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  Sentences *sentences = g_new0 (Sentences, 1);
  LabRandom random;

  sentences->d = source->intrinsic_dimension;
  sentences->bins = source->bins;
  sentences->classes = source->classes;
  lab_random_init (&random, source->seed, 0, LAB_STREAM_TARGET);
  draw_rotation (sentences, &random);
  draw_field (sentences, source->smoothness, &random);

  info->vocabulary = source->bins + source->classes;
  info->window = COORDINATES;
  info->fresh_tokens = SENTENCE;
  info->counted_tokens = 1;
  info->counted[COORDINATES - 1] = TRUE;
  info->entropy = info->window_entropy = mean_entropy (sentences, task);
  info->training_least = SENTENCE;
  if (!lab_task_is_cancelled (task))
    return sentences;
  close_manifold (sentences);
  return NULL;
}

static guint16
bin_of (const Sentences *sentences, guint coordinate, const double *circles)
{
  const double reach = sentences->reach[coordinate];
  double value = 0.0;

  for (guint j = 0; j < 2 * sentences->d; j++)
    value += sentences->rotation[coordinate][j] * circles[j];
  return (guint16)CLAMP (floor ((value / reach + 1.0) / 2.0 * sentences->bins), 0.0,
                         sentences->bins - 1.0);
}

/* probabilities: of the label; scratch where nobody asks. */
static void
draw_sentence (const Sentences *sentences, LabRandom *random, guint16 *row, double *probabilities)
{
  double x[LAB_CORPUS_DIMENSION_MAX], circles[COORDINATES];
  double at;
  guint label = 0;

  for (guint c = 0; c < sentences->d; c++) {
    x[c] = 2.0 * G_PI * lab_random_uniform (random);
    circles[2 * c] = cos (x[c]);
    circles[2 * c + 1] = sin (x[c]);
  }
  for (guint i = 0; i < COORDINATES; i++)
    row[i] = bin_of (sentences, i, circles);
  label_at (sentences, x, probabilities);
  at = lab_random_uniform (random) - probabilities[0];
  while (at >= 0.0 && label + 1 < sentences->classes)
    at -= probabilities[++label];
  row[COORDINATES] = (guint16)(sentences->bins + label);
}

static void
fresh (gconstpointer language,
       const LabCorpusInfo *info,
       LabRandom *random,
       guint16 *row,
       double *probabilities)
{
  const Sentences *sentences = language;
  double scratch[LAB_CORPUS_CLASSES_MAX];

  draw_sentence (sentences, random, row,
                 probabilities != NULL
                     ? probabilities + (COORDINATES - 1) * info->vocabulary + sentences->bins
                     : scratch);
}

static gsize
kept_numbers (gconstpointer language, guint64 n)
{
  return (gsize)(n / SENTENCE * SENTENCE);
}

static gboolean
keep (gconstpointer language, LabRandom *random, gsize numbers, guint16 *kept, const gint *stop)
{
  double scratch[LAB_CORPUS_CLASSES_MAX];

  for (gsize i = 0; i < numbers; i += SENTENCE) {
    if (i / SENTENCE % 256 == 0 && lab_stop_asked (stop))
      return FALSE;
    draw_sentence (language, random, kept + i, scratch);
  }
  return TRUE;
}

static void
deal (gconstpointer language,
      const LabCorpusInfo *info,
      const guint16 *kept,
      gsize numbers,
      LabRandom *random,
      guint16 *row)
{
  const gsize sentence = lab_random_below (random, (guint32)(numbers / SENTENCE));

  memcpy (row, kept + sentence * SENTENCE, SENTENCE * sizeof *row);
}

const LabLanguage lab_language_manifold = {
    .open = open_manifold,
    .close = close_manifold,
    .fresh = fresh,
    .kept_numbers = kept_numbers,
    .keep = keep,
    .deal = deal,
};
