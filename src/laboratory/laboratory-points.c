/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a file as the data of the laboratory. */
#include "laboratory/laboratory-private.h"

#include <glib/gi18n.h>

#include "core/error.h"

static gsize
bytes_of (const LabPointSet *points)
{
  return sizeof *points +
         points->n * (points->dimensions + (points->label != NULL)) * sizeof (float);
}

static gboolean
has_room (LabLaboratory *self, const LabPointSet *points, GError **error)
{
  gsize bytes = bytes_of (points);

  for (guint i = 0; i < self->files->len; i++)
    bytes += bytes_of (g_ptr_array_index (self->files, i));
  if (self->files->len == 0 || bytes <= self->file_bound)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
               /* Translators: two sizes in MiB. */
               _ ("With these the opened points would take %zu MiB, and a window keeps %zu MiB of "
                  "them: close it, and open these in a new one."),
               bytes >> 20, self->file_bound >> 20);
  return FALSE;
}

gboolean
lab_laboratory_keep_points (LabLaboratory *self, LabPointSet **points, GError **error)
{
  if (*points == NULL)
    return TRUE;
  for (guint i = 0; i < self->files->len; i++) {
    LabPointSet *kept = g_ptr_array_index (self->files, i);
    if (kept == *points ||
        (lab_point_set_equal (kept, *points) && g_str_equal (kept->path, (*points)->path))) {
      *points = kept;
      return TRUE;
    }
  }
  if (!has_room (self, *points, error))
    return FALSE;
  g_ptr_array_add (self->files, lab_point_set_ref (*points));
  return TRUE;
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
