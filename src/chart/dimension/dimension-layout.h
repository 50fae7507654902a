/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the small multiples of dimension lie: a grid of panels and the axes of each; shared by the
 * painter and by what finds a point under the cursor. */
#pragma once

#include "chart/dimension/dimension-plot.h"
#include "chart/paint/text.h"

G_BEGIN_DECLS

/* In units of the font. */
#define LAB_DIMENSION_EDGE     0.9
#define LAB_DIMENSION_LEFT     4.0 /* labels and name of the axis of dimension */
#define LAB_DIMENSION_TITLE    1.9
#define LAB_DIMENSION_BOTTOM   3.1 /* tick labels and the axis's name */
#define LAB_DIMENSION_NOTE_GAP 0.5

typedef struct
{
  cairo_t *cr; /* NULL where nothing is painted */
  const LabDimensionPlot *plot;
  const LabChartStyle *style;
  PangoContext *pango;
  double font;
  double width, height;
  double panels_height;
  guint columns, rows;
} LabDimensionFrame;

/* The axes of one panel. */
typedef struct
{
  LabChartPlot plot;
  double x_low, x_high;
} LabDimensionAxes;

/* Lays out the note, and the panels above it. frame has plot, style, pango, font, width and height; the
 * rest is filled in. */
void             lab_dimension_frame_init (LabDimensionFrame       *frame,
                                           LabText                 *note);

/* Of panel number index. */
LabDimensionAxes lab_dimension_axes       (const LabDimensionFrame *frame,
                                           guint                    index);

/* Pixels of a neighbour count, scale or step, and of a dimension. */
double           lab_dimension_place_x    (const LabDimensionAxes  *axes,
                                           double                   x);
double           lab_dimension_place_y    (const LabDimensionFrame *frame,
                                           const LabDimensionAxes  *axes,
                                           double                   value);

G_END_DECLS
