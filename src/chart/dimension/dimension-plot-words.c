/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of intrinsic dimension as small multiples: read out, walked through, told in words. */
#include "chart/dimension/dimension-plot.h"

#include <math.h>

#include <glib/gi18n.h>

static const LabDimensionPoint *
point_at (const LabDimensionPlot *plot,
          const LabDimensionPlace *place,
          const LabDimensionPanel **panel,
          const LabDimensionSeries **series)
{
  if (place->panel < 0 || (guint)place->panel >= plot->panels->len)
    return NULL;
  *panel = g_ptr_array_index (plot->panels, place->panel);
  if ((guint)place->series >= (*panel)->series->len)
    return NULL;
  *series = g_ptr_array_index ((*panel)->series, place->series);
  if ((guint)place->point >= (*series)->points->len)
    return NULL;
  return &g_array_index ((*series)->points, LabDimensionPoint, place->point);
}

/* "95 % interval 2.10 to 2.20" */
static char *
how_sure (const LabDimensionPoint *point)
{
  if (point->is_saturated)
    return g_strdup (_ ("saturated: that or more, so few neighbours tell no better"));
  if (!point->has_interval)
    return g_strdup (_ ("without an interval"));
  return g_strdup_printf (_ ("95 %% interval %.3f to %.3f"), point->low, point->high);
}

char *
lab_dimension_plot_readout (const LabDimensionPlot *plot, const LabDimensionPlace *place)
{
  const LabDimensionPanel *panel;
  const LabDimensionSeries *series;
  const LabDimensionPoint *point;
  g_autofree char *sure = NULL;

  g_return_val_if_fail (plot != NULL && place != NULL, NULL);

  point = point_at (plot, place, &panel, &series);
  if (point == NULL)
    return g_strdup ("");
  sure = how_sure (point);
  if (!isfinite (plot->truth))
    /* Translators: panel, estimator or run, name of the axis and its value, the estimate, and how sure
     * it is. */
    return g_strdup_printf (_ ("%s, %s, %s = %.4g: d = %.3f, %s"), panel->title, series->label,
                            panel->x_name, point->x, point->value, sure);
  /* Translators: the same, then the true dimension. */
  return g_strdup_printf (_ ("%s, %s, %s = %.4g: d = %.3f, %s (true %g)"), panel->title,
                          series->label, panel->x_name, point->x, point->value, sure, plot->truth);
}

gboolean
lab_dimension_plot_move (const LabDimensionPlot *plot, int steps, LabDimensionPlace *place)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (LabDimensionPlace));
  int found = -1;

  g_return_val_if_fail (plot != NULL && place != NULL, FALSE);

  for (guint p = 0; p < plot->panels->len; p++) {
    const LabDimensionPanel *panel = g_ptr_array_index (plot->panels, p);

    for (guint s = 0; s < panel->series->len; s++) {
      const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);

      for (guint i = 0; i < series->points->len; i++) {
        LabDimensionPlace here = {.panel = (int)p, .series = (int)s, .point = (int)i};

        if (here.panel == place->panel && here.series == place->series &&
            here.point == place->point)
          found = (int)places->len;
        g_array_append_val (places, here);
      }
    }
  }
  if (places->len == 0)
    return FALSE;
  found = found < 0 ? 0 : CLAMP (found + steps, 0, (int)places->len - 1);
  *place = g_array_index (places, LabDimensionPlace, found);
  return TRUE;
}

char *
lab_dimension_plot_describe (const LabDimensionPlot *plot)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (plot != NULL, NULL);

  if (isfinite (plot->truth))
    g_string_append_printf (text, _ ("Estimates of the intrinsic dimension; true: %g. "),
                            plot->truth);
  else
    g_string_append (text, _ ("Estimates of the intrinsic dimension of points of a file. "));
  for (guint p = 0; p < plot->panels->len; p++) {
    const LabDimensionPanel *panel = g_ptr_array_index (plot->panels, p);

    for (guint s = 0; s < panel->series->len; s++) {
      const LabDimensionSeries *series = g_ptr_array_index (panel->series, s);
      const LabDimensionPoint *last;

      if (series->points->len == 0)
        continue;
      last = &g_array_index (series->points, LabDimensionPoint, series->points->len - 1);
      /* Translators: panel, estimator or run, name of the axis, its value, the estimate. */
      g_string_append_printf (text, _ ("%s, %s: at %s = %.4g it is %.2f. "), panel->title,
                              series->label, panel->x_name, last->x, last->value);
    }
  }
  g_string_append (text, plot->note);
  return g_string_free (text, FALSE);
}
