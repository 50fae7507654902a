/* Points of a file as the data of the laboratory. */
#include "laboratory/laboratory-private.h"

void
lab_laboratory_keep_points (LabLaboratory *self, LabPointSet *points)
{
  if (points != NULL && !g_ptr_array_find (self->files, points, NULL))
    g_ptr_array_add (self->files, lab_point_set_ref (points));
}

void
lab_laboratory_share_points (LabLaboratory *self, LabPointSet *points)
{
  for (LabSweep sweep = 0; sweep < lab_axis_count (); sweep++) {
    LabExperiment experiment = self->controls[sweep];

    if (sweep == self->axis || experiment.points == points)
      continue;
    lab_experiment_take_points (&experiment, points);
    if (!lab_experiment_check (&experiment, NULL)) {
      lab_experiment_default (sweep, &experiment);
      lab_experiment_take_points (&experiment, points);
    }
    if (lab_experiment_check (&experiment, NULL))
      self->controls[sweep] = experiment;
  }
}
