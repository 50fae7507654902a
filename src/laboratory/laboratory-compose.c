/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of what the laboratory holds. */
#include "laboratory/laboratory-private.h"
#include "session/results.h"

/* Whether a record is an earlier curve on the chart of this axis. */
static gboolean
is_ghost (LabLaboratory *self, const LabRecord *record)
{
  return record != self->current && record != lab_laboratory_baseline_record (self) &&
         !record->hidden && record->experiment.sweep == self->axis &&
         lab_record_has_points (record);
}

guint
lab_laboratory_ghost_count (LabLaboratory *self)
{
  guint count = 0;
  g_return_val_if_fail (LAB_IS_LABORATORY (self), 0);
  for (guint i = 0; i < self->records->len; i++)
    count += is_ghost (self, g_ptr_array_index (self->records, i));
  return count;
}

static void
add_curve (LabLaboratory *self, GArray *curves, const LabRecord *record, gboolean ghost)
{
  LabChartCurve curve = {
      .curve = record->curve,
      .fit = record->fit,
      .colour_index = record->colour_index,
      .ghost = ghost,
      .runs = ghost ? NULL : record->runs,
      .run_count = ghost ? 0 : record->run_count,
  };
  if (!ghost && record->study != NULL)
    curve.residuals = record->study->residuals;
  if (self->band_shown && !ghost && record->study != NULL) {
    curve.band = record->study->band;
    curve.band_count = LAB_STUDY_BAND_POINTS;
  }
  g_array_append_val (curves, curve);
}

static void
add_live (GArray *live, const LabRecord *record)
{
  for (guint i = 0; i < record->run_count; i++)
    if (record->live[i].evaluation_count > 0)
      g_array_append_val (live, record->live[i]);
}

/* The theories chosen; where lazy and rich training stand side by side, that of features as well. */
static GPtrArray *
theories_shown (LabLaboratory *self)
{
  GPtrArray *theories = g_ptr_array_copy (self->theories, NULL, NULL);
  const LabExperiment *baseline = lab_laboratory_get_baseline (self);
  gpointer features = (gpointer)lab_theory_find (LAB_FEATURE_LEARNING);

  if (baseline != NULL &&
      lab_curve_difference_is_of_laziness (baseline, &self->controls[self->axis]) &&
      !g_ptr_array_find (theories, features, NULL))
    g_ptr_array_add (theories, features);
  return theories;
}

LabChartContent *
lab_laboratory_compose (LabLaboratory *self)
{
  g_autoptr (GArray) curves = g_array_new (FALSE, FALSE, sizeof (LabChartCurve));
  g_autoptr (GArray) live = g_array_new (FALSE, FALSE, sizeof (LabChartLiveRun));
  g_autoptr (GPtrArray) theories = theories_shown (self);
  LabChartInput input = {.experiment = &self->controls[self->axis]};
  const LabRecord *baseline = lab_laboratory_baseline_record (self);

  for (guint i = 0; i < self->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (self->records, i);
    if (is_ghost (self, record))
      add_curve (self, curves, record, TRUE);
  }
  if (baseline != NULL && baseline != self->current && lab_record_has_points (baseline)) {
    add_curve (self, curves, baseline, TRUE);
    g_array_index (curves, LabChartCurve, curves->len - 1).baseline = TRUE;
  }
  if (self->current != NULL) {
    add_curve (self, curves, self->current, FALSE);
    add_live (live, self->current);
  }
  input.curves = (LabChartCurve *)curves->data;
  input.curve_count = curves->len;
  input.live = (LabChartLiveRun *)live->data;
  input.live_count = live->len;
  input.theories = (const LabTheory *const *)theories->pdata;
  input.theory_count = theories->len;
  input.expectation = lab_laboratory_get_expectation (self);
  lab_laboratory_get_fit_window (self, &input.fit_low, &input.fit_high);
  input.prediction = self->prediction_shown;
  input.training = self->training_shown;
  lab_laboratory_kernel_compose (self, &input);
  return lab_chart_compose (&input);
}

char *
lab_laboratory_points_csv (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  if (self->current == NULL || lab_record_runs_done (self->current) == 0)
    return NULL;
  return lab_results_points_csv (&self->current->experiment, self->current->runs,
                                 self->current->run_count);
}
