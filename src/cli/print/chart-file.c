/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/chart-file.h"

#include "chart/export/export.h"

/* The chart's size in SVG pixels: half a page, labels of ordinary size. */
#define CHART_WIDTH     960.0
#define CHART_HEIGHT    640.0
#define CHART_FONT_SIZE 13.0

GBytes *
lab_picture_file (const LabPicture *picture, GError **error)
{
  LabChartStyle style;

  lab_chart_style_init (&style, LAB_LOOK_PRINT, CHART_FONT_SIZE);
  return lab_picture_bytes (picture, &style, CHART_WIDTH, CHART_HEIGHT, LAB_CHART_FILE, error);
}

GBytes *
lab_chart_file_of (LabChartContent *content, GError **error)
{
  LabPicture *picture = lab_chart_picture (content);
  GBytes *bytes = lab_picture_file (picture, error);

  lab_picture_free (picture);
  return bytes;
}

GBytes *
lab_chart_file (const LabChartInput *input, GError **error)
{
  g_autoptr (LabChartContent) content = lab_chart_compose (input);

  return lab_chart_file_of (content, error);
}
