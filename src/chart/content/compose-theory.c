/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theory on a chart: slopes through the middle of what is measured, and the prediction for this
 * size. */
#include "chart/content/compose-private.h"

#include <math.h>

#include <glib/gi18n.h>

#include "experiment/conclude/measured-law.h"
#include "theory/compute-law.h"
#include "words/words.h"

/* Vertices of the prediction. */
#define VERTICES 65

/* References run on by this factor beyond the grid: a slope has no ends. */
#define BEYOND 1e4

/* Points of a trajectory, from its end back, that tell the height of its power law. */
#define LATE_SHARE 3

/* Scales of the exponential that are tried, over the grid. */
#define SCALES 48

/* A place in the plane that lines are led through. */
typedef struct
{
  double x;
  double y;
} Centre;

static double
between (double low, double high, guint i, guint count)
{
  return low * pow (high / low, (double)i / (count - 1));
}

/* The middle of what is measured: the fit's centre, else the geometric mean of the points; before
 * there are any, risk 1 at the low end of the grid. */
static Centre
centre_of_data (const LabChartContent *content, const LabChartInput *input)
{
  const LabChartCurve *current = lab_compose_current (input);
  double sum_x = 0.0, sum_y = 0.0;
  guint count = 0;

  if (current != NULL && current->fit != NULL && current->fit->power.valid)
    return (Centre){exp (current->fit->power.centre), exp (current->fit->power.level)};
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    if (lab_chart_series_is_reference (series))
      continue;
    for (guint j = 0; j < series->point_count && !series->ghost; j++)
      if (series->points[j].x > 0.0 && series->points[j].y > 0.0) {
        sum_x += log (series->points[j].x);
        sum_y += log (series->points[j].y);
        count++;
      }
  }
  if (count > 0)
    return (Centre){exp (sum_x / count), exp (sum_y / count)};
  return (Centre){content->x_low, 1.0};
}

static void
add_reference (LabChartContent *content, LabSweep axis, const LabReferenceLaw *law, Centre centre)
{
  LabChartLine *line;

  if (!law->valid || !(centre.x > 0.0) || !(centre.y > 0.0) || !isfinite (law->exponent))
    return;
  line = lab_chart_content_add_line (content, 2, FALSE);
  line->kind = LAB_LINE_REFERENCE;
  line->label = lab_compose_reference_label (axis, law);
  line->x[0] = fmin (centre.x, content->x_low) / BEYOND;
  line->x[1] = fmax (centre.x, content->x_high) * BEYOND;
  for (guint i = 0; i < 2; i++)
    line->y[i] = centre.y * pow (line->x[i] / centre.x, law->exponent);
}

/* The law that a verdict on this axis is made against, and its neighbour. */
static void
add_usual_references (LabChartContent *content, const LabExperiment *controls, Centre centre)
{
  for (guint i = 0; i < LAB_AXIS_LAWS; i++) {
    LabReferenceLaw law = lab_axis_law (controls->sweep, i, controls);
    add_reference (content, controls->sweep, &law, centre);
  }
}

/* Sum of squares of ln (measured / law) over the fitted group, for its height and scale. */
static double
two_phase_misfit (const LabCurve *curve, guint group, const LabComputeLaw *law)
{
  double squares = 0.0;

  for (guint i = 0; i < curve->point_count; i++)
    if (curve->points[i].group == group && !curve->points[i].warm_up) {
      double difference =
          log (curve->points[i].mean / lab_compute_law_risk (law, curve->points[i].x));
      squares += difference * difference;
    }
  return squares;
}

/* A from the late points, R0 the variance of the target, C0 by least squares. */
static gboolean
fit_two_phases (const LabCurve *curve, guint group, double gamma, LabComputeLaw *law)
{
  guint first = curve->point_count, count = 0;
  double sum = 0.0, best = INFINITY, scale = 0.0;

  for (guint i = curve->point_count; i-- > 0;)
    if (curve->points[i].group == group) {
      first = i;
      count++;
    }
  if (count < LATE_SHARE * 2)
    return FALSE;
  for (guint i = first + count - count / LATE_SHARE; i < first + count; i++)
    sum += log (curve->points[i].mean) + gamma * log (curve->points[i].x);
  *law = (LabComputeLaw){
      .initial_risk = 1.0, .prefactor = exp (sum / (count / LATE_SHARE)), .gamma = gamma};
  for (guint i = 0; i < SCALES; i++) {
    law->initial_scale =
        between (curve->points[first].x, curve->points[first + count - 1].x, i, SCALES);
    double misfit = two_phase_misfit (curve, group, law);
    if (misfit < best) {
      best = misfit;
      scale = law->initial_scale;
    }
  }
  law->initial_scale = scale;
  return isfinite (best);
}

/* The only theory whose line bends: its constants are this curve's own. */
static void
add_two_phases (LabChartContent *content, const LabChartInput *input, const LabReferenceLaw *law)
{
  const LabChartCurve *current = lab_compose_current (input);
  LabComputeLaw compute;
  LabChartLine *line;

  if (current == NULL || current->curve == NULL || current->curve->point_count == 0 ||
      !fit_two_phases (current->curve,
                       current->curve->points[current->curve->point_count - 1].group,
                       -law->exponent, &compute))
    return;
  line = lab_chart_content_add_line (content, VERTICES, FALSE);
  line->kind = LAB_LINE_REFERENCE;
  line->label = g_strdup_printf (
      /* Translators: a law, then what it is. */
      _ ("%s (%s, constants fitted)"), _ (law->name), lab_nature_word (law->nature));
  for (guint i = 0; i < VERTICES; i++) {
    line->x[i] = between (content->x_low, content->x_high, i, VERTICES);
    line->y[i] = lab_compute_law_risk (&compute, line->x[i]);
  }
}

/* Paper A's slope with the dimension measured inside the network, and the slopes at the ends of its
 * interval. */
static void
add_measured_reference (LabChartContent *content, const LabChartInput *input, Centre centre)
{
  const LabChartCurve *current = lab_compose_current (input);
  guint before = content->lines->len;
  g_autofree char *steepest = NULL;
  g_autofree char *shallowest = NULL;
  g_autofree char *label = NULL;
  LabMeasuredLaw measured;
  LabChartLine *line;

  if (current == NULL || current->runs == NULL ||
      !lab_measured_law (input->experiment, current->runs, current->run_count, &measured))
    return;
  add_reference (content, input->experiment->sweep, &measured.law, centre);
  if (content->lines->len == before || !isfinite (measured.steepest + measured.shallowest))
    return;
  line = g_ptr_array_index (content->lines, before);
  steepest = lab_words_exponent (measured.steepest);
  shallowest = lab_words_exponent (measured.shallowest);
  label = g_steal_pointer (&line->label);
  /* Translators: a law with the name of its source, then the interval of its exponent. */
  line->label = g_strdup_printf (_ ("%s, %s to %s"), label, steepest, shallowest);
}

void
lab_compose_references (LabChartContent *content, const LabChartInput *input)
{
  const LabExperiment *controls = input->experiment;
  Centre centre = centre_of_data (content, input);
  LabTheorySetting setting = lab_experiment_theory_setting (controls);

  if (lab_axis (controls->sweep)->theory == LAB_THEORY_NONE)
    return;
  if (input->theories == NULL)
    add_usual_references (content, controls, centre);
  for (guint i = 0; input->theories != NULL && i < input->theory_count; i++) {
    const LabTheory *theory = input->theories[i];
    LabReferenceLaw law =
        lab_theory_law (theory, &setting, lab_experiment_is_noisy (controls), NULL);

    if (theory->axis != lab_axis (controls->sweep)->theory)
      continue;
    if ((theory->scope & LAB_THEORY_TWO_PHASE) != 0 && law.valid)
      add_two_phases (content, input, &law);
    else
      add_reference (content, controls->sweep, &law, centre);
  }
  add_measured_reference (content, input, centre);
}

static const char *
constant_word (LabSweep axis, LabConstant constant)
{
  gboolean time = lab_axis (axis)->is_trajectory;

  switch (constant) {
  case LAB_CONSTANT_FITTED:
    return time ? _ ("time scale fitted") : _ ("height fitted");
  case LAB_CONSTANT_CARRIED:
    return time ? _ ("time scale of the earlier curve") : _ ("height of the earlier curve");
  case LAB_CONSTANT_NOT_FITTED:
  default:
    return _ ("nothing fitted");
  }
}

typedef double (*Value) (const LabPrediction *prediction,
                         const LabCalibration *calibration,
                         double x);

/* Only where the curve reaches: vertices without a value are left out. */
static LabChartLine *
add_predicted (LabChartContent *content, const LabExpectation *expectation, Value value)
{
  LabChartLine *line = lab_chart_content_add_line (content, VERTICES, FALSE);
  guint count = 0;

  for (guint i = 0; i < VERTICES; i++) {
    double x = between (content->x_low, content->x_high, i, VERTICES);
    double y = value (&expectation->prediction, &expectation->calibration, x);

    if (!(y > 0.0) || !isfinite (y))
      continue;
    line->x[count] = x;
    line->y[count++] = y;
  }
  line->vertex_count = count;
  return line;
}

static void
add_predicted_risk (LabChartContent *content, const LabExpectation *expectation, LabSweep axis)
{
  LabChartLine *line = add_predicted (content, expectation, lab_prediction_value);

  line->kind = LAB_LINE_PREDICTION;
  line->label = g_strdup_printf (
      /* Translators: %u is 1 or 2; %s says where the one free constant comes from. */
      expectation->prediction.spectrum == LAB_PREDICTION_SHELLS
          ? _ ("predicted for this size (torus shells, level %u), %s")
          : _ ("predicted for this size (kernel model, level %u), %s"),
      expectation->prediction.level, constant_word (axis, expectation->constant));
}

void
lab_compose_prediction (LabChartContent *content, const LabChartInput *input)
{
  const LabExpectation *expectation = input->expectation;
  LabChartLine *line;

  if (expectation == NULL || expectation->prediction.count < 2 ||
      !(content->x_high > content->x_low))
    return;
  if (input->prediction)
    add_predicted_risk (content, expectation, input->experiment->sweep);
  if (!input->training || expectation->prediction.level < 2)
    return;
  line = add_predicted (content, expectation, lab_prediction_train_value);
  line->kind = LAB_LINE_TRAINING;
  line->label = g_strdup (_ ("predicted training error (level 2)"));
}

/* With what the decay buys at the end, where there is one. */
static char *
descent_label (const LabDescentPrediction *descent)
{
  const double percent = 100 * fabs (1 - descent->end / descent->without_decay);

  if (!isfinite (percent))
    return g_strdup (_ ("predicted for this schedule (one pass of SGD, level 3), rate fitted"));
  return g_strdup_printf (descent->end < descent->without_decay
                              ? _ ("predicted for this schedule (one pass of SGD, level 3), rate "
                                   "fitted; the decay takes "
                                   "off %.0f %%")
                              : _ ("predicted for this schedule (one pass of SGD, level 3), rate "
                                   "fitted; the decay costs "
                                   "%.0f %%"),
                          percent);
}

void
lab_compose_descent (LabChartContent *content, const LabChartCurve *current)
{
  const LabDescentPrediction *descent = current->fit != NULL ? &current->fit->descent : NULL;
  LabChartLine *line;

  if (descent == NULL || descent->count < 2)
    return;
  line = lab_chart_content_add_line (content, descent->count, FALSE);
  line->kind = LAB_LINE_PREDICTION;
  for (guint i = 0; i < descent->count; i++) {
    line->x[i] = descent->x[i];
    line->y[i] = descent->excess_risk[i];
  }
  line->label = descent_label (descent);
}
