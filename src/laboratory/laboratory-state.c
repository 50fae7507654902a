/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laboratory holds at the moment, and how it tells of changes. */
#include "laboratory/laboratory-private.h"

void
lab_laboratory_changed (LabLaboratory *self)
{
  self->expectation_valid = FALSE;
  g_signal_emit_by_name (self, "changed");
}

void
lab_laboratory_status (LabLaboratory *self)
{
  g_signal_emit_by_name (self, "status");
}

LabRecord *
lab_laboratory_find (LabLaboratory *self, const LabExperiment *experiment)
{
  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (lab_experiment_equal (&record->experiment, experiment))
      return record;
  }
  return NULL;
}

LabSweep
lab_laboratory_get_axis (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), LAB_SWEEP_DATA);
  return self->axis;
}

const LabExperiment *
lab_laboratory_get_experiment (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return &self->controls[self->axis];
}

const LabCurve *
lab_laboratory_get_curve (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->curve : NULL;
}

const LabCurveFit *
lab_laboratory_get_fit (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->fit : NULL;
}

const LabCurveStudy *
lab_laboratory_get_study (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->study : NULL;
}

gsize
lab_laboratory_validation_labels (LabLaboratory *self)
{
  gsize labels = 0;
  g_return_val_if_fail (LAB_IS_LABORATORY (self), 0);
  for (guint i = 0; self->current != NULL && i < self->current->run_count; i++)
    if (self->current->runs[i] != NULL)
      labels += self->current->runs[i]->validation_labels;
  return labels;
}

void
lab_laboratory_visit (LabLaboratory *self, LabLaboratoryVisit visit, gpointer user_data)
{
  g_return_if_fail (LAB_IS_LABORATORY (self) && visit != NULL);
  for (guint i = 0; i < self->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (self->records, i);
    if (!record->hidden)
      visit (&record->experiment, record->runs, record->live, record->run_count, user_data);
  }
}
