/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From curves, fits and theory to the content of a chart. */
#include "chart/content/compose-private.h"

#include <math.h>

#include <glib/gi18n.h>

#include "experiment/task.h"

static gboolean
is_empty (const LabChartContent *content)
{
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    if (series->point_count > 0 && !lab_chart_series_is_reference (series))
      return FALSE;
  }
  return TRUE;
}

/* Before there are points, the theory's line decides how deep the window reaches. */
static void
set_empty_window (LabChartContent *content)
{
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind != LAB_LINE_REFERENCE)
      continue;
    double slope = log (line->y[1] / line->y[0]) / log (line->x[1] / line->x[0]);

    content->y_high = 1.0;
    content->y_low = fmax (1e-6, pow (content->x_high / content->x_low, slope));
    return;
  }
}

static char *
compose_note (const LabChartInput *input, const LabChartCurve *current)
{
  g_autofree char *curve =
      current != NULL && current->curve != NULL ? lab_compose_note (current->curve) : NULL;
  g_autofree char *kernel = lab_compose_kernel_note (input);
  const char *parts[] = {curve, kernel, input->remark};
  GString *note = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", parts[i]);
  return g_string_free (note, note->len == 0);
}

LabChartContent *
lab_chart_compose (const LabChartInput *input)
{
  LabChartContent *content = lab_chart_content_new ();
  const LabErrorWords *error;
  const LabChartCurve *current;

  g_return_val_if_fail (input != NULL && input->experiment != NULL, content);

  error = lab_task_info (input->experiment->task)->error_words (input->experiment);
  current = lab_compose_current (input);
  content->x_label = g_strdup (lab_axis_label (input->experiment));
  content->y_label = g_strdup (_ (error->axis_label));
  content->x_name = g_strdup (lab_axis (input->experiment->sweep)->symbol);
  content->y_name = g_strdup (_ (error->name));
  content->x_whole = lab_axis (input->experiment->sweep)->is_whole;
  /* The grid, so that axes stand before the first point comes. */
  lab_chart_grid (lab_compose_experiment (input), &content->x_low, &content->x_high);
  content->fit_low = input->fit_low;
  content->fit_high = input->fit_high;
  lab_compose_kernel (content, input);
  lab_compose_series (content, input);
  for (guint i = 0; i < input->curve_count; i++)
    lab_compose_fit (content, &input->curves[i]);
  for (guint i = 0; i < input->curve_count; i++)
    lab_compose_band (content, &input->curves[i]);
  if (current != NULL)
    lab_compose_residuals (content, current);
  lab_compose_references (content, input);
  lab_compose_prediction (content, input);
  lab_compose_hairlines (content, input->experiment);
  if (current != NULL) {
    lab_compose_descent (content, current);
    lab_compose_frontier (content, current);
    lab_compose_boundary (content, current);
    lab_compose_divergences (content, current);
  }
  content->note = compose_note (input, current);
  if (is_empty (content))
    set_empty_window (content);
  return content;
}
