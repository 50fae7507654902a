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

static gboolean
check_source (const LabDataSource *source, gsize n, GError **error)
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
  if (n < 1) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         "A data set needs at least one example.");
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
             const LabDataSource *source,
             LabStreamPurpose purpose,
             const gint *stop)
{
  guint canonical_dimension =
      lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension);
  g_autoptr (LabTarget) target = lab_target_new (source->manifold, source->intrinsic_dimension,
                                                 source->smoothness, source->seed, source->repeat);
  g_autofree float *canonical = g_new (float, (gsize)BLOCK_EXAMPLES *canonical_dimension);
  LabRandom random;

  lab_random_init (&random, source->seed, source->repeat, LAB_STREAM_EMBEDDING);
  g_autoptr (LabEmbedding) embedding =
      lab_embedding_new (canonical_dimension, source->ambient_dimension, &random);

  lab_random_init (&random, source->seed, source->repeat, purpose);
  for (gsize first = 0; first < dataset->n; first += BLOCK_EXAMPLES) {
    gsize n = MIN (dataset->n - first, BLOCK_EXAMPLES);

    if (stop != NULL && g_atomic_int_get (stop))
      return FALSE;
    lab_manifold_sample (source->manifold, source->intrinsic_dimension, &random, n, canonical);
    lab_embedding_apply (embedding, n, canonical, dataset->x + first * source->ambient_dimension);
    lab_target_evaluate (target, n, canonical, dataset->target + first);
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

LabDataset *
lab_dataset_new_stoppable (const LabDataSource *source,
                           LabDataRole role,
                           gsize n,
                           const gint *stop,
                           GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (role < G_N_ELEMENTS (role_streams), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_source (source, n, error))
    return NULL;

  g_autoptr (LabDataset) dataset = allocate (n, source->ambient_dimension, error);

  if (dataset == NULL || !draw_points (dataset, source, role_streams[role].points, stop))
    return NULL;
  draw_labels (dataset, source, &role_streams[role]);
  return g_steal_pointer (&dataset);
}

LabDataset *
lab_dataset_new (const LabDataSource *source, LabDataRole role, gsize n, GError **error)
{
  return lab_dataset_new_stoppable (source, role, n, NULL, error);
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
