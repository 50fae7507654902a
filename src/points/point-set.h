/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of one's own, ready to train on: read from a file, checked, centred and scaled, split into
 * training, validation and test points.
 *
 * Coordinates that are the same at all points are left out; the others are shifted to mean 0 and
 * scaled so that a coordinate has variance 1 on average, as canonical coordinates of drawn data have
 * (manifold/geometry.h): by one common factor, so that distances keep their proportions, or each by
 * its own. Labels are shifted to mean 0 and scaled to variance 1. Means and scales are those of all
 * points, test points included.
 *
 * Of more than LAB_POINT_SET_MOST_DIMENSIONS coordinates so scaled, the leading principal components are
 * taken in their place (dimension/principal-components.h), again of all points, and brought to variance
 * 1 on average by one more factor. */
#pragma once

#include "core/random.h"
#include "points/points.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_SCALING_COMMON,  /* one factor for all coordinates */
  LAB_SCALING_COLUMNS, /* one for each */
} LabScaling;

/* As in scaling=NAME; ended by NULL. */
extern const char *const lab_scaling_names[];

/* What a network is given at most; of more coordinates that differ, so many principal components. */
#define LAB_POINT_SET_MOST_DIMENSIONS 256

/* More coordinates that differ are refused: their covariance would take more than 128 MiB. */
#define LAB_POINT_SET_MOST_COLUMNS 4096

/* Rows on which the intrinsic dimension is estimated. */
#define LAB_POINT_SET_ESTIMATE_POINTS 4096

/* What of which file. */
typedef struct
{
  const char *path;
  const char *labels; /* the column of the labels: "auto" (the reader's target, if any), "none" (that
                       * target is left out), "last", a name of the header, or a number from 1 */
  LabScaling scaling;
} LabPointSource;

/* Immutable once made, so safe from several threads at once; atomically reference-counted. */
typedef struct
{
  gint references; /* atomic */

  char *path;  /* as it was named; not always UTF-8 */
  char *name;  /* the same as it may be shown */
  char *labels; /* as asked for */
  LabScaling scaling;
  char checksum[65]; /* SHA-256 of the file in hexadecimal */

  gsize n;
  guint columns;       /* coordinates of the file that differ */
  guint dimensions;    /* D: as many, or the principal components kept of them */
  double variance_kept; /* the part of the scaled columns' variance that is in x; 1 where all are */
  guint constant;      /* coordinates left out */
  gsize duplicates;    /* points that equal an earlier one in the file; they are kept */
  float *x;            /* (n, D), row-major */
  float *label;        /* (n); NULL without */
  char *label_name;    /* of the header, or "column 3"; NULL without labels */
  double label_mean, label_deviation; /* in the file's units; 0 and 1 without labels */
  double scale;        /* what coordinates were multiplied by, before or after the turn to
                        * principal components; 0 where each has its own */

  /* Of at most LAB_POINT_SET_ESTIMATE_POINTS rows of x, so of the principal components where these are
   * all that is trained on: Levina and Bickel's estimator, 20 neighbours, with its
   * 95 % interval; NaN where the points allow none. */
  double intrinsic_dimension, low, high;
} LabPointSet;

/* Reads, checks and prepares. NULL and error with one sentence: as lab_points_read(); no such column
 * (LAB_ERROR_INVALID_VALUE); labels that are all equal, too many coordinates, values beyond the range
 * of float, fewer than LAB_POINT_SET_FEWEST points (LAB_ERROR_FILE); LAB_ERROR_TOO_LARGE. NULL without
 * an error soon after task (nullable) was cancelled; it is told the progress. */
#define LAB_POINT_SET_FEWEST 32
LabPointSet *lab_point_set_read  (const LabPointSource  *source,
                                  LabTask               *task,
                                  GError               **error);
/* NULL stays NULL in both. */
LabPointSet *lab_point_set_ref   (LabPointSet           *set);
void         lab_point_set_unref (LabPointSet           *set);

/* Whether both have the same bytes in them, from the same columns; NULL equals NULL alone. */
gboolean     lab_point_set_equal (const LabPointSet     *a,
                                  const LabPointSet     *b);

/* "rings.csv": the last part of name, for titles. */
const char  *lab_point_set_name  (const LabPointSet     *set);

/* Whether x are principal components of more columns. */
gboolean     lab_point_set_is_projected (const LabPointSet *set);

/* How a set is split: 2,048 points for the test, or a quarter of the set where that is less; 1,024
 * for validation, or an eighth; the rest can be trained on, and, where no validation points are
 * taken, those as well. */
gsize        lab_point_set_test_points       (const LabPointSet *set);
gsize        lab_point_set_validation_points (const LabPointSet *set);

/* The rows in the random order of (seed, repeat), to be freed with g_free(): test points from the
 * beginning on, validation points after them, training points from the end backwards: so the first k
 * of each are the same however many are taken. */
guint32     *lab_point_set_order (const LabPointSet     *set,
                                  guint64                seed,
                                  guint32                repeat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPointSet, lab_point_set_unref)

G_END_DECLS
