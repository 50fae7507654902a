/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences block by block: tokens, their embedding, the teacher's outputs, noise. */
#include "sequence/sequence.h"

#include "core/error.h"
#include "core/stop.h"
#include "sequence/sequence-inputs.h"
#include "sequence/sequence-teacher.h"

#include <math.h>
#include <string.h>

/* Canonical coordinates in memory at a time: a megabyte. */
#define BLOCK_NUMBERS 262144

/* The teacher's mean and variance are measured on this many outputs, of 512 sequences at least: the
 * outputs of one sequence are not independent. With 8,192 sequences the true mean is 0 within 0.01 and
 * the true variance 1 within 0.02 (standard deviations), with 512 within 0.04 and 0.06 at most. */
#define MEASURED_OUTPUTS       32768
#define MEASURED_SEQUENCES_MIN 512
#define MEASURED_SEQUENCES_MAX 8192

struct _LabSequenceSampler
{
  LabSequenceSource source;
  guint canonical_dimension; /* E, of a token */
  guint ambient_dimension;   /* as used */
  LabGeometry *geometry;     /* NULL unless the inputs lie on a manifold */
  LabEmbedding *embedding;   /* NULL: canonical coordinates as they are */
  LabSequenceTeacher *teacher;
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
check_number (const char *name, double value, double lowest, double highest, GError **error)
{
  return (value >= lowest && value <= highest) ||
         refuse (error, "The %s is %g; it must lie between %g and %g.", name, value, lowest,
                 highest);
}

static gboolean
check_source (const LabSequenceSource *source, GError **error)
{
  const gboolean on_manifold = source->inputs == LAB_SEQUENCE_MANIFOLD;
  const LabManifoldInfo *info = on_manifold ? lab_manifold_info (source->manifold) : NULL;

  if (!check_number ("intrinsic dimension d", source->intrinsic_dimension,
                     on_manifold ? info->dimension_min : 1,
                     on_manifold ? info->dimension_max : LAB_MANIFOLD_DIMENSION_MAX, error) ||
      !check_number ("number of tokens", source->tokens, 1, LAB_MODEL_TOKENS_MAX, error) ||
      !check_number ("tilt of the density", source->density, 0, LAB_DENSITY_MAX, error) ||
      !check_number ("ambient noise", source->ambient_noise, 0, G_MAXFLOAT, error) ||
      !check_number ("label noise sigma", source->noise, 0, G_MAXFLOAT, error))
    return FALSE;
  if (source->inputs == LAB_SEQUENCE_CORRELATED &&
      !check_number ("correlation", source->correlation, 0, LAB_SEQUENCE_CORRELATION_MAX, error))
    return FALSE;
  if (source->inputs == LAB_SEQUENCE_HEAVY_TAILED &&
      !check_number ("number of degrees of freedom", source->degrees_of_freedom,
                     LAB_SEQUENCE_FREEDOM_MIN, LAB_SEQUENCE_FREEDOM_MAX, error))
    return FALSE;
  return source->ambient_dimension == 0 ||
         check_number ("ambient dimension D", source->ambient_dimension,
                       lab_sequence_canonical_dimension (source), LAB_AMBIENT_DIMENSION_MAX, error);
}

static gsize
block_sequences (const LabSequenceSampler *sampler)
{
  return MAX (BLOCK_NUMBERS / (sampler->source.tokens * sampler->canonical_dimension), 1);
}

/* Draws n sequences of the stream block by block and hands each block's coordinates and outputs to the
 * caller's arrays: x (n, L * D) may be NULL. */
static gboolean
draw_sequences (const LabSequenceSampler *sampler,
                LabStreamPurpose purpose,
                gsize n,
                float *x,
                float *outputs,
                const gint *stop,
                GError **error)
{
  const guint tokens = sampler->source.tokens;
  const gsize block = MIN (block_sequences (sampler), n);
  g_autofree float *canonical = g_new (float, block *tokens * sampler->canonical_dimension);
  LabRandom random;

  lab_random_init (&random, sampler->source.seed, sampler->source.repeat, purpose);
  for (gsize first = 0; first < n; first += block) {
    const gsize count = MIN (n - first, block);
    float *to = x != NULL ? x + first * tokens * sampler->ambient_dimension : NULL;

    if (lab_stop_asked (stop))
      return FALSE;
    lab_sequence_inputs_draw (&sampler->source, sampler->geometry, &random, count, canonical);
    if (to != NULL && sampler->embedding != NULL)
      lab_embedding_apply (sampler->embedding, count * tokens, canonical, to);
    else if (to != NULL)
      memcpy (to, canonical, count * tokens * sampler->canonical_dimension * sizeof (float));
    if (!lab_sequence_teacher_evaluate (sampler->teacher, count, canonical,
                                        outputs + first * tokens, stop, error))
      return FALSE;
  }
  return TRUE;
}

/* Brings the teacher's outputs to mean 0 and variance 1. */
static gboolean
standardise (LabSequenceSampler *sampler, const gint *stop, GError **error)
{
  const guint tokens = sampler->source.tokens;
  const gsize n = CLAMP (MEASURED_OUTPUTS / tokens, MEASURED_SEQUENCES_MIN, MEASURED_SEQUENCES_MAX);
  g_autofree float *outputs = g_new (float, n *tokens);
  double mean = 0.0, squares = 0.0;

  if (!draw_sequences (sampler, LAB_STREAM_NORMALISATION, n, NULL, outputs, stop, error))
    return FALSE;
  for (gsize i = 0; i < n * tokens; i++)
    mean += (double)outputs[i] / (double)(n * tokens);
  for (gsize i = 0; i < n * tokens; i++)
    squares += pow ((double)outputs[i] - mean, 2);
  lab_sequence_teacher_rescale (sampler->teacher, mean, sqrt (squares / (double)(n * tokens)));
  return TRUE;
}

LabSequenceSampler *
lab_sequence_sampler_new (const LabSequenceSource *source, const gint *stop, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_source (source, error))
    return NULL;

  g_autoptr (LabSequenceSampler) sampler = g_new0 (LabSequenceSampler, 1);
  const guint canonical = lab_sequence_canonical_dimension (source);
  LabRandom random;

  sampler->source = *source;
  sampler->canonical_dimension = canonical;
  sampler->ambient_dimension =
      source->ambient_dimension != 0 ? source->ambient_dimension : canonical;
  if (source->inputs == LAB_SEQUENCE_MANIFOLD)
    sampler->geometry = lab_geometry_new (source->manifold, source->intrinsic_dimension,
                                          source->density, source->seed, source->repeat);
  if (source->ambient_dimension != 0) {
    lab_random_init (&random, source->seed, source->repeat, LAB_STREAM_EMBEDDING);
    sampler->embedding = lab_embedding_new (canonical, source->ambient_dimension, &random);
  }
  lab_random_init (&random, source->seed, source->repeat, LAB_STREAM_TARGET);
  sampler->teacher =
      lab_sequence_teacher_new (source->tokens, canonical, source->causal, &random, error);
  if (sampler->teacher == NULL || !standardise (sampler, stop, error))
    return NULL;
  return g_steal_pointer (&sampler);
}

void
lab_sequence_sampler_free (LabSequenceSampler *sampler)
{
  if (sampler == NULL)
    return;
  g_clear_pointer (&sampler->geometry, lab_geometry_free);
  g_clear_pointer (&sampler->embedding, lab_embedding_free);
  g_clear_pointer (&sampler->teacher, lab_sequence_teacher_free);
  g_free (sampler);
}

LabDataset *
lab_sequence_sampler_draw (const LabSequenceSampler *sampler,
                           LabDataRole role,
                           gsize n,
                           const gint *stop,
                           GError **error)
{
  g_return_val_if_fail (sampler != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const LabSequenceSource *source = &sampler->source;

  if (n < 1) {
    refuse (error, "A data set needs at least one sequence.");
    return NULL;
  }

  g_autoptr (LabDataset) dataset =
      lab_dataset_allocate (n, source->tokens * sampler->ambient_dimension, source->tokens, error);

  if (dataset == NULL || !draw_sequences (sampler, lab_data_role_points_stream (role), n,
                                          dataset->x, dataset->target, stop, error))
    return NULL;
  if (!lab_dataset_add_noise (dataset, role, source->ambient_noise, source->noise, source->seed,
                              source->repeat, stop))
    return NULL;
  return g_steal_pointer (&dataset);
}
