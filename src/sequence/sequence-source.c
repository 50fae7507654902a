/* What sequences are drawn from, as a value. */
#include "sequence/sequence-inputs.h"

gboolean
lab_sequence_source_equal (const LabSequenceSource *a, const LabSequenceSource *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->inputs == b->inputs && a->manifold == b->manifold && a->density == b->density &&
         a->intrinsic_dimension == b->intrinsic_dimension &&
         a->ambient_dimension == b->ambient_dimension && a->ambient_noise == b->ambient_noise &&
         a->correlation == b->correlation && a->degrees_of_freedom == b->degrees_of_freedom &&
         a->tokens == b->tokens && a->causal == b->causal && a->noise == b->noise &&
         a->seed == b->seed && a->repeat == b->repeat;
}

guint
lab_sequence_canonical_dimension (const LabSequenceSource *source)
{
  g_return_val_if_fail (source != NULL, 0);

  if (source->inputs == LAB_SEQUENCE_MANIFOLD)
    return lab_manifold_canonical_dimension (source->manifold, source->intrinsic_dimension);
  return source->intrinsic_dimension;
}
