/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier as text for people. */
#include "cli/print/frontier-text.h"

#include "cli/output.h"

/* One line for each stretch of C on which one width leads. */
static void
append_stretches (GString *text, const LabFrontier *frontier)
{
  g_string_append (text,
                   "  best width       N          C from          to    excess risk    steps\n");
  for (guint first = 0, next; first < frontier->point_count; first = next) {
    const LabFrontierPoint *point = &frontier->points[first];

    for (next = first + 1; next < frontier->point_count; next++)
      if (frontier->points[next].group != point->group ||
          frontier->points[next].is_fitted != point->is_fitted)
        break;
    const LabFrontierPoint *last = &frontier->points[next - 1];
    g_string_append_printf (text, "  %10u %7.0f %15.3g %11.3g %14.4g %8.0f%s\n", point->width,
                            point->parameters, point->compute, last->compute, last->excess_risk,
                            last->steps, point->is_fitted ? "  fitted" : "");
  }
}

void
lab_append_frontier (GString *text, const LabFrontier *frontier)
{
  g_return_if_fail (text != NULL);

  if (frontier == NULL)
    return;
  g_autofree char *measured = lab_frontier_describe (frontier);
  g_autofree char *theory = lab_frontier_theory (frontier);

  g_string_append (text, "\nCompute-optimal frontier\n");
  if (frontier->point_count > 0)
    append_stretches (text, frontier);
  lab_append_wrapped (text, "", measured);
  if (frontier->state != LAB_FRONTIER_TOLD)
    return;
  g_autofree char *sentence = g_strconcat ("Theory, for ever larger C: ", theory, NULL);
  lab_append_wrapped (text, "", sentence);
}
