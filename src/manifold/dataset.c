/* Points with targets and noisy labels, drawn block by block.
 *
 * Points and noise come one by one from streams of their own, and target and embedding treat every
 * row alone: the first k examples are the same whatever n is. */
#include "manifold/dataset.h"

#include "core/error.h"
#include "core/memory.h"

#include <math.h>

/* Examples whose canonical coordinates are in memory at a time. */
#define BLOCK_EXAMPLES 1024

/* The streams of one role. Test labels are the target itself, so they need no noise stream. */
typedef struct
{
  LabStreamPurpose points;
  LabStreamPurpose noise;
  gboolean noisy;
} RoleStreams;

static const RoleStreams role_streams[] = {
    [LAB_DATA_TRAINING] = {LAB_STREAM_TRAINING_POINTS, LAB_STREAM_TRAINING_NOISE, TRUE},
    [LAB_DATA_VALIDATION] = {LAB_STREAM_VALIDATION_POINTS, LAB_STREAM_VALIDATION_NOISE, TRUE},
    [LAB_DATA_TEST] = {.points = LAB_STREAM_TEST_POINTS, .noisy = FALSE},
};

struct _LabDataSampler
{
  LabDataSource source;
  LabTarget *target;
  LabEmbedding *embedding;
};

static gboolean
check_source (const LabDataSource *source, GError **error)
{
  if (source->intrinsic_dimension < 1 || source->intrinsic_dimension > LAB_MANIFOLD_DIMENSION_MAX) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "The intrinsic dimension d is %u; it must lie between 1 and %d.",
                 source->intrinsic_dimension, LAB_MANIFOLD_DIMENSION_MAX);
    return FALSE;
  }
  guint needed = lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension);

  if (source->ambient_dimension < needed || source->ambient_dimension > LAB_AMBIENT_DIMENSION_MAX) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "The ambient dimension D is %u; this manifold needs between %u and %d.",
                 source->ambient_dimension, needed, LAB_AMBIENT_DIMENSION_MAX);
    return FALSE;
  }
  if (!isfinite (source->smoothness) || source->smoothness <= 0.0 || !isfinite (source->noise) ||
      source->noise < 0.0) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "The smoothness beta must be positive and the noise sigma not negative.");
    return FALSE;
  }
  return TRUE;
}

static LabDataset *
allocate (gsize n, guint ambient_dimension, GError **error)
{
  g_autoptr (LabDataset) dataset = g_new0 (LabDataset, 1);

  dataset->n = n;
  dataset->ambient_dimension = ambient_dimension;
  dataset->x = lab_memory_new (n, ambient_dimension * sizeof (float), "the points", error);
  if (dataset->x == NULL)
    return NULL;
  dataset->target = lab_memory_new (n, sizeof (float), "the targets", error);
  if (dataset->target == NULL)
    return NULL;
  dataset->label = lab_memory_new (n, sizeof (float), "the labels", error);
  if (dataset->label == NULL)
    return NULL;
  return g_steal_pointer (&dataset);
}

/* Returns whether all points were drawn: stop (nullable) is read before each block. */
static gboolean
draw_points (LabDataset *dataset,
             const LabDataSampler *sampler,
             LabStreamPurpose purpose,
             const gint *stop)
{
  const LabDataSource *source = &sampler->source;
  guint canonical_dimension =
      lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension);
  g_autofree float *canonical = g_new (float, (gsize)BLOCK_EXAMPLES *canonical_dimension);
  LabRandom random;

  lab_random_init (&random, source->seed, source->repeat, purpose);
  for (gsize first = 0; first < dataset->n; first += BLOCK_EXAMPLES) {
    gsize n = MIN (dataset->n - first, BLOCK_EXAMPLES);

    if (stop != NULL && g_atomic_int_get (stop))
      return FALSE;
    lab_manifold_sample (source->manifold, source->intrinsic_dimension, &random, n, canonical);
    lab_embedding_apply (sampler->embedding, n, canonical,
                         dataset->x + first * source->ambient_dimension);
    lab_target_evaluate (sampler->target, n, canonical, dataset->target + first);
  }
  return TRUE;
}

static void
draw_labels (LabDataset *dataset, const LabDataSource *source, const RoleStreams *streams)
{
  LabRandom random;

  lab_random_init (&random, source->seed, source->repeat, streams->noise);
  for (gsize i = 0; i < dataset->n; i++) {
    double noise = streams->noisy ? source->noise * lab_random_normal (&random) : 0.0;

    dataset->label[i] = (float)((double)dataset->target[i] + noise);
  }
}

LabDataSampler *
lab_data_sampler_new (const LabDataSource *source, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_source (source, error))
    return NULL;

  LabDataSampler *sampler = g_new0 (LabDataSampler, 1);
  LabRandom random;

  sampler->source = *source;
  sampler->target = lab_target_new (source->manifold, source->intrinsic_dimension,
                                    source->smoothness, source->seed, source->repeat);
  lab_random_init (&random, source->seed, source->repeat, LAB_STREAM_EMBEDDING);
  sampler->embedding = lab_embedding_new (
      lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension),
      source->ambient_dimension, &random);
  return sampler;
}

void
lab_data_sampler_free (LabDataSampler *sampler)
{
  if (sampler == NULL)
    return;
  lab_target_free (sampler->target);
  lab_embedding_free (sampler->embedding);
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
  g_return_val_if_fail (role < G_N_ELEMENTS (role_streams), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (n < 1) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "A data set needs at least one example.");
    return NULL;
  }

  g_autoptr (LabDataset) dataset = allocate (n, sampler->source.ambient_dimension, error);

  if (dataset == NULL || !draw_points (dataset, sampler, role_streams[role].points, stop))
    return NULL;
  draw_labels (dataset, &sampler->source, &role_streams[role]);
  return g_steal_pointer (&dataset);
}

LabDataset *
lab_dataset_new (const LabDataSource *source, LabDataRole role, gsize n, GError **error)
{
  g_autoptr (LabDataSampler) sampler = lab_data_sampler_new (source, error);

  return sampler != NULL ? lab_data_sampler_draw (sampler, role, n, NULL, error) : NULL;
}

void
lab_dataset_free (LabDataset *dataset)
{
  if (dataset == NULL)
    return;
  lab_memory_free (dataset->x);
  lab_memory_free (dataset->target);
  lab_memory_free (dataset->label);
  g_free (dataset);
}
