/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axes of one of dimension's small multiples; part of its painter. */
#pragma once

#include "chart/dimension/dimension-layout.h"

G_BEGIN_DECLS

void lab_paint_dimension_colour (cairo_t                 *cr,
                                 const LabColour         *colour,
                                 double                   opacity);

/* One line of text at (x, y). */
void lab_paint_dimension_text   (const LabDimensionFrame *frame,
                                 const char              *plain,
                                 double                   x,
                                 double                   y,
                                 LabAnchor                anchor,
                                 gboolean                 bold);

/* The axis of dimension: lines and their labels; its name, upright beside it. */
void lab_paint_dimension_levels (const LabDimensionFrame *frame,
                                 const LabDimensionAxes  *axes);
void lab_paint_dimension_name   (const LabDimensionFrame *frame,
                                 const LabDimensionAxes  *axes);

/* The panel's own axis. */
void lab_paint_dimension_ticks  (const LabDimensionFrame *frame,
                                 const LabDimensionAxes  *axes);

/* The true d where it is known, with its name where named, on the side of the line that the ends of the
 * panel's series leave free. */
void lab_paint_dimension_truth  (const LabDimensionFrame *frame,
                                 const LabDimensionAxes  *axes,
                                 const LabDimensionPanel *panel,
                                 gboolean                 named);

G_END_DECLS
