/* From curves, fits and theory to the content of a chart. */
#include "chart/compose-private.h"

#include <math.h>

#include <glib/gi18n.h>

const LabChartCurve *
lab_compose_current (const LabChartInput *input)
{
  for (guint i = input->curve_count; i-- > 0;)
    if (!input->curves[i].ghost)
      return &input->curves[i];
  return NULL;
}

const LabExperiment *
lab_compose_experiment (const LabChartInput *input)
{
  const LabChartCurve *current = lab_compose_current (input);

  return current != NULL && current->curve != NULL ? &current->curve->experiment
                                                   : input->experiment;
}

double
lab_compose_abscissa (const LabExperiment *experiment,
                      const LabRunPlan *plan,
                      const LabEvaluation *evaluation)
{
  LabModelShape shape;

  switch (experiment->sweep) {
  case LAB_SWEEP_DATA:
    return (double)plan->n;
  case LAB_SWEEP_MODEL:
    lab_experiment_model_shape (experiment, plan, &shape);
    return (double)lab_model_shape_parameters (&shape);
  case LAB_SWEEP_TIME:
    return evaluation->step;
  case LAB_SWEEP_COMPUTE:
    return (double)evaluation->compute;
  case LAB_SWEEP_DEPTH:
    return plan->depth;
  case LAB_SWEEP_COUNT:
  default:
    g_return_val_if_reached (NAN);
  }
}

/* An evaluation of a run after `step` steps, for its place on the axis only. */
static double
abscissa_at_step (const LabExperiment *experiment, const LabRunPlan *plan, guint step)
{
  LabModelShape shape;
  LabTrainingSettings settings;
  LabEvaluation evaluation = {.step = step};

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  evaluation.compute = lab_model_shape_training_flop (&shape) * settings.batch * step;
  return lab_compose_abscissa (experiment, plan, &evaluation);
}

void
lab_chart_grid (const LabExperiment *experiment, double *low, double *high)
{
  LabRunPlan first, last;

  g_return_if_fail (experiment != NULL && low != NULL && high != NULL);

  lab_experiment_plan (experiment, 0, &first);
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &last);
  *low = abscissa_at_step (experiment, &first, 1);
  *high = abscissa_at_step (experiment, &last, experiment->steps);
}

LabTheoryAxis
lab_chart_theory_axis (LabSweep axis)
{
  static const LabTheoryAxis axes[LAB_SWEEP_COUNT] = {LAB_THEORY_DATA, LAB_THEORY_MODEL,
                                                      LAB_THEORY_TIME, LAB_THEORY_COMPUTE};

  g_return_val_if_fail ((guint)axis < LAB_SWEEP_COUNT, LAB_THEORY_DATA);
  return axes[axis];
}

static gboolean
is_empty (const LabChartContent *content)
{
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    if (series->point_count > 0 && !lab_chart_series_is_reference (series))
      return FALSE;
  }
  return TRUE;
}

/* Before there are points, the theory's line decides how deep the window reaches. */
static void
set_empty_window (LabChartContent *content)
{
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind != LAB_LINE_REFERENCE)
      continue;
    double slope = log (line->y[1] / line->y[0]) / log (line->x[1] / line->x[0]);

    content->y_high = 1.0;
    content->y_low = fmax (1e-6, pow (content->x_high / content->x_low, slope));
    return;
  }
}

static char *
compose_note (const LabChartInput *input, const LabChartCurve *current)
{
  g_autofree char *curve =
      current != NULL && current->curve != NULL ? lab_compose_note (current->curve) : NULL;
  g_autofree char *kernel = lab_compose_kernel_note (input);
  const char *parts[] = {curve, kernel, input->remark};
  GString *note = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", parts[i]);
  return g_string_free (note, note->len == 0);
}

static const char *
y_label_of (const LabExperiment *experiment)
{
  if (lab_experiment_measures_test_error (experiment))
    return _ ("test error (fraction of the labels’ variance, their noise included)");
  return lab_experiment_has_labels (experiment)
             ? _ ("test error less σ² (fraction of the labels’ variance)")
             : _ ("excess risk (fraction of the target’s variance)");
}

LabChartContent *
lab_chart_compose (const LabChartInput *input)
{
  LabChartContent *content = lab_chart_content_new ();
  const LabChartCurve *current;

  g_return_val_if_fail (input != NULL && input->experiment != NULL, content);

  current = lab_compose_current (input);
  content->x_label = g_strdup (lab_compose_axis_label (input->experiment));
  content->y_label = g_strdup (y_label_of (input->experiment));
  content->x_name = g_strdup (lab_compose_symbol (input->experiment->sweep));
  content->y_name = g_strdup (lab_experiment_error_name (input->experiment));
  content->x_whole = input->experiment->sweep == LAB_SWEEP_DEPTH;
  /* The grid, so that axes stand before the first point comes. */
  lab_chart_grid (lab_compose_experiment (input), &content->x_low, &content->x_high);
  content->fit_low = input->fit_low;
  content->fit_high = input->fit_high;
  lab_compose_kernel (content, input);
  lab_compose_series (content, input);
  for (guint i = 0; i < input->curve_count; i++)
    lab_compose_fit (content, &input->curves[i]);
  for (guint i = 0; i < input->curve_count; i++)
    lab_compose_band (content, &input->curves[i]);
  if (current != NULL)
    lab_compose_residuals (content, current);
  lab_compose_references (content, input);
  lab_compose_prediction (content, input);
  lab_compose_hairlines (content, input->experiment);
  if (current != NULL) {
    lab_compose_boundary (content, current);
    lab_compose_divergences (content, current);
  }
  content->note = compose_note (input, current);
  if (is_empty (content))
    set_empty_window (content);
  return content;
}
