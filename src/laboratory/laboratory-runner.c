/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory's runner: with how many workers, and whether an experiment fits into memory. */
#include "laboratory/laboratory-private.h"

#include "experiment/runner/footprint.h"

void
lab_laboratory_runs_clear (LabLaboratory *self)
{
  g_clear_handle_id (&self->drain_source, g_source_remove);
  g_clear_pointer (&self->runner, lab_runner_free);
  self->job = NULL;
  self->listening = FALSE;
  self->paused = FALSE;
}

gboolean
lab_laboratory_prepare_runner (LabLaboratory *self)
{
  const LabExperiment *experiment = &self->controls[self->axis];
  const guint cores = g_get_num_processors ();
  g_autoptr (GError) error = NULL;
  LabFootprint footprint;
  LabMemoryBound bound;
  guint64 available = lab_memory_available (&bound);
  guint workers;

  if (self->runner != NULL)
    available += MIN (self->runner_bytes, G_MAXUINT64 - available);
  if (!lab_experiment_choose_workers_within (experiment, self->workers, cores, available, bound,
                                             &workers, &error)) {
    g_free (self->failure);
    self->failure = g_strdup (error->message);
    return FALSE;
  }
  lab_experiment_footprint (experiment, &footprint);
  /* Fewer runs than workers are no reason for another runner. */
  if (workers == MIN (cores, lab_experiment_run_count (experiment)))
    workers = cores;
  if (self->workers > 0)
    workers = self->workers;
  if (self->runner_workers != workers)
    lab_laboratory_runs_clear (self);
  if (self->runner == NULL)
    self->runner = lab_runner_new (workers);
  self->runner_workers = workers;
  self->runner_bytes = lab_footprint_bytes (&footprint, workers);
  return TRUE;
}
