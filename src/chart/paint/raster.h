/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A polyline of many points written straight into an image surface, column by column. */
#pragma once

#include "chart/paint/decimate.h"
#include "chart/paint/painter.h"

G_BEGIN_DECLS

/* Draws pixels (count, ascending in x, in the coordinates of cr) inside clip with a pen of the
 * given width. For curves with many points per pixel column, where Cairo's stroker is slow.
 * Returns FALSE and draws nothing when the target is not an image surface in 32-bit pixels or the
 * matrix does more than scale evenly and shift. Of the clip of cr only the extents count. */
gboolean lab_raster_polyline (cairo_t *cr, const LabChartPlot *clip, const LabPixel *pixels,
                              guint count, double width, const LabColour *colour);

G_END_DECLS
