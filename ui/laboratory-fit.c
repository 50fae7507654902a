/* Curves and fits of the laboratory, on a thread of the pool: one at a time, at most four a
 * second, so that a bootstrap neither holds up the window nor starves the runs. */
#include "laboratory-private.h"

/* Least time between the beginnings of two fits, in microseconds. */
#define FIT_INTERVAL (250 * 1000)

typedef struct
{
  LabExperiment experiment;
  guint count;
  LabRun **runs;     /* (count), references of its own */
  LabRecord *record; /* for the main thread alone */
  LabCurve *curve;
  LabCurveFit *fit;
} Fit;

static void
fit_free (Fit *fit)
{
  for (guint i = 0; i < fit->count; i++)
    g_clear_pointer (&fit->runs[i], lab_run_unref);
  g_free (fit->runs);
  g_clear_pointer (&fit->curve, lab_curve_free);
  g_clear_pointer (&fit->fit, lab_curve_fit_free);
  g_free (fit);
}

static Fit *
fit_new (LabRecord *record)
{
  Fit *fit = g_new0 (Fit, 1);
  fit->experiment = record->experiment;
  fit->record = record;
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
  fit->fit = lab_curve_fit_new (fit->curve);
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
  lab_curve_free (fit->record->curve);
  g_clear_pointer (&fit->record->fit, lab_curve_fit_free);
  fit->record->curve = g_steal_pointer (&fit->curve);
  fit->record->fit = g_steal_pointer (&fit->fit);
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
  self->fitted = g_get_monotonic_time ();
  if (self->fit_cancellable == NULL)
    self->fit_cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, self->fit_cancellable, fit_done, self);
  g_task_set_task_data (task, fit_new (record), (GDestroyNotify)fit_free);
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
}
