/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points with targets and noisy labels, drawn block by block.
 *
 * Points come one by one from a stream of their own, as noise does (dataset-noise.c), and target and
 * embedding treat every row alone: the first k examples are the same whatever n is. */
#include "manifold/dataset.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/stop.h"
#include "manifold/point-share.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Examples whose canonical coordinates are in memory at a time. */
#define BLOCK_EXAMPLES 1024

static const LabStreamPurpose points_streams[] = {
    [LAB_DATA_TRAINING] = LAB_STREAM_TRAINING_POINTS,
    [LAB_DATA_VALIDATION] = LAB_STREAM_VALIDATION_POINTS,
    [LAB_DATA_TEST] = LAB_STREAM_TEST_POINTS,
};

struct _LabDataSampler
{
  LabDataSource source;
  guint ambient_dimension; /* as used */
  guint canonical_dimension;
  LabGeometry *geometry;   /* NULL where the file has labels */
  LabTarget *target;       /* likewise */
  LabEmbedding *embedding; /* NULL: canonical coordinates as they are */
  LabPointShare *share;    /* of a file's points; NULL: drawn */
};

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (LAB_ERROR, LAB_ERROR_INVALID_VALUE, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
check_manifold (const LabDataSource *source, GError **error)
{
  const LabManifoldInfo *info = lab_manifold_info (source->manifold);

  if (source->intrinsic_dimension < info->dimension_min ||
      source->intrinsic_dimension > info->dimension_max)
    return refuse (error, "The intrinsic dimension d is %u; for %s it must lie between %u and %u.",
                   source->intrinsic_dimension, lab_manifold_names[source->manifold],
                   info->dimension_min, info->dimension_max);
  guint needed = lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension);

  if (source->ambient_dimension != 0 &&
      (source->ambient_dimension < needed || source->ambient_dimension > LAB_AMBIENT_DIMENSION_MAX))
    return refuse (error, "The ambient dimension D is %u; this manifold needs between %u and %d.",
                   source->ambient_dimension, needed, LAB_AMBIENT_DIMENSION_MAX);
  return TRUE;
}

static gboolean
check_source (const LabDataSource *source, GError **error)
{
  if (source->points != NULL ? !lab_point_share_check (source, error)
                             : !check_manifold (source, error))
    return FALSE;
  if (source->points == NULL && !lab_target_fits (source->target, source->manifold))
    return refuse (error, "The target %s is defined on torus and sphere, not on %s.",
                   lab_target_names[source->target], lab_manifold_names[source->manifold]);
  if (!(source->density >= 0.0 && source->density <= LAB_DENSITY_MAX))
    return refuse (error, "The tilt of the density must lie between 0 and %g.", LAB_DENSITY_MAX);
  if (!isfinite (source->smoothness) || source->smoothness <= 0.0 || !isfinite (source->noise) ||
      source->noise < 0.0 || !isfinite (source->ambient_noise) || source->ambient_noise < 0.0)
    return refuse (error, "The smoothness beta must be positive and the noises not negative.");
  return TRUE;
}

gboolean
lab_data_source_equal (const LabDataSource *a, const LabDataSource *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return lab_point_set_equal (a->points, b->points) && a->manifold == b->manifold &&
         a->intrinsic_dimension == b->intrinsic_dimension &&
         a->ambient_dimension == b->ambient_dimension && a->density == b->density &&
         a->ambient_noise == b->ambient_noise && a->target == b->target &&
         a->smoothness == b->smoothness && a->noise == b->noise && a->seed == b->seed &&
         a->repeat == b->repeat;
}

LabDataset *
lab_dataset_allocate (gsize n, guint ambient_dimension, guint outputs, GError **error)
{
  g_autoptr (LabDataset) dataset = g_new0 (LabDataset, 1);

  dataset->n = n;
  dataset->ambient_dimension = ambient_dimension;
  dataset->outputs = outputs;
  dataset->x =
      lab_memory_new_untouched (n, ambient_dimension * sizeof (float), N_ ("the points"), error);
  if (dataset->x == NULL)
    return NULL;
  dataset->target =
      lab_memory_new_untouched (n, outputs * sizeof (float), N_ ("the targets"), error);
  if (dataset->target == NULL)
    return NULL;
  dataset->label = lab_memory_new_untouched (n, outputs * sizeof (float), N_ ("the labels"), error);
  if (dataset->label == NULL)
    return NULL;
  return g_steal_pointer (&dataset);
}

static void
embed (const LabDataSampler *sampler, gsize n, const float *canonical, float *x)
{
  const guint E = sampler->canonical_dimension, D = sampler->ambient_dimension;

  if (sampler->embedding != NULL) {
    lab_embedding_apply (sampler->embedding, n, canonical, x);
    return;
  }
  for (gsize i = 0; i < n; i++) {
    memcpy (x + i * D, canonical + i * E, E * sizeof (float));
    memset (x + i * D + E, 0, (D - E) * sizeof (float));
  }
}

/* Returns whether all points were drawn: stop (nullable) is read before each block. */
static gboolean
draw_points (LabDataset *dataset, const LabDataSampler *sampler, LabDataRole role, const gint *stop)
{
  const LabDataSource *source = &sampler->source;
  g_autofree float *canonical = g_new (float, (gsize)BLOCK_EXAMPLES * sampler->canonical_dimension);
  LabRandom random;

  lab_random_init (&random, source->seed, source->repeat, points_streams[role]);
  for (gsize first = 0; first < dataset->n; first += BLOCK_EXAMPLES) {
    gsize n = MIN (dataset->n - first, BLOCK_EXAMPLES);

    if (lab_stop_asked (stop))
      return FALSE;
    if (sampler->share != NULL)
      lab_point_share_take (sampler->share, role, first, n, canonical, dataset->target + first);
    else
      lab_geometry_sample (sampler->geometry, &random, n, canonical);
    embed (sampler, n, canonical, dataset->x + first * sampler->ambient_dimension);
    if (sampler->target != NULL)
      lab_target_evaluate (sampler->target, n, canonical, dataset->target + first);
  }
  return TRUE;
}

LabStreamPurpose
lab_data_role_points_stream (LabDataRole role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (points_streams), LAB_STREAM_TRAINING_POINTS);

  return points_streams[role];
}

static void
prepare_manifold (LabDataSampler *sampler)
{
  const LabDataSource *source = &sampler->source;
  guint canonical_dimension;
  LabRandom random;

  sampler->geometry = lab_geometry_new (source->manifold, source->intrinsic_dimension,
                                        source->density, source->seed, source->repeat);
  sampler->target = lab_target_new (source->target, sampler->geometry, source->smoothness,
                                    source->seed, source->repeat);
  canonical_dimension = lab_geometry_get_canonical_dimension (sampler->geometry);
  sampler->canonical_dimension = sampler->ambient_dimension = canonical_dimension;
  if (source->ambient_dimension != 0) {
    lab_random_init (&random, source->seed, source->repeat, LAB_STREAM_EMBEDDING);
    sampler->ambient_dimension = source->ambient_dimension;
    sampler->embedding =
        lab_embedding_new (canonical_dimension, sampler->ambient_dimension, &random);
  }
}

static void
prepare_points (LabDataSampler *sampler)
{
  const LabDataSource *source = &sampler->source;

  sampler->share = lab_point_share_new (source->points, source->seed, source->repeat);
  sampler->canonical_dimension = source->points->dimensions;
  sampler->ambient_dimension =
      source->ambient_dimension != 0 ? source->ambient_dimension : source->points->dimensions;
  if (source->points->label != NULL)
    return;
  sampler->geometry = lab_geometry_new_of_points (source->points, source->intrinsic_dimension);
  sampler->target = lab_target_new (source->target, sampler->geometry, source->smoothness,
                                    source->seed, source->repeat);
}

LabDataSampler *
lab_data_sampler_new (const LabDataSource *source, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_source (source, error))
    return NULL;

  LabDataSampler *sampler = g_new0 (LabDataSampler, 1);

  sampler->source = *source;
  if (source->points != NULL)
    prepare_points (sampler);
  else
    prepare_manifold (sampler);
  return sampler;
}

void
lab_data_sampler_free (LabDataSampler *sampler)
{
  if (sampler == NULL)
    return;
  lab_geometry_free (sampler->geometry);
  g_clear_pointer (&sampler->target, lab_target_free);
  lab_embedding_free (sampler->embedding);
  lab_point_share_free (sampler->share);
  g_free (sampler);
}

LabDataset *
lab_data_sampler_draw (const LabDataSampler *sampler,
                       LabDataRole role,
                       gsize n,
                       const gint *stop,
                       GError **error)
{
  g_return_val_if_fail (sampler != NULL, NULL);
  g_return_val_if_fail (role < G_N_ELEMENTS (points_streams), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (n < 1) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         _ ("A data set needs at least one example."));
    return NULL;
  }
  if (!lab_point_share_check_count (sampler->share, role, n, error))
    return NULL;

  g_autoptr (LabDataset) dataset = lab_dataset_allocate (n, sampler->ambient_dimension, 1, error);

  if (dataset == NULL || !draw_points (dataset, sampler, role, stop))
    return NULL;
  /* A file's labels have their noise already. */
  double noise = sampler->target != NULL ? sampler->source.noise : 0.0;
  if (!lab_dataset_add_noise (dataset, role, sampler->source.ambient_noise, noise,
                              sampler->source.seed, sampler->source.repeat, stop))
    return NULL;
  return g_steal_pointer (&dataset);
}

LabDataset *
lab_dataset_new (const LabDataSource *source, LabDataRole role, gsize n, GError **error)
{
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (source, error);

  return sampler != NULL ? lab_data_sampler_draw (sampler, role, n, NULL, error) : NULL;
}

void
lab_dataset_prefetch (const LabDataset *dataset, guint count, const guint32 *rows)
{
  g_return_if_fail (dataset != NULL && rows != NULL);

  for (guint i = 0; i < count; i++) {
    const float *x = dataset->x + (gsize)rows[i] * dataset->ambient_dimension;

    for (guint k = 0; k < dataset->ambient_dimension; k += LAB_MEMORY_ALIGNMENT / sizeof *x)
      __builtin_prefetch (x + k);
    __builtin_prefetch (dataset->label + (gsize)rows[i] * dataset->outputs);
  }
}

void
lab_dataset_free (LabDataset *dataset)
{
  if (dataset == NULL)
    return;
  lab_memory_free (dataset->x);
  lab_memory_free (dataset->target);
  lab_memory_free (dataset->label);
  lab_memory_free (dataset->distribution);
  g_free (dataset);
}
