/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on the same data, beside the networks: kernel ridge regression over n, and the
 * tangent kernel's training curve over time and compute. */
#include "chart/content/compose-private.h"

#include <math.h>

#include <glib/gi18n.h>

static const char *
ridge_label (LabRidgeKernel kernel)
{
  return kernel == LAB_RIDGE_MATERN ? _ ("Matérn 1/2 ridge regression (measurement)")
                                    : _ ("tangent kernel ridge regression (measurement)");
}

/* Of more labels than a kernel holds. */
static const char *
pilot_label (LabTangentKind kind)
{
  switch (kind) {
  case LAB_TANGENT_DESCENT:
    return _ ("pilot of the own tangent kernel (gradient descent)");
  case LAB_TANGENT_MINIBATCH:
    return _ ("pilot of the own tangent kernel (one pass of SGD, level 3)");
  case LAB_TANGENT_STAND_IN:
  default:
    return _ ("pilot of the own tangent kernel (gradient descent, not AdamW)");
  }
}

static const char *
tangent_label (LabTangentKind kind)
{
  switch (kind) {
  case LAB_TANGENT_DESCENT:
    return _ ("tangent kernel (gradient descent)");
  case LAB_TANGENT_MINIBATCH:
    return _ ("tangent kernel (SGD, to first order)");
  case LAB_TANGENT_STAND_IN:
  default:
    return _ ("tangent kernel (gradient descent, not AdamW)");
  }
}

static void
add_ridge (LabChartContent *content, const LabRidgeCurve *curve, LabRidgeKernel kernel)
{
  LabChartSeries *series;

  if (curve->count[kernel] == 0)
    return;
  series = lab_chart_content_add_series (content, curve->count[kernel]);
  series->kind = LAB_SERIES_POINTS;
  series->label = g_strdup (ridge_label (kernel));
  series->colour_index = LAB_CHART_REFERENCE + (guint)kernel;
  for (guint i = 0; i < curve->count[kernel]; i++) {
    const LabRidgePoint *point = &curve->points[kernel][i];

    series->points[i] =
        (LabChartPoint){.x = point->n, .y = point->mean, .low = point->low, .high = point->high};
  }
}

/* Only over the grid: the axis is the measurement's. */
static void
add_tangent (LabChartContent *content, const LabTangentCurve *curve)
{
  LabChartSeries *series = lab_chart_content_add_series (content, curve->count);

  series->kind = LAB_SERIES_TRAJECTORY;
  series->label =
      g_strdup (curve->is_pilot ? pilot_label (curve->kind) : tangent_label (curve->kind));
  series->colour_index = LAB_CHART_REFERENCE + 1;
  series->point_count = 0;
  for (guint i = 0; i < curve->count; i++) {
    const double risk = curve->excess_risk[i];

    if (curve->x[i] >= content->x_low * (1 - 1e-9) && curve->x[i] <= content->x_high * (1 + 1e-9))
      series->points[series->point_count++] =
          (LabChartPoint){.x = curve->x[i], .y = risk, .low = risk, .high = risk};
  }
}

/* Nothing is fitted: where the runs would stop. The best moment is not drawn, which nobody who trains can
 * know. */
static void
add_own_points (LabChartContent *content,
                const char *label,
                const LabOwnKernelPoint *points,
                guint count)
{
  LabChartSeries *series;

  if (count == 0)
    return;
  series = lab_chart_content_add_series (content, count);
  series->kind = LAB_SERIES_TRAJECTORY;
  series->label = g_strdup (label);
  series->colour_index = LAB_CHART_REFERENCE + 1;
  series->point_count = 0;
  for (guint i = 0; i < count; i++) {
    const LabOwnKernelPoint *point = &points[i];

    if (point->excess_risk > 0) /* a file's labels may leave less than their noise */
      series->points[series->point_count++] = (LabChartPoint){.x = point->x,
                                                              .y = point->excess_risk,
                                                              .low = point->excess_risk,
                                                              .high = point->excess_risk};
  }
}

/* What a pilot tells is a line of its own: it does not stand on kernels of these sizes. */
static void
add_own (LabChartContent *content, const LabOwnKernelCurve *curve)
{
  add_own_points (content,
                  curve->stops_on_validation
                      ? _ ("own tangent kernel, nothing fitted (prediction)")
                      : _ ("own tangent kernel at the end of its flow (prediction)"),
                  curve->points, curve->count);
  add_own_points (content, _ ("beyond: a pilot of the own tangent kernel (prediction)"),
                  curve->pilots, curve->pilot_count);
}

void
lab_compose_kernel (LabChartContent *content, const LabChartInput *input)
{
  if (input->own_kernel != NULL)
    add_own (content, input->own_kernel);
  if (input->ridge != NULL && lab_axis (input->experiment->sweep)->kernel == LAB_AXIS_KERNEL_RIDGE)
    for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
      add_ridge (content, input->ridge, kernel);
  if (input->tangent != NULL && input->experiment->sweep == input->tangent->axis &&
      input->tangent->count > 0)
    add_tangent (content, input->tangent);
}

static char *
ridge_note (const LabRidgeCurve *curve)
{
  if (curve->left_out == 0)
    return NULL;
  return g_strdup_printf (_ ("Kernel ridge regression up to n = %u: more takes too long."),
                          LAB_RUN_RIDGE_POINTS);
}

/* What the curve assumes, as far as its name does not say it. */
static char *
tangent_note (const LabTangentCurve *curve)
{
  GString *note = g_string_new (NULL);

  if (!(curve->rate < curve->largest_rate)) {
    g_string_printf (note,
                     _ ("No curve of the tangent kernel: at the learning rate %.3g its descent "
                        "diverges (from %.3g on)."),
                     curve->rate, curve->largest_rate);
    return g_string_free (note, FALSE);
  }
  g_string_printf (
      note,
      curve->is_pilot
          ? _ ("Tangent kernel: m = %u, a pilot of %u labels taken to n = %u, learning rate %.3g")
          : _ ("Tangent kernel: m = %u, n = %u of %u, learning rate %.3g"),
      curve->width, (guint)curve->n, (guint)curve->asked, curve->rate);
  if (curve->kind == LAB_TANGENT_STAND_IN)
    g_string_append (note, _ (" = 1/μ_max, since AdamW has no such flow"));
  else if (curve->schedule)
    g_string_append (note, _ (", constant instead of scheduled"));
  g_string_append_c (note, '.');
  return g_string_free (note, FALSE);
}

char *
lab_compose_kernel_note (const LabChartInput *input)
{
  if (input->ridge != NULL && lab_axis (input->experiment->sweep)->kernel == LAB_AXIS_KERNEL_RIDGE)
    return ridge_note (input->ridge);
  if (input->tangent != NULL && input->experiment->sweep == input->tangent->axis)
    return tangent_note (input->tangent);
  return NULL;
}
