/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of intrinsic dimension as small multiples: what they show. */
#include "chart/dimension/dimension-plot.h"

#include <math.h>

#include <glib/gi18n.h>

#include "dimension/dimension-notes.h"

/* Neighbours of the data's MLE: about 2^(1/2) apart. */
static const guint neighbours[] = {5, 7, 10, 14, 20, 28, 40, 57, 80, 113};

/* Of Gride: factors of two. */
static const guint scales[] = {2, 4, 8, 16, 32, 64, 128};

/* Of local PCA, which needs some times d. */
static const guint spans[] = {10, 20, 40};

/* Runs of the largest size that are drawn: as many as there are colours. */
#define MOST_RUNS LAB_PALETTE_SIZE

/* Room about the intervals, as parts of what they and the true d span: the legend stands below. The
 * span is no smaller than this part of the true d, so that scatter does not look like a trend. */
#define ROOM_ABOVE 0.1
#define ROOM_BELOW 0.4
#define LEAST_SPAN 0.4

void
lab_dimension_plot_request (LabDimensionRequest *request)
{
  g_return_if_fail (request != NULL);

  *request = (LabDimensionRequest){.discard = LAB_DIMENSION_DISCARD, .threads = 1};
  for (gsize i = 0; i < G_N_ELEMENTS (neighbours); i++)
    lab_dimension_request_add (request, LAB_ESTIMATOR_MLE, neighbours[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    lab_dimension_request_add (request, LAB_ESTIMATOR_GRIDE, scales[i]);
  lab_dimension_request_add (request, LAB_ESTIMATOR_TWONN, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    lab_dimension_request_add (request, LAB_ESTIMATOR_LOCAL_PCA, spans[i]);
}

static void
series_free (gpointer data)
{
  LabDimensionSeries *series = data;

  g_free (series->label);
  g_array_unref (series->points);
  g_free (series);
}

static void
panel_free (gpointer data)
{
  LabDimensionPanel *panel = data;

  g_free (panel->title);
  g_free (panel->x_name);
  g_ptr_array_unref (panel->series);
  g_free (panel);
}

static LabDimensionPanel *
add_panel (LabDimensionPlot *plot, char *title, const char *x_name)
{
  LabDimensionPanel *panel = g_new0 (LabDimensionPanel, 1);

  panel->title = title;
  panel->x_name = g_strdup (x_name);
  panel->series = g_ptr_array_new_with_free_func (series_free);
  g_ptr_array_add (plot->panels, panel);
  return panel;
}

static LabDimensionSeries *
add_series (LabDimensionPanel *panel, char *label, guint colour_index)
{
  LabDimensionSeries *series = g_new0 (LabDimensionSeries, 1);

  series->label = label;
  series->colour_index = colour_index;
  series->points = g_array_new (FALSE, FALSE, sizeof (LabDimensionPoint));
  g_ptr_array_add (panel->series, series);
  return series;
}

static void
add_point (LabDimensionPlot *plot,
           LabDimensionSeries *series,
           double x,
           double value,
           double low,
           double high,
           gboolean is_saturated)
{
  gboolean has_interval = isfinite (low) && isfinite (high);
  LabDimensionPoint point = {.x = x,
                             .value = value,
                             .low = has_interval ? low : value,
                             .high = has_interval ? high : value,
                             .has_interval = has_interval,
                             .is_saturated = is_saturated};

  if (!isfinite (value) || !(x > 0.0))
    return;
  plot->y_minimum = fmin (plot->y_minimum, point.low);
  plot->y_maximum = fmax (plot->y_maximum, point.high);
  g_array_append_val (series->points, point);
}

/* An estimator's name as the window writes it. */
static const char *
name_of (LabEstimator estimator)
{
  switch (estimator) {
  case LAB_ESTIMATOR_MLE:
    return _ ("MLE");
  case LAB_ESTIMATOR_GRIDE:
    return _ ("Gride");
  case LAB_ESTIMATOR_TWONN:
    return _ ("TwoNN");
  case LAB_ESTIMATOR_LOCAL_PCA:
    return _ ("Local PCA");
  default:
    return lab_estimator_name (estimator);
  }
}

static void
add_data (LabDimensionPlot *plot, const LabDimensionReport *report)
{
  static const LabEstimator estimators[] = {LAB_ESTIMATOR_MLE, LAB_ESTIMATOR_GRIDE,
                                            LAB_ESTIMATOR_TWONN, LAB_ESTIMATOR_LOCAL_PCA};
  LabDimensionPanel *by_neighbours =
      add_panel (plot, g_strdup (_ ("Data, by neighbours")), _ ("neighbours k"));
  LabDimensionPanel *by_scale =
      add_panel (plot, g_strdup (_ ("Data, by scale")), _ ("mean distance"));

  for (guint e = 0; e < G_N_ELEMENTS (estimators); e++) {
    LabDimensionSeries *first = add_series (by_neighbours, g_strdup (name_of (estimators[e])), e);
    LabDimensionSeries *second = add_series (by_scale, g_strdup (name_of (estimators[e])), e);

    for (guint i = 0; i < report->count; i++) {
      const LabDimensionEstimate *estimate = &report->estimate[i];
      gboolean saturated = estimate->state == LAB_DIMENSION_SATURATED;

      if (estimate->estimator != estimators[e])
        continue;
      add_point (plot, first, estimate->k, estimate->value, estimate->low, estimate->high,
                 saturated);
      add_point (plot, second, estimate->scale, estimate->value, estimate->low, estimate->high,
                 saturated);
    }
  }
}

static void
add_run (LabDimensionPlot *plot,
         guint block,
         LabDimensionPanel *panel,
         const LabRunPlan *plan,
         const LabEvaluation *evaluations,
         guint count)
{
  LabDimensionSeries *series;

  if (panel->series->len == MOST_RUNS)
    return;
  series =
      add_series (panel, g_strdup_printf (_ ("repeat %u"), plan->repeat + 1), panel->series->len);
  for (guint e = 0; e < count; e++)
    if (block < evaluations[e].measured_blocks)
      add_point (plot, series, evaluations[e].step, (double)evaluations[e].dimension[block].value,
                 (double)evaluations[e].dimension[block].low,
                 (double)evaluations[e].dimension[block].high, FALSE);
}

/* What run number i has measured so far, or is measuring; FALSE where it has not begun. */
static gboolean
look_at_run (const LabDimensionInput *input,
             guint i,
             const LabRunPlan **plan,
             const LabEvaluation **evaluations,
             guint *count)
{
  if (input->runs[i] != NULL) {
    *plan = &input->runs[i]->plan;
    *evaluations = input->runs[i]->evaluations;
    *count = input->runs[i]->evaluation_count;
  } else {
    *plan = input->live != NULL ? &input->live[i].plan : NULL;
    *evaluations = input->live != NULL ? input->live[i].evaluations : NULL;
    *count = input->live != NULL ? input->live[i].evaluation_count : 0;
  }
  return *count > 0;
}

/* Of the runs of the largest size that has begun. */
static void
add_blocks (LabDimensionPlot *plot, const LabDimensionInput *input)
{
  const LabRunPlan *plan;
  const LabEvaluation *evaluations;
  guint count;
  guint largest = 0;
  guint blocks = 0;

  for (guint i = 0; i < input->run_count; i++)
    if (look_at_run (input, i, &plan, &evaluations, &count)) {
      largest = MAX (largest, plan->grid_index);
      blocks = MAX (blocks, evaluations[0].measured_blocks);
    }
  for (guint b = 0; b < blocks; b++) {
    LabDimensionPanel *panel =
        add_panel (plot, g_strdup_printf (_ ("After block %u"), b + 1), _ ("steps T"));

    for (guint i = 0; i < input->run_count; i++)
      if (look_at_run (input, i, &plan, &evaluations, &count) && plan->grid_index == largest)
        add_run (plot, b, panel, plan, evaluations, count);
  }
}

static void
append_notes (GString *note, const LabDimensionReport *report)
{
  g_auto (GStrv) notes = report != NULL ? lab_dimension_notes (report) : NULL;

  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    g_string_append_printf (note, "%s ", notes[i]);
}

static char *
note_of (const LabDimensionInput *input)
{
  GString *note = g_string_new (NULL);
  LabMeasuredLaw measured;

  if (input->report == NULL)
    g_string_append (note, _ ("The data's dimension is being estimated. "));
  else
    g_string_append (note,
                     /* xgettext:no-c-format */
                     _ ("Bars: 95 % intervals of the sample's scatter; curvature, edges and few "
                        "points bias estimates beside that. "));
  append_notes (note, input->report);
  if (input->experiment->hidden_dimension == LAB_HIDDEN_DIMENSION_OFF)
    g_string_append (note, _ ("To measure inside the network as well, set Dimension inside under "
                              "Training."));
  else if (!lab_measured_law (input->experiment, input->runs, input->run_count, &measured))
    g_string_append (note, _ ("Inside the network: MLE, k = 20, on 2048 test points."));
  else if (measured.law.valid) {
    g_autofree char *law = lab_compose_reference_label (input->experiment->sweep, &measured.law);
    const LabMeasuredDimension *last = &measured.block[measured.blocks - 1];

    if (isfinite (last->low) && isfinite (last->high))
      /* Translators: the numbers are a dimension and its interval; then a law. */
      g_string_append_printf (note,
                              _ ("After the last block d = %.2f (%.2f to %.2f). With it: %s."),
                              (double)last->value, (double)last->low, (double)last->high, law);
  }
  return g_string_free (note, FALSE);
}

static void
leave_room (LabDimensionPlot *plot)
{
  double span = fmax (plot->y_maximum - plot->y_minimum,
                      LEAST_SPAN * (isfinite (plot->truth) ? plot->truth : plot->y_maximum));
  double middle = (plot->y_maximum + plot->y_minimum) / 2.0;

  plot->y_maximum = middle + (0.5 + ROOM_ABOVE) * span;
  plot->y_minimum = fmax (middle - (0.5 + ROOM_BELOW) * span, 0.0);
}

LabDimensionPlot *
lab_dimension_plot_new (const LabDimensionInput *input)
{
  LabDimensionPlot *plot;

  g_return_val_if_fail (input != NULL && input->experiment != NULL, NULL);

  plot = g_new0 (LabDimensionPlot, 1);
  plot->reference_count = 1;
  plot->panels = g_ptr_array_new_with_free_func (panel_free);
  plot->truth = input->experiment->points != NULL ? NAN : input->experiment->intrinsic_dimension;
  plot->y_minimum = plot->y_maximum = lab_experiment_dimension (input->experiment);
  if (input->report != NULL)
    add_data (plot, input->report);
  add_blocks (plot, input);
  leave_room (plot);
  plot->note = note_of (input);
  return plot;
}

LabDimensionPlot *
lab_dimension_plot_ref (LabDimensionPlot *plot)
{
  g_return_val_if_fail (plot != NULL, NULL);

  g_atomic_int_inc (&plot->reference_count);
  return plot;
}

void
lab_dimension_plot_unref (LabDimensionPlot *plot)
{
  g_return_if_fail (plot != NULL);

  if (!g_atomic_int_dec_and_test (&plot->reference_count))
    return;
  g_ptr_array_unref (plot->panels);
  g_free (plot->note);
  g_free (plot);
}
