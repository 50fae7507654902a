/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of a chart: a reference-counted bag of series, lines, boundaries and marks. */
#include "chart/content/content.h"

static void
series_free (gpointer data)
{
  LabChartSeries *series = data;

  g_free (series->label);
  g_free (series->points);
  g_free (series);
}

static void
line_free (gpointer data)
{
  LabChartLine *line = data;

  g_free (line->label);
  g_free (line->x);
  g_free (line->y);
  g_free (line->band_low);
  g_free (line->band_high);
  g_free (line);
}

static void
boundary_free (gpointer data)
{
  LabChartBoundary *boundary = data;

  g_free (boundary->left_label);
  g_free (boundary->right_label);
  g_free (boundary->sentence);
  g_free (boundary);
}

static void
divergence_free (gpointer data)
{
  LabChartDivergence *divergence = data;

  g_free (divergence->label);
  g_free (divergence);
}

LabChartContent *
lab_chart_content_new (void)
{
  LabChartContent *content = g_new0 (LabChartContent, 1);

  g_atomic_ref_count_init (&content->reference_count);
  content->series = g_ptr_array_new_with_free_func (series_free);
  content->lines = g_ptr_array_new_with_free_func (line_free);
  content->boundaries = g_ptr_array_new_with_free_func (boundary_free);
  content->divergences = g_ptr_array_new_with_free_func (divergence_free);
  return content;
}

LabChartContent *
lab_chart_content_ref (LabChartContent *content)
{
  g_return_val_if_fail (content != NULL, NULL);
  g_atomic_ref_count_inc (&content->reference_count);
  return content;
}

void
lab_chart_content_unref (LabChartContent *content)
{
  g_return_if_fail (content != NULL);
  if (!g_atomic_ref_count_dec (&content->reference_count))
    return;
  g_free (content->title);
  g_free (content->x_label);
  g_free (content->y_label);
  g_free (content->x_name);
  g_free (content->y_name);
  g_free (content->note);
  g_free (content->residuals);
  g_ptr_array_unref (content->series);
  g_ptr_array_unref (content->lines);
  g_ptr_array_unref (content->boundaries);
  g_ptr_array_unref (content->divergences);
  g_free (content);
}

gboolean
lab_chart_series_is_reference (const LabChartSeries *series)
{
  g_return_val_if_fail (series != NULL, FALSE);
  return series->colour_index >= LAB_CHART_REFERENCE;
}

LabChartSeries *
lab_chart_content_add_series (LabChartContent *content, guint point_count)
{
  g_return_val_if_fail (content != NULL, NULL);

  LabChartSeries *series = g_new0 (LabChartSeries, 1);

  series->point_count = point_count;
  series->points = g_new0 (LabChartPoint, point_count);
  g_ptr_array_add (content->series, series);
  return series;
}

LabChartLine *
lab_chart_content_add_line (LabChartContent *content, guint vertex_count, gboolean with_band)
{
  g_return_val_if_fail (content != NULL, NULL);

  LabChartLine *line = g_new0 (LabChartLine, 1);

  line->vertex_count = vertex_count;
  line->x = g_new0 (double, vertex_count);
  line->y = g_new0 (double, vertex_count);
  if (with_band) {
    line->band_low = g_new0 (double, vertex_count);
    line->band_high = g_new0 (double, vertex_count);
  }
  g_ptr_array_add (content->lines, line);
  return line;
}

LabChartBoundary *
lab_chart_content_add_boundary (LabChartContent *content)
{
  g_return_val_if_fail (content != NULL, NULL);

  LabChartBoundary *boundary = g_new0 (LabChartBoundary, 1);

  g_ptr_array_add (content->boundaries, boundary);
  return boundary;
}

LabChartDivergence *
lab_chart_content_add_divergence (LabChartContent *content)
{
  g_return_val_if_fail (content != NULL, NULL);

  LabChartDivergence *divergence = g_new0 (LabChartDivergence, 1);

  g_ptr_array_add (content->divergences, divergence);
  return divergence;
}
