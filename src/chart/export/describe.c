/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the chart shows, in one or two sentences: for ears and for files. */
#include <math.h>

#include <glib/gi18n.h>

#include "chart/paint/readout.h"

static gboolean
is_drawable (const LabChartPoint *point)
{
  return point->x > 0.0 && point->y > 0.0 && isfinite (point->x) && isfinite (point->y);
}

/* "d = 2, m = 32: 8 points, 0.273 at 64 to 0.023 at 8192" */
static void
describe_series (GString *out, const LabChartSeries *series)
{
  const LabChartPoint *first = NULL, *last = NULL;
  guint count = 0;

  for (guint i = 0; i < series->point_count; i++)
    if (is_drawable (&series->points[i])) {
      first = first != NULL ? first : &series->points[i];
      last = &series->points[i];
      count++;
    }
  if (count == 0)
    return;

  g_autofree char *first_x = lab_chart_number (first->x);
  g_autofree char *first_y = lab_chart_number (first->y);
  g_autofree char *last_x = lab_chart_number (last->x);
  g_autofree char *last_y = lab_chart_number (last->y);

  g_string_append (out, " ");
  if (series->label != NULL)
    g_string_append_printf (out, "%s: ", series->label);
  if (count == 1)
    g_string_append_printf (out, _ ("one point, %s at %s."), first_y, first_x);
  else
    /* Translators: number of points, then value at place, to value at place. */
    g_string_append_printf (out,
                            g_dngettext (GETTEXT_PACKAGE, "%u point, from %s at %s to %s at %s.",
                                         "%u points, from %s at %s to %s at %s.", count),
                            count, first_y, first_x, last_y, last_x);
}

static void
describe_lines (GString *out, const LabChartContent *content)
{
  guint named = 0;

  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->label == NULL || line->ghost || line->kind == LAB_LINE_HAIRLINE)
      continue;
    g_string_append (out, named++ == 0 ? _ (" Lines: ") : "; ");
    g_string_append (out, line->label);
  }
  if (named > 0)
    g_string_append (out, ".");
}

char *
lab_chart_content_describe (const LabChartContent *content)
{
  GString *out = g_string_new (NULL);
  guint drawn = 0;

  g_return_val_if_fail (content != NULL, g_string_free (out, FALSE));
  g_string_append_printf (out, _ ("Log-log chart of %s against %s."),
                          content->y_label != NULL ? content->y_label : "y",
                          content->x_label != NULL ? content->x_label : "x");
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    drawn += lab_chart_series_is_reference (series) ? 0 : series->point_count;
    if (!series->ghost)
      describe_series (out, series);
  }
  if (drawn == 0)
    g_string_append_printf (out, " %s", _ ("No measured points yet."));
  describe_lines (out, content);
  for (guint i = 0; i < content->boundaries->len; i++) {
    const LabChartBoundary *boundary = g_ptr_array_index (content->boundaries, i);
    g_autofree char *at = lab_chart_number (boundary->x);

    if (boundary->sentence != NULL)
      g_string_append_printf (out, " %s", boundary->sentence);
    else
      g_string_append_printf (out, _ (" Boundary between two phases at %s."), at);
  }
  if (content->divergences->len > 0)
    g_string_append_printf (out,
                            g_dngettext (GETTEXT_PACKAGE, " %u run diverged.", " %u runs diverged.",
                                         content->divergences->len),
                            content->divergences->len);
  return g_string_free (out, FALSE);
}
