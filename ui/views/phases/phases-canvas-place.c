/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the phase map's cursor and range are. */
#include "ui/views/phases/phases-canvas-private.h"

#include <math.h>

void
lab_phases_canvas_set_cursor (LabPhasesCanvas *self, const LabPhaseCursor *cursor)
{
  g_autofree char *text = NULL;

  self->has_cursor = cursor != NULL && self->map != NULL;
  if (self->has_cursor) {
    self->cursor = *cursor;
    text = lab_phase_map_readout (self->map, &self->cursor);
  }
  lab_picture_canvas_say (LAB_PICTURE_CANVAS (self), text != NULL ? text : "");
}

void
lab_phases_canvas_set_range (LabPhasesCanvas *self, const LabChartRange *range)
{
  const LabChartRange *home = &self->home;
  LabChartRange inside = {
      .x_minimum = fmax (range->x_minimum, home->x_minimum),
      .x_maximum = fmin (range->x_maximum, home->x_maximum),
      .y_minimum = fmax (range->y_minimum, home->y_minimum),
      .y_maximum = fmin (range->y_maximum, home->y_maximum),
  };
  if (!(inside.x_maximum > 1.2 * inside.x_minimum) || !(inside.y_maximum > 1.2 * inside.y_minimum))
    return;
  self->range = inside;
  self->zoomed = inside.x_minimum != home->x_minimum || inside.x_maximum != home->x_maximum ||
                 inside.y_minimum != home->y_minimum || inside.y_maximum != home->y_maximum;
  g_signal_emit_by_name (self, "range-changed");
}

void
lab_phases_canvas_set_home (LabPhasesCanvas *self, const LabChartRange *home)
{
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && home != NULL);
  gboolean same = self->has_home && self->home.x_minimum == home->x_minimum &&
                  self->home.x_maximum == home->x_maximum &&
                  self->home.y_minimum == home->y_minimum &&
                  self->home.y_maximum == home->y_maximum;
  if (same)
    return;
  self->home = self->range = *home;
  self->has_home = TRUE;
  self->zoomed = FALSE;
}

void
lab_phases_canvas_get_range (LabPhasesCanvas *self, LabChartRange *range)
{
  g_return_if_fail (LAB_IS_PHASES_CANVAS (self) && range != NULL);
  *range = self->range;
}
