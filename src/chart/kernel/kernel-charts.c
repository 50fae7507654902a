/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both charts as one picture. */
#include "chart/kernel/kernel-charts.h"
#include "chart/kernel/kernel-charts-testing.h"

#include <glib/gi18n.h>

#include "chart/kernel/kernel-charts-private.h"

LabKernelCharts *
lab_kernel_charts_new (const LabKernelStudy *study, const LabKernelFindings *findings, double steps)
{
  LabKernelCharts *charts;

  g_return_val_if_fail (study != NULL && findings != NULL && study->flow != NULL && steps >= 1,
                        NULL);

  charts = g_new (LabKernelCharts, 1);
  charts->curves = lab_kernel_compose_curves (study, findings, steps);
  charts->spectrum = lab_kernel_compose_spectrum (study, steps);
  return charts;
}

void
lab_kernel_charts_free (LabKernelCharts *charts)
{
  if (charts == NULL)
    return;
  lab_chart_content_unref (charts->curves);
  lab_chart_content_unref (charts->spectrum);
  g_free (charts);
}

static void
paint_at (cairo_t *cr,
          double x,
          double y,
          double width,
          double height,
          const LabChartContent *content,
          const LabChartStyle *style)
{
  LabChartRange range;

  lab_chart_range_fit (content, &range);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  lab_chart_paint (cr, width, height, content, &range, style, NULL);
  cairo_restore (cr);
}

void
lab_kernel_charts_paint (cairo_t *cr,
                         double width,
                         double height,
                         gconstpointer data,
                         const LabChartStyle *style)
{
  const LabKernelCharts *charts = data;
  const gboolean beside = width > LAB_KERNEL_CHARTS_SIDE_BY_SIDE * height;
  const double w = beside ? width / 2 : width, h = beside ? height : height / 2;

  paint_at (cr, 0, 0, w, h, charts->curves, style);
  paint_at (cr, beside ? w : 0, beside ? 0 : h, w, h, charts->spectrum, style);
}

static void
release (gpointer charts)
{
  lab_kernel_charts_free (charts);
}

LabPicture *
lab_kernel_charts_picture (const LabKernelCharts *charts)
{
  LabPicture *picture = g_new0 (LabPicture, 1);
  LabKernelCharts *own = g_new (LabKernelCharts, 1);
  g_autofree char *curves = lab_chart_content_describe (charts->curves);
  g_autofree char *spectrum = lab_chart_content_describe (charts->spectrum);

  own->curves = lab_chart_content_ref (charts->curves);
  own->spectrum = lab_chart_content_ref (charts->spectrum);
  picture->title = g_strdup (_ ("The kernel of the transformer"));
  picture->description = g_strdup_printf ("%s %s", curves, spectrum);
  picture->content = own;
  picture->release = release;
  picture->paint = lab_kernel_charts_paint;
  return picture;
}
