/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys on the phase map. */
#include "ui/views/phases/phases-canvas-private.h"

#include <math.h>

/* The pointer takes a dot within so many pixels. */
#define REACH 14.0

static gboolean
point_at (LabPictureCanvas *canvas, double x, double y)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);
  LabPhaseCursor cursor;

  if (self->map == NULL || !lab_phase_map_pick (self->map, &self->plot, x, y, REACH, &cursor))
    return FALSE;
  lab_phases_canvas_set_cursor (self, &cursor);
  return TRUE;
}

static gboolean
move (LabPictureCanvas *canvas, LabCursorMove direction)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);
  LabPhaseCursor cursor = {0};

  if (self->map == NULL)
    return FALSE;
  if (self->has_cursor)
    cursor = self->cursor;
  lab_phase_map_move (self->map, direction, &cursor);
  if (cursor.x > 0.0)
    lab_phases_canvas_set_cursor (self, &cursor);
  return TRUE;
}

static void
clear_cursor (LabPictureCanvas *canvas)
{
  lab_phases_canvas_set_cursor (LAB_PHASES_CANVAS (canvas), NULL);
}

static void
zoom (LabPictureCanvas *canvas, double factor, double x, double y)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);
  const LabChartPlot *plot = &self->plot;

  if (!self->has_home || !(plot->width > 0.0) || factor == 0.0) {
    if (self->has_home)
      lab_phases_canvas_set_range (self, &self->home);
    return;
  }
  if (isnan (x) || isnan (y)) {
    x = plot->x + 0.5 * plot->width;
    y = plot->y + 0.5 * plot->height;
  }
  LabChartRange range = {
      .x_minimum = lab_chart_value_x (plot, &self->range, x + (plot->x - x) / factor),
      .x_maximum = lab_chart_value_x (plot, &self->range, x + (plot->x + plot->width - x) / factor),
      .y_minimum =
          lab_chart_value_y (plot, &self->range, y + (plot->y + plot->height - y) / factor),
      .y_maximum = lab_chart_value_y (plot, &self->range, y + (plot->y - y) / factor),
  };
  lab_phases_canvas_set_range (self, &range);
}

static gboolean
drag_begin (LabPictureCanvas *canvas, double x, double y, guint button, GdkModifierType state)
{
  LAB_PHASES_CANVAS (canvas)->drag_range = LAB_PHASES_CANVAS (canvas)->range;
  return button == GDK_BUTTON_PRIMARY;
}

/* A window that leaves the plane stops at its edge instead of shrinking. */
static double
bounded_shift (double shift, double low, double high, double home_low, double home_high)
{
  return CLAMP (shift, log (home_low / low), log (home_high / high));
}

static void
drag_update (LabPictureCanvas *canvas, double dx, double dy)
{
  LabPhasesCanvas *self = LAB_PHASES_CANVAS (canvas);
  const LabChartRange *from = &self->drag_range, *home = &self->home;

  if (!self->zoomed || !(self->plot.width > 0.0))
    return;
  double x = -dx / self->plot.width * log (from->x_maximum / from->x_minimum);
  double y = dy / self->plot.height * log (from->y_maximum / from->y_minimum);
  x = exp (bounded_shift (x, from->x_minimum, from->x_maximum, home->x_minimum, home->x_maximum));
  y = exp (bounded_shift (y, from->y_minimum, from->y_maximum, home->y_minimum, home->y_maximum));
  lab_phases_canvas_set_range (self, &(LabChartRange){from->x_minimum * x, from->x_maximum * x,
                                                      from->y_minimum * y, from->y_maximum * y});
}

void
lab_phases_canvas_class_input (LabPictureCanvasClass *class)
{
  class->point_at = point_at;
  class->move = move;
  class->clear_cursor = clear_cursor;
  class->zoom = zoom;
  class->drag_begin = drag_begin;
  class->drag_update = drag_update;
}
