/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of axes says of an experiment. */
#include "experiment/task.h"

#include <glib/gi18n.h>
#include <math.h>

const char *
lab_axis_label (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  const char *label = lab_axis (experiment->sweep)->label;
  return _ (label != NULL ? label : lab_task_info (experiment->task)->n_axis);
}

LabReferenceLaw
lab_axis_law (LabSweep axis, guint which, const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, (LabReferenceLaw){.exponent = NAN});

  LabAxisLaw law = which < LAB_AXIS_LAWS ? lab_axis (axis)->laws[which] : NULL;
  if (law == NULL)
    return (LabReferenceLaw){.exponent = NAN};
  return law (lab_experiment_smoothness (experiment), lab_experiment_dimension (experiment),
              lab_experiment_is_noisy (experiment));
}
