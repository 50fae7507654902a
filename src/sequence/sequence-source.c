/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sequences are drawn from, as a value, and what its distributions are called. */
#include "sequence/sequence-inputs.h"

#include <glib/gi18n.h>

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

const char *const lab_sequence_inputs_names[LAB_SEQUENCE_INPUTS_COUNT + 1] = {
    [LAB_SEQUENCE_MANIFOLD] = "manifold",
    [LAB_SEQUENCE_INDEPENDENT] = "independent",
    [LAB_SEQUENCE_CORRELATED] = "correlated",
    [LAB_SEQUENCE_HEAVY_TAILED] = "heavy_tailed",
};

const LabSequenceInputsInfo *
lab_sequence_inputs_info (LabSequenceInputs inputs)
{
  static const LabSequenceInputsInfo infos[LAB_SEQUENCE_INPUTS_COUNT] = {
      [LAB_SEQUENCE_MANIFOLD] = {.label = N_ ("On the manifold")},
      [LAB_SEQUENCE_INDEPENDENT] =
          {.label = N_ ("Independent"),
           .description = N_ ("These inputs lie on no manifold: all coordinates of a token are "
                              "independent and normal, and spread alike in every direction.")},
      [LAB_SEQUENCE_CORRELATED] =
          {.label = N_ ("Correlated"),
           .description = N_ ("These inputs lie on no manifold: a token’s coordinates are "
                              "normal, spread alike in every direction, and correlated with "
                              "those of its neighbours.")},
      [LAB_SEQUENCE_HEAVY_TAILED] =
          {.label = N_ ("Heavy-tailed"),
           .description = N_ ("These inputs lie on no manifold: a token’s coordinates have "
                              "heavy tails, and the farthest token sets the scale of the "
                              "picture.")},
  };

  g_return_val_if_fail ((guint)inputs < LAB_SEQUENCE_INPUTS_COUNT, NULL);
  return &infos[inputs];
}
