/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues of the kernel with their fit, and what is left to learn in its modes. */
#include "chart/kernel/kernel-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Residual powers below are not drawn: they would stretch the axis over what is rounding. */
#define LEAST_POWER 1e-8

/* Modes are drawn in bins of a tenth of k: residuals of single modes scatter over decades. */
#define BIN_PART 10

static LabChartPoint
plain_point (double x, double y)
{
  return (LabChartPoint){.x = x, .y = y, .low = y, .high = y};
}

/* points (n at most): the mean of neighbouring values, ever more of them as k grows (a tenth of k);
 * those above least. Returns how many there are. */
static guint
gather (gsize n, const double *values, double least, LabChartPoint *points)
{
  guint count = 0;

  for (gsize first = 0; first < n;) {
    const gsize last = MIN (n, first + 1 + first / BIN_PART);
    double sum = 0, place = 0;

    for (gsize k = first; k < last; k++) {
      sum += values[k];
      place += log ((double)(k + 1));
    }
    sum /= (double)(last - first);
    if (sum > least)
      points[count++] = plain_point (exp (place / (double)(last - first)), sum);
    first = last;
  }
  return count;
}

static void
add_modes (LabChartContent *content,
           gsize n,
           const double *values,
           double least,
           const char *label,
           guint colour,
           gboolean ghost)
{
  g_autofree LabChartPoint *points = g_new (LabChartPoint, n);
  const guint count = gather (n, values, least, points);
  LabChartSeries *series;

  if (count == 0)
    return;
  series = lab_chart_content_add_series (content, count);
  series->kind = LAB_SERIES_TRAJECTORY;
  series->label = g_strdup (label);
  series->colour_index = colour;
  series->ghost = ghost;
  memcpy (series->points, points, count * sizeof (LabChartPoint));
}

/* k^-b through the middle of the fitted modes. */
static void
add_fit (LabChartContent *content, const LabKernelStudy *study)
{
  const LabModeFit *fit = &study->fit;
  LabChartLine *line;
  double level = 0;

  if (fit->b.state != LAB_MODE_EXPONENT_TOLD)
    return;
  for (gsize k = fit->first; k <= fit->last; k++)
    level += (log (study->modes->eigenvalue[k - 1]) + fit->b.value * log ((double)k)) /
             (double)(fit->last - fit->first + 1);
  line = lab_chart_content_add_line (content, 2, FALSE);
  line->kind = LAB_LINE_FIT;
  line->label =
      g_strdup_printf (_ ("fit k^−%.2f [%.2f, %.2f]"), fit->b.value, fit->b.low, fit->b.high);
  line->x[0] = (double)fit->first;
  line->x[1] = (double)fit->last;
  for (guint i = 0; i < 2; i++)
    line->y[i] = exp (level - fit->b.value * log (line->x[i]));
}

LabChartContent *
lab_kernel_compose_spectrum (const LabKernelStudy *study, double steps)
{
  LabChartContent *content = lab_chart_content_new ();
  const double noise = study->modes->noise * study->modes->eigenvalue[0];
  g_autofree double *residual = g_new (double, study->n);
  g_autofree double *start = g_new (double, study->n);

  content->title = g_strdup (_ ("Modes of the kernel"));
  content->x_label = g_strdup (_ ("mode k (means of neighbours)"));
  content->y_label = g_strdup (_ ("eigenvalue of K/n; residual power"));
  content->x_name = g_strdup ("k");
  content->y_name = g_strdup (_ ("value"));
  lab_kernel_flow_residuals (study->flow, LAB_FLOW_CONTINUOUS, study->rate, 0, start);
  lab_kernel_flow_residuals (study->flow, LAB_FLOW_CONTINUOUS, study->rate, steps, residual);
  for (gsize k = 0; k < study->n; k++) {
    start[k] *= start[k];
    residual[k] *= residual[k];
  }
  add_modes (content, study->n, study->modes->eigenvalue, noise, _ ("eigenvalue"), 0, FALSE);
  add_modes (content, study->n, start, LEAST_POWER, _ ("residual before training"), 3, TRUE);
  add_modes (content, study->n, residual, LEAST_POWER, _ ("residual at the step shown"), 2, FALSE);
  add_fit (content, study);
  /* The axis stays where it is while residuals fall. */
  content->x_low = 1;
  content->x_high = (double)study->n;
  content->y_low = LEAST_POWER;
  content->y_high = study->modes->eigenvalue[0];
  return content;
}
