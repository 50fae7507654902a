/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The predicted training curve against the real one, over steps. */
#include "chart/kernel/kernel-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/content/compose.h"
#include "theory/compute-law.h"

static LabChartPoint
plain_point (double x, double y)
{
  return (LabChartPoint){.x = x, .y = y, .low = y, .high = y};
}

typedef double (*MomentValue) (const LabKernelMoment *moment);

static double
predicted_test (const LabKernelMoment *moment)
{
  return moment->predicted.test;
}

static double
predicted_train (const LabKernelMoment *moment)
{
  return moment->predicted.train;
}

static double
measured_test (const LabKernelMoment *moment)
{
  return moment->measured_test;
}

static double
measured_train (const LabKernelMoment *moment)
{
  return moment->measured_train;
}

static gboolean
is_drawn (const LabKernelMoment *moment, MomentValue value)
{
  return moment->step > 0 && isfinite (value (moment)) && value (moment) > 0;
}

static guint
count_drawn (const LabKernelStudy *study, MomentValue value)
{
  guint count = 0;

  for (guint i = 0; i < study->moment_count; i++)
    count += is_drawn (&study->moments[i], value) ? 1 : 0;
  return count;
}

static void
add_measured (LabChartContent *content,
              const LabKernelStudy *study,
              MomentValue value,
              const char *label,
              guint colour)
{
  const guint count = count_drawn (study, value);
  LabChartSeries *series;
  guint used = 0;

  if (count == 0)
    return;
  series = lab_chart_content_add_series (content, count);
  series->kind = LAB_SERIES_POINTS;
  series->label = g_strdup (label);
  series->colour_index = colour;
  for (guint i = 0; i < study->moment_count; i++)
    if (is_drawn (&study->moments[i], value))
      series->points[used++] = plain_point (study->moments[i].step, value (&study->moments[i]));
}

static void
add_predicted (LabChartContent *content,
               const LabKernelStudy *study,
               MomentValue value,
               const char *label,
               LabLineKind kind)
{
  const guint count = count_drawn (study, value);
  LabChartLine *line;
  guint used = 0;

  if (count < 2)
    return;
  line = lab_chart_content_add_line (content, count, FALSE);
  line->kind = kind;
  line->label = g_strdup (label);
  for (guint i = 0; i < study->moment_count; i++)
    if (is_drawn (&study->moments[i], value)) {
      line->x[used] = study->moments[i].step;
      line->y[used++] = value (&study->moments[i]);
    }
}

/* A dashed upright over the heights of the predicted curve. */
static void
add_upright (LabChartContent *content,
             const LabKernelStudy *study,
             double x,
             const char *label,
             guint index)
{
  LabChartSeries *series;
  double low = INFINITY, high = 0;

  for (guint i = 0; i < study->moment_count; i++)
    if (is_drawn (&study->moments[i], predicted_test)) {
      low = fmin (low, predicted_test (&study->moments[i]));
      high = fmax (high, predicted_test (&study->moments[i]));
    }
  if (!isfinite (x) || !(high > 0))
    return;
  series = lab_chart_content_add_series (content, 2);
  series->kind = LAB_SERIES_TRAJECTORY;
  series->label = g_strdup (label);
  series->colour_index = LAB_CHART_REFERENCE + index;
  series->points[0] = plain_point (x, low);
  series->points[1] = plain_point (x, high);
}

/* Paper B's slope for the statistical phase, from its beginning on; C is proportional to T here. */
static void
add_late_slope (LabChartContent *content, const LabKernelStudy *study)
{
  const LabReferenceLaw law = lab_theory_compute_law_v3 ();
  const double end = study->end_of_optimisation;
  LabFlowRisks risks;
  LabChartLine *line;

  if (!isfinite (end) || study->moment_count == 0)
    return;
  lab_kernel_flow_at (study->flow, LAB_FLOW_CONTINUOUS, study->rate, end, &risks);
  line = lab_chart_content_add_line (content, 2, FALSE);
  line->kind = LAB_LINE_REFERENCE;
  line->label = lab_compose_reference_label (LAB_SWEEP_COMPUTE, &law);
  line->x[0] = end;
  line->x[1] = fmax (10 * end, study->moments[study->moment_count - 1].step);
  for (guint i = 0; i < 2; i++)
    line->y[i] = risks.test * pow (line->x[i] / end, law.exponent);
}

/* Names of the uprights. */
static const char *
upright_name (LabAccountKind kind)
{
  switch (kind) {
  case LAB_ACCOUNT_MEASURED_BREAK:
    return _ ("the law changes, measured");
  case LAB_ACCOUNT_SUM_CROSSING:
    return _ ("the sum’s parts are equal, measured");
  case LAB_ACCOUNT_OWN_KERNEL:
    return _ ("noise = left to learn, own kernel");
  case LAB_ACCOUNT_LEVEL_TWO:
    return _ ("noise = left to learn, level 2");
  default:
    return NULL;
  }
}

/* Of the optimisation phase: the account that is drawn as a boundary, the others as uprights. */
static void
add_ends (LabChartContent *content, const LabKernelStudy *study, const LabKernelFindings *findings)
{
  const LabPhases *phases = findings->phases;
  const LabAccount *drawn = lab_phases_drawn (phases);
  LabChartBoundary *boundary;

  for (guint i = 0; i < phases->count; i++) {
    const LabAccount *account = &phases->accounts[i];
    const char *name = upright_name (account->kind);

    if (account != drawn && name != NULL)
      add_upright (content, study, account->place, name,
                   account->nature == LAB_ACCOUNT_IS_MEASURED ? 2 : 1);
  }
  if (findings->spectrum == LAB_KERNEL_SPECTRUM_FINITE)
    add_late_slope (content, study);
  if (drawn == NULL)
    return;
  boundary = lab_chart_content_add_boundary (content);
  boundary->x = drawn->place;
  boundary->low = isfinite (drawn->low) ? drawn->low : drawn->place;
  boundary->high = isfinite (drawn->high) ? drawn->high : drawn->place;
  boundary->left_label = g_strdup (drawn->before);
  boundary->right_label = g_strdup (drawn->after);
  boundary->sentence = lab_phases_headline (phases);
}

LabChartContent *
lab_kernel_compose_curves (const LabKernelStudy *study,
                           const LabKernelFindings *findings,
                           double steps)
{
  LabChartContent *content = lab_chart_content_new ();
  LabChartSeries *now;
  LabFlowRisks risks;

  content->title = g_strdup (_ ("Predicted by the kernel, and real"));
  content->x_label = g_strdup (_ ("optimiser steps T"));
  content->y_label = g_strdup (_ ("risk (fraction of the target's variance)"));
  content->x_name = g_strdup ("T");
  content->y_name = g_strdup (_ ("risk"));
  add_predicted (content, study, predicted_test, _ ("test, by the kernel’s ODE"),
                 LAB_LINE_PREDICTION);
  add_predicted (content, study, predicted_train, _ ("train, by the ODE"), LAB_LINE_TRAINING);
  add_measured (content, study, measured_test, _ ("test, real training"), 0);
  add_measured (content, study, measured_train, _ ("train, real training"), 1);
  lab_kernel_flow_at (study->flow, LAB_FLOW_CONTINUOUS, study->rate, steps, &risks);
  now = lab_chart_content_add_series (content, 1);
  now->kind = LAB_SERIES_POINTS;
  now->label = g_strdup (_ ("the step shown"));
  now->colour_index = 2;
  now->points[0] = plain_point (steps, risks.test);
  add_ends (content, study, findings);
  return content;
}
