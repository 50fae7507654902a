/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on the data of the controls: computed while the chart shows it. */
#include "config.h"
#include "laboratory/laboratory-private.h"
#include "laboratory/laboratory-kernel-testing.h"

#include <glib/gi18n.h>

#include "experiment/conclude/curve-boundary.h"
#include "session/results-kernel.h"

void
lab_laboratory_kernel_tell (LabLaboratory *self)
{
  const LabTangentCurve *tangent =
      self->kernel_curves != NULL ? lab_kernel_curves_get_tangent (self->kernel_curves) : NULL;

  if (tangent != NULL && self->current != NULL && self->current->fit != NULL &&
      lab_experiment_equal (&self->current->experiment, &self->controls[self->axis]))
    lab_curve_fit_set_own_kernel (self->current->fit, &tangent->own);
}

static void
on_changed (gpointer data)
{
  LabLaboratory *self = data;

  if (self->closed)
    return;
  lab_laboratory_kernel_tell (self);
  lab_laboratory_changed (self);
}

void
lab_laboratory_kernel_init (LabLaboratory *self)
{
  self->kernel_curves = lab_kernel_curves_new (on_changed, self);
  self->own_kernel = lab_own_kernel_service_new (on_changed, self);
}

void
lab_laboratory_kernel_clear (LabLaboratory *self)
{
  g_clear_pointer (&self->kernel_curves, lab_kernel_curves_free);
  g_clear_pointer (&self->own_kernel, lab_own_kernel_service_free);
}

/* Whether the axis that is shown has such a curve and it is switched on. */
static gboolean
is_shown (LabLaboratory *self)
{
  switch (lab_axis (self->axis)->kernel) {
  case LAB_AXIS_KERNEL_RIDGE:
    return self->ridge_shown;
  case LAB_AXIS_KERNEL_TANGENT:
    return self->tangent_shown;
  case LAB_AXIS_KERNEL_NONE:
  default:
    return FALSE;
  }
}

/* Whether runs wait for the cores, or soon will. */
static gboolean
runs_wait (LabLaboratory *self)
{
  return self->job != NULL || self->listening || self->rest_source != 0;
}

static void
follow (LabLaboratory *self)
{
  if (self->kernel_curves != NULL)
    lab_kernel_curves_want (
        self->kernel_curves, is_shown (self) ? &self->controls[self->axis] : NULL,
        lab_axis (self->axis)->kernel == LAB_AXIS_KERNEL_TANGENT && runs_wait (self));
}

void
lab_laboratory_set_kernel_curves (LabLaboratory *self, gboolean ridge, gboolean tangent)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->ridge_shown == ridge && self->tangent_shown == tangent)
    return;
  self->ridge_shown = ridge;
  self->tangent_shown = tangent;
  follow (self);
  lab_laboratory_changed (self);
}

gboolean
lab_laboratory_is_computing_kernel (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), FALSE);
  return self->kernel_curves != NULL && lab_kernel_curves_is_busy (self->kernel_curves);
}

/* The prediction without a fitted constant goes with the switch of predictions, over n and N. While runs wait
 * for the cores only its first sizes are made. */
static void
compose_own (LabLaboratory *self, LabChartInput *input)
{
  const gboolean shown = self->prediction_shown && lab_own_kernel_goes_over (self->axis);

  if (self->own_kernel == NULL)
    return;
  lab_own_kernel_service_want (self->own_kernel, shown ? &self->controls[self->axis] : NULL,
                               runs_wait (self));
  input->own_kernel = lab_own_kernel_service_get (self->own_kernel);
}

void
lab_laboratory_kernel_compose (LabLaboratory *self, LabChartInput *input)
{
  compose_own (self, input);
  if (self->kernel_curves == NULL)
    return;
  follow (self);
  input->ridge = lab_kernel_curves_get_ridge (self->kernel_curves);
  input->tangent = lab_kernel_curves_get_tangent (self->kernel_curves);
  if (lab_kernel_curves_is_busy (self->kernel_curves))
    input->remark = lab_axis (self->axis)->kernel == LAB_AXIS_KERNEL_RIDGE
                        ? _ ("Kernel ridge regression is being computed …")
                        : _ ("The tangent kernel is being computed …");
  else
    input->remark = lab_kernel_curves_get_failure (self->kernel_curves);
}

char *
lab_laboratory_kernel_csv (LabLaboratory *self)
{
  const LabRidgeCurve *ridge;
  const LabTangentCurve *tangent;

  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  if (self->kernel_curves == NULL || !is_shown (self))
    return NULL;
  ridge = lab_kernel_curves_get_ridge (self->kernel_curves);
  tangent = lab_kernel_curves_get_tangent (self->kernel_curves);
  if (ridge != NULL)
    return lab_results_ridge_csv (&self->controls[self->axis], ridge);
  return tangent != NULL ? lab_results_tangent_csv (&self->controls[self->axis], tangent) : NULL;
}
