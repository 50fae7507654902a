#include "chart/kernel-view-picture.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Residual powers below are not drawn: they would stretch the axis over what is rounding. */
#define LEAST_POWER 1e-8

/* Modes are drawn in bins of a tenth of k: residuals of single modes scatter over decades. */
#define BIN_PART 10

/* Wider than high by this: side by side. */
#define SIDE_BY_SIDE 1.3

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

static LabChartContent *
compose_curves (const LabKernelStudy *study, double steps)
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
  if (isfinite (study->end_of_optimisation)) {
    LabChartBoundary *boundary = lab_chart_content_add_boundary (content);

    boundary->x = boundary->low = boundary->high = study->end_of_optimisation;
    boundary->left_label = g_strdup (_ ("optimisation"));
    boundary->right_label = g_strdup (_ ("noise"));
  }
  return content;
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

  if (!isfinite (fit->b.value) || fit->last < fit->first)
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

static LabChartContent *
compose_spectrum (const LabKernelStudy *study, double steps)
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

LabKernelCharts *
lab_kernel_charts_new (const LabKernelStudy *study, double steps)
{
  LabKernelCharts *charts;

  g_return_val_if_fail (study != NULL && study->flow != NULL && steps >= 1, NULL);

  charts = g_new (LabKernelCharts, 1);
  charts->curves = compose_curves (study, steps);
  charts->spectrum = compose_spectrum (study, steps);
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
  const gboolean beside = width > SIDE_BY_SIDE * height;
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

char *
lab_kernel_summary (const LabKernelStudy *study)
{
  const LabKernelMoment *last;
  const double gap = lab_kernel_study_gap (study);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("n = %u of %u, N = %u. "), (guint)study->n, (guint)study->asked,
                          (guint)study->parameters);
  if (study->moment_count > 0 && isfinite (gap)) {
    last = &study->moments[study->moment_count - 1];
    g_string_append_printf (text,
                            _ ("By step %u the weights moved by %.1f %%, the kernel turned by %.3f "
                               "(1 − cosine), the curves lie a factor of %.2f apart. "),
                            last->step, 100 * last->weight_move, study->kernel_drift, exp (gap));
  }
  if (study->predicted_law.choice == LAB_CHOICE_EXPONENTIAL_POWER)
    g_string_append (text, _ ("The predicted curve begins exponentially. "));
  else if (study->predicted_law.choice == LAB_CHOICE_CANNOT_TELL)
    g_string_append (text, _ ("Whether the predicted curve begins exponentially cannot be told. "));
  else if (study->predicted_law.choice != LAB_CHOICE_NOT_ENOUGH)
    g_string_append (text, _ ("The predicted curve has no exponential phase. "));
  if (isfinite (study->end_of_optimisation))
    g_string_append_printf (text,
                            _ ("By the ODE noise costs as much as is left to learn at step "
                               "%.3g."),
                            study->end_of_optimisation);
  else
    g_string_append (text, _ ("By the ODE noise never costs as much as is left to learn."));
  return g_string_free (text, FALSE);
}
