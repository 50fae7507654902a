/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier on the chart: the best of several widths. */
#include "chart/content/compose-private.h"

#include <glib/gi18n.h>

#include "words/words.h"

static guint
count_fitted (const LabFrontier *frontier)
{
  guint count = 0;

  for (guint i = 0; i < frontier->point_count; i++)
    count += frontier->points[i].is_fitted;
  return count;
}

gboolean
lab_compose_has_frontier (const LabChartCurve *shown)
{
  return shown->fit != NULL && !shown->ghost && shown->fit->frontier != NULL &&
         count_fitted (shown->fit->frontier) > 1;
}

void
lab_compose_frontier (LabChartContent *content, const LabChartCurve *shown)
{
  const LabFrontier *frontier;
  LabChartLine *line;
  guint vertex = 0;

  if (!lab_compose_has_frontier (shown))
    return;
  frontier = shown->fit->frontier;
  line = lab_chart_content_add_line (content, count_fitted (frontier), FALSE);
  line->kind = LAB_LINE_ENVELOPE;
  line->colour_index = shown->colour_index;
  if (frontier->state == LAB_FRONTIER_TOLD) {
    g_autofree char *slope = lab_words_signed (frontier->power.exponent, 2);
    /* Translators: the lower envelope of several curves: number of widths, then a power of C. */
    line->label = g_strdup_printf (_ ("best of %u widths C^%s"), frontier->widths, slope);
  } else {
    line->label = g_strdup_printf (_ ("best of %u widths"), frontier->widths);
  }
  for (guint i = 0; i < frontier->point_count; i++)
    if (frontier->points[i].is_fitted) {
      line->x[vertex] = frontier->points[i].compute;
      line->y[vertex] = frontier->points[i].excess_risk;
      vertex++;
    }
}
