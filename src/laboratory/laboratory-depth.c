/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one constant that theory leaves open on the depth axis, from another curve on the chart. */
#include "config.h"
#include "laboratory/laboratory-private.h"

/* Whether two experiments differ in nothing but the dimensions and the seed. */
static gboolean
differ_in_dimension (const LabExperiment *a, const LabExperiment *b)
{
  LabExperiment alike = *a;
  alike.intrinsic_dimension = b->intrinsic_dimension;
  alike.ambient_dimension = b->ambient_dimension;
  alike.seed = b->seed;
  return a->intrinsic_dimension != b->intrinsic_dimension && lab_experiment_equal (&alike, b);
}

gboolean
lab_laboratory_get_known_depth (LabLaboratory *self, guint *dimension, guint *depth)
{
  const LabExperiment *controls;
  g_return_val_if_fail (LAB_IS_LABORATORY (self), FALSE);
  g_return_val_if_fail (dimension != NULL && depth != NULL, FALSE);

  controls = lab_laboratory_get_experiment (self);
  *dimension = 0;
  *depth = 0;
  for (guint i = 0; i < self->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (self->records, i);
    guint d = record->experiment.intrinsic_dimension;
    if (record->hidden || record->fit == NULL || !record->fit->has_depth ||
        !record->fit->depth.valid || !record->fit->depth.reached ||
        !differ_in_dimension (&record->experiment, controls))
      continue;
    if (*dimension != 0 && d >= *dimension)
      continue;
    *dimension = d;
    *depth = record->fit->depth.enough;
  }
  return *dimension != 0;
}
