/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the phase map's canvas share. */
#pragma once

#include "ui/views/phases/phases-canvas.h"

G_BEGIN_DECLS

struct _LabPhasesCanvas
{
  LabPictureCanvas parent_instance;

  LabPhaseMap *map;
  LabChartPlot plot;

  LabChartRange home;
  gboolean has_home;
  LabChartRange range;
  gboolean zoomed;
  LabChartRange drag_range;

  gboolean has_cursor;
  LabPhaseCursor cursor;
};

/* NULL: no cursor. */
void lab_phases_canvas_set_cursor  (LabPhasesCanvas *canvas, const LabPhaseCursor *cursor);
/* Shows a part of the home range. */
void lab_phases_canvas_set_range   (LabPhasesCanvas *canvas, const LabChartRange *range);

/* phases-canvas-input.c: what pointer and keys do. */
void lab_phases_canvas_class_input (LabPictureCanvasClass *class);

G_END_DECLS
