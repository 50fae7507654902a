/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart that a command leaves among its files. */
#pragma once

#include "chart/content/compose.h"
#include "chart/export/export.h"

G_BEGIN_DECLS

#define LAB_CHART_FILE "chart.svg"

/* A picture as SVG, for print; NULL with error (LAB_ERROR_FILE). */
GBytes *lab_picture_file (const LabPicture *picture, GError **error);

/* The chart of input as SVG, for print; NULL with error (LAB_ERROR_FILE). */
GBytes *lab_chart_file (const LabChartInput *input, GError **error);

/* The same of a content. */
GBytes *lab_chart_file_of (LabChartContent *content, GError **error);

G_END_DECLS
