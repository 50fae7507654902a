/* The laboratory: what it holds and shows. Controls, runs and fits have files of their own. */
#include "config.h"
#include "laboratory/laboratory-private.h"

#include "session/results.h"

G_DEFINE_FINAL_TYPE (LabLaboratory, lab_laboratory, G_TYPE_OBJECT)

enum
{
  CHANGED,
  STATUS,
  SIGNAL_COUNT
};

static guint signals[SIGNAL_COUNT];

void
lab_laboratory_changed (LabLaboratory *self)
{
  self->expectation_valid = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lab_laboratory_status (LabLaboratory *self)
{
  g_signal_emit (self, signals[STATUS], 0);
}

LabRecord *
lab_laboratory_find (LabLaboratory *self, const LabExperiment *experiment)
{
  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (lab_experiment_equal (&record->experiment, experiment))
      return record;
  }
  return NULL;
}

void
lab_laboratory_select (LabLaboratory *self)
{
  self->current = lab_laboratory_find (self, &self->controls[self->axis]);
  if (self->current != NULL)
    self->current->hidden = FALSE;
  lab_laboratory_fit_window (self);
}

static void
lab_laboratory_dispose (GObject *object)
{
  lab_laboratory_close (LAB_LABORATORY (object));
  G_OBJECT_CLASS (lab_laboratory_parent_class)->dispose (object);
}

static void
lab_laboratory_finalize (GObject *object)
{
  LabLaboratory *self = LAB_LABORATORY (object);
  lab_laboratory_controls_clear (self);
  g_ptr_array_unref (self->theories);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->files);
  g_free (self->failure);
  G_OBJECT_CLASS (lab_laboratory_parent_class)->finalize (object);
}

static void
lab_laboratory_class_init (LabLaboratoryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->dispose = lab_laboratory_dispose;
  object_class->finalize = lab_laboratory_finalize;
  signals[CHANGED] = g_signal_new ("changed", LAB_TYPE_LABORATORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[STATUS] = g_signal_new ("status", LAB_TYPE_LABORATORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
lab_laboratory_init (LabLaboratory *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_record_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_point_set_unref);
  lab_laboratory_controls_init (self);
  lab_laboratory_theory_init (self);
  lab_laboratory_kernel_init (self);
}

LabLaboratory *
lab_laboratory_new (guint workers)
{
  LabLaboratory *self = g_object_new (LAB_TYPE_LABORATORY, NULL);
  self->workers = workers;
  return self;
}

void
lab_laboratory_close (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  self->closed = TRUE;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  lab_laboratory_runs_clear (self);
  lab_laboratory_fit_clear (self);
  lab_laboratory_theory_clear (self);
  lab_laboratory_kernel_clear (self);
}

LabSweep
lab_laboratory_get_axis (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), LAB_SWEEP_DATA);
  return self->axis;
}

const LabExperiment *
lab_laboratory_get_experiment (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return &self->controls[self->axis];
}

const LabCurve *
lab_laboratory_get_curve (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->curve : NULL;
}

const LabCurveFit *
lab_laboratory_get_fit (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->fit : NULL;
}

const LabCurveStudy *
lab_laboratory_get_study (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->current != NULL ? self->current->study : NULL;
}

gsize
lab_laboratory_validation_labels (LabLaboratory *self)
{
  gsize labels = 0;
  g_return_val_if_fail (LAB_IS_LABORATORY (self), 0);
  for (guint i = 0; self->current != NULL && i < self->current->run_count; i++)
    if (self->current->runs[i] != NULL)
      labels += self->current->runs[i]->validation_labels;
  return labels;
}

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

void
lab_laboratory_visit (LabLaboratory *self, LabLaboratoryVisit visit, gpointer user_data)
{
  g_return_if_fail (LAB_IS_LABORATORY (self) && visit != NULL);
  for (guint i = 0; i < self->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (self->records, i);
    if (!record->hidden)
      visit (&record->experiment, record->runs, record->live, record->run_count, user_data);
  }
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

LabChartContent *
lab_laboratory_compose (LabLaboratory *self)
{
  g_autoptr (GArray) curves = g_array_new (FALSE, FALSE, sizeof (LabChartCurve));
  g_autoptr (GArray) live = g_array_new (FALSE, FALSE, sizeof (LabChartLiveRun));
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
  input.theories = (const LabTheory *const *)self->theories->pdata;
  input.theory_count = self->theories->len;
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
