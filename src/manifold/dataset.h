/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points with targets and noisy labels, ready for training. */
#pragma once

#include "manifold/target.h"

G_BEGIN_DECLS

/* What a data set is drawn from; the same values give the same bytes.
 *
 * With points of a file, these are shared out among training, validation and test in the random order
 * of (seed, repeat) (point-set.h); manifold and density are not read. Their coordinates stay as they
 * are; those that they lack to the ambient dimension are 0. Labels of the file are both target and
 * label of every example, and target, smoothness and noise are not read; without labels the target is
 * a function of the file's coordinates, intrinsic_dimension what is taken for their own. */
typedef struct
{
  LabPointSet *points; /* borrowed; NULL: drawn from a manifold. See below */
  LabManifold manifold;
  guint intrinsic_dimension;
  guint ambient_dimension; /* 0: canonical coordinates, not rotated */
  double density;          /* 0: uniform; see geometry.h */
  double ambient_noise;    /* standard deviation, in every ambient coordinate */
  LabTargetKind target;
  double smoothness;
  double noise; /* standard deviation of the label noise */
  guint64 seed;
  guint32 repeat;
} LabDataSource;

/* Whether two sources draw the same bytes. */
gboolean lab_data_source_equal (const LabDataSource *a,
                                const LabDataSource *b);

typedef enum
{
  LAB_DATA_TRAINING,
  LAB_DATA_VALIDATION,
  LAB_DATA_TEST,
} LabDataRole;

typedef struct
{
  gsize n;
  guint ambient_dimension; /* numbers of one example: D, or tokens * D of a sequence */
  guint outputs; /* labels of one example: 1, or one per token of a sequence */
  float *x;      /* (n, ambient_dimension), row-major; with ambient noise */
  float *target; /* (n, outputs), noise-free, at the points without ambient noise;
                  * a file's labels as they are */
  float *label;  /* (n, outputs), target + noise; for LAB_DATA_TEST equal to target */
  gboolean is_all;     /* there are no more examples of the role: n may be less than was asked for */
  guint classes;       /* of labels that are one of so many; else 0 */
  float *distribution; /* (n, outputs, classes): what the labels were drawn from; NULL where unknown */
} LabDataset;

/* A data set whose numbers nobody has written yet, all to be filled piece by piece; n, ambient_dimension and outputs positive. Returns NULL and sets
 * error (LAB_ERROR_TOO_LARGE) when it does not fit into memory. */
LabDataset *lab_dataset_allocate (gsize    n,
                                  guint    ambient_dimension,
                                  guint    outputs,
                                  GError **error);

/* Where the points of a role come from: the stream (seed, repeat, purpose). */
LabStreamPurpose lab_data_role_points_stream (LabDataRole role);

/* Adds normal noise to x, in every coordinate, and makes label from target, with normal noise unless
 * the role is LAB_DATA_TEST; from streams of their own, in the order of the rows. FALSE where stop
 * (core/stop.h; nullable) ended it: x and label are then of no meaning. */
gboolean lab_dataset_add_noise (LabDataset  *dataset,
                                LabDataRole  role,
                                double       ambient_noise,
                                double       label_noise,
                                guint64      seed,
                                guint32      repeat,
                                const gint  *stop);

/* The geometry, the target and the embedding of a source, ready to draw data sets from. Immutable, so safe from
 * several threads at once. Making one costs as much as drawing some 16,000 examples.
 * Sets error (LAB_ERROR_INVALID_VALUE) when the source is out of range: d one that the manifold
 * can have, D 0 or from the canonical dimension to LAB_AMBIENT_DIMENSION_MAX, density from 0 to
 * LAB_DENSITY_MAX, a target that fits the manifold, smoothness positive, noises not negative. Of points
 * of a file it holds a reference. */
typedef struct _LabDataSampler LabDataSampler;

LabDataSampler *lab_data_sampler_new  (const LabDataSource  *source,
                                       GError              **error);
void            lab_data_sampler_free (LabDataSampler       *sampler);

/* Draws n examples of the given role. Roles are disjoint streams, and a smaller data set is the
 * beginning of a larger one of the same source and role (nested sizes), bit for bit. Target and
 * label do not depend on the ambient dimension.
 * Returns NULL and sets error: LAB_ERROR_TOO_LARGE when it does not fit into memory,
 * LAB_ERROR_INVALID_VALUE when n is 0, or when a file has too few points: of test points there may be
 * as many as the file has, but those beyond lab_point_set_test_points() belong to the other roles too. Returns NULL without an error soon after *stop (a
 * g_atomic_int, nullable) becomes non-zero: a million examples take a second. */
LabDataset *lab_data_sampler_draw (const LabDataSampler  *sampler,
                                   LabDataRole            role,
                                   gsize                  n,
                                   const gint            *stop,
                                   GError               **error);

/* Sampler and drawing in one, for a single data set. */
LabDataset *lab_dataset_new  (const LabDataSource  *source,
                              LabDataRole           role,
                              gsize                 n,
                              GError              **error);

/* Lets x and label of these rows (count) come near while something else is computed: rows of a large set
 * in random order are far away each time. Changes nothing. */
void        lab_dataset_prefetch (const LabDataset     *dataset,
                                  guint                 count,
                                  const guint32        *rows);

void        lab_dataset_free (LabDataset           *dataset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDataset, lab_dataset_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDataSampler, lab_data_sampler_free)

G_END_DECLS
