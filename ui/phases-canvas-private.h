/* What the files of the phase map's canvas share. */
#pragma once

#include "phases-canvas.h"

G_BEGIN_DECLS

struct _LabPhasesCanvas
{
  GtkWidget parent_instance;

  LabView *view; /* borrowed */
  LabPhaseMap *map;
  GdkTexture *picture; /* of map at the size below; NULL: to be painted */
  int width, height, scale;
  LabChartPlot plot;

  LabChartRange home;
  gboolean has_home;
  LabChartRange range;
  gboolean zoomed;
  LabChartRange drag_range;
  double pointer_x, pointer_y; /* NaN outside */

  gboolean has_cursor;
  gboolean by_keyboard; /* the pointer leaving does not take the cursor away */
  LabPhaseCursor cursor;
  char *read_out;
};

/* NULL: no cursor. */
void lab_phases_canvas_set_cursor      (LabPhasesCanvas *canvas, const LabPhaseCursor *cursor,
                                        gboolean by_keyboard);
/* Shows a part of the home range. */
void lab_phases_canvas_set_range       (LabPhasesCanvas *canvas, const LabChartRange *range);

/* phases-canvas-input.c */
void lab_phases_canvas_add_controllers (LabPhasesCanvas *canvas);

G_END_DECLS
