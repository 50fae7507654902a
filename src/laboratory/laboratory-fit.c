/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves, fits and what follows from them, on a thread of the pool: one at a time, at most four a
 * second, so that a bootstrap neither holds up the window nor starves the runs. */
#include "laboratory/laboratory-private.h"

/* Least time between the beginnings of two fits, in microseconds. */
#define FIT_INTERVAL (250 * 1000)

typedef struct
{
  LabExperiment experiment;
  guint count;
  LabRun **runs;     /* (count), references of its own */
  LabRecord *record; /* for the main thread alone */
  gboolean thorough; /* predicted what-ifs by level 2: once everything is measured and at rest */
  LabFitWindow window;
  LabPrediction prediction; /* count 0: none */
  LabCurve *curve;
  LabCurveFit *fit;
  LabCurveStudy *study;
} Fit;

static void
fit_free (Fit *fit)
{
  for (guint i = 0; i < fit->count; i++)
    g_clear_pointer (&fit->runs[i], lab_run_unref);
  g_free (fit->runs);
  g_clear_pointer (&fit->curve, lab_curve_free);
  g_clear_pointer (&fit->fit, lab_curve_fit_free);
  g_clear_pointer (&fit->study, lab_curve_study_free);
  g_free (fit);
}

static gboolean
same_window (const LabFitWindow *a, const LabFitWindow *b)
{
  return a->low == b->low && a->high == b->high;
}

/* The prediction is that of the controls: for the record they stand for. */
static void
take_prediction (LabLaboratory *self, Fit *fit)
{
  const LabPrediction *prediction = NULL;
  if (self->theory != NULL && fit->record == self->current)
    prediction = lab_theory_service_predict (self->theory, &fit->experiment);
  if (prediction != NULL)
    fit->prediction = *prediction;
}

static Fit *
fit_new (LabLaboratory *self, LabRecord *record)
{
  Fit *fit = g_new0 (Fit, 1);
  fit->experiment = record->experiment;
  fit->record = record;
  fit->thorough = lab_record_is_complete (record) && record->fit != NULL && record->settled &&
                  same_window (&record->window, &record->fitted_window);
  fit->window = record->window;
  take_prediction (self, fit);
  fit->count = record->run_count;
  fit->runs = g_new0 (LabRun *, fit->count);
  for (guint i = 0; i < fit->count; i++)
    if (record->runs[i] != NULL)
      fit->runs[i] = lab_run_ref (record->runs[i]);
  return fit;
}

static void
fit_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fit *fit = data;
  fit->curve = lab_curve_new (&fit->experiment, fit->runs, fit->count);
  fit->fit = lab_curve_fit_new (fit->curve, &(LabCurveFitOptions){
                                                .from = fit->window.low,
                                                .to = fit->window.high,
                                                .prediction = &fit->prediction,
                                            });
  fit->study = lab_curve_study_new (fit->curve, fit->fit, fit->thorough);
  g_task_return_boolean (task, TRUE);
}

static void
fit_done (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = G_TASK (result);
  LabLaboratory *self = data;
  Fit *fit = g_task_get_task_data (task);

  /* Cancelled: the laboratory is closed, and may be gone. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return;
  self->fitting = FALSE;
  self->fit_record = NULL;
  lab_curve_free (fit->record->curve);
  g_clear_pointer (&fit->record->fit, lab_curve_fit_free);
  fit->record->curve = g_steal_pointer (&fit->curve);
  g_clear_pointer (&fit->record->study, lab_curve_study_free);
  fit->record->fit = g_steal_pointer (&fit->fit);
  fit->record->study = g_steal_pointer (&fit->study);
  fit->record->fitted_window = fit->window;
  /* A quick look first; the thorough one when nothing has changed since. */
  fit->record->settled = lab_record_is_complete (fit->record);
  fit->record->dirty |= fit->record->settled && !fit->thorough && fit->record == self->current;
  lab_laboratory_kernel_tell (self);
  lab_laboratory_changed (self);
  lab_laboratory_status (self);
  lab_laboratory_fit (self);
}

/* What is on the screen comes first. */
static LabRecord *
next_dirty (LabLaboratory *self)
{
  if (self->current != NULL && self->current->dirty)
    return self->current;
  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (record->dirty)
      return record;
  }
  return NULL;
}

static gboolean
fit_now (gpointer data)
{
  LabLaboratory *self = data;
  LabRecord *record = next_dirty (self);
  self->fit_source = 0;
  if (record == NULL)
    return G_SOURCE_REMOVE;

  record->dirty = FALSE;
  self->fitting = TRUE;
  self->fit_record = record;
  self->fitted = g_get_monotonic_time ();
  if (self->fit_cancellable == NULL)
    self->fit_cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, self->fit_cancellable, fit_done, self);
  g_task_set_task_data (task, fit_new (self, record), (GDestroyNotify)fit_free);
  g_task_run_in_thread (task, fit_in_thread);
  return G_SOURCE_REMOVE;
}

void
lab_laboratory_fit (LabLaboratory *self)
{
  gint64 wait = self->fitted + FIT_INTERVAL - g_get_monotonic_time ();
  if (self->closed || self->fitting || self->fit_source != 0 || next_dirty (self) == NULL)
    return;
  if (self->fitted == 0 || wait <= 0)
    fit_now (self);
  else
    self->fit_source = g_timeout_add ((guint)(wait / 1000 + 1), fit_now, self);
}

void
lab_laboratory_fit_clear (LabLaboratory *self)
{
  g_clear_handle_id (&self->fit_source, g_source_remove);
  if (self->fit_cancellable != NULL)
    g_cancellable_cancel (self->fit_cancellable);
  g_clear_object (&self->fit_cancellable);
  self->fitting = FALSE;
  self->fit_record = NULL;
}

/* Gives the current record the axis' window, to be fitted anew where it had another. */
static void
laboratory_fit_window (LabLaboratory *self)
{
  LabRecord *record = self->current;
  if (record == NULL || same_window (&record->window, &self->window[self->axis]))
    return;
  record->window = self->window[self->axis];
  record->dirty |= record->fit != NULL;
  lab_laboratory_fit (self);
}

void
lab_laboratory_set_fit_window (LabLaboratory *self, double low, double high)
{
  LabFitWindow window = {low, high};
  g_return_if_fail (LAB_IS_LABORATORY (self));
  g_return_if_fail (low >= 0.0 && (high == 0.0 || high >= low));
  if (same_window (&window, &self->window[self->axis]))
    return;
  self->window[self->axis] = window;
  laboratory_fit_window (self);
  lab_laboratory_changed (self);
}

void
lab_laboratory_get_fit_window (LabLaboratory *self, double *low, double *high)
{
  g_return_if_fail (LAB_IS_LABORATORY (self) && low != NULL && high != NULL);
  *low = self->window[self->axis].low;
  *high = self->window[self->axis].high;
}

void
lab_laboratory_select (LabLaboratory *self)
{
  self->current = lab_laboratory_find (self, &self->controls[self->axis]);
  if (self->current != NULL) {
    self->current->hidden = FALSE;
    self->current->selected = ++self->selections;
  }
  laboratory_fit_window (self);
}
