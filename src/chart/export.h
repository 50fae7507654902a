/* Writes a chart to a file with the painter of the screen. Atomic: the file is there whole or not
 * at all. */
#pragma once

#include "chart/painter.h"

G_BEGIN_DECLS

/* Format by the ending of path: .svg, .pdf or .png. width and height in pixels (points for PDF),
 * 64 .. 16384. range NULL = everything. */
gboolean lab_chart_export (const LabChartContent  *content,
                           const LabChartRange    *range,
                           const LabChartStyle    *style,
                           double                  width,
                           double                  height,
                           const char             *path,
                           GError                **error);

G_END_DECLS
