/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laboratory/laboratory-private.h"
#include "laboratory/laboratory-session.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "core/shown.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/sweep.h"
#include "transformer/simd-level.h"

/* Saving. */

static LabSessionExperiment *
describe (const LabRecord *record, const char *simd)
{
  /* As the controls have it: what is chosen by itself stays so. */
  g_autofree char *words = lab_experiment_to_text (&record->experiment);
  LabSessionExperiment *experiment = lab_session_experiment_new (
      words, record->experiment.points != NULL ? record->experiment.points->checksum : NULL, simd);
  for (guint i = 0; i < record->run_count; i++)
    if (record->runs[i] != NULL && record->runs[i]->status != LAB_RUN_STOPPED)
      g_ptr_array_add (experiment->runs, lab_run_ref (record->runs[i]));
  return experiment;
}

LabSession *
lab_laboratory_to_session (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);

  LabSession *session = lab_session_new ();
  LabSimdLevel level = LAB_SIMD_BASELINE;
  lab_simd_level_choose (&level, NULL);
  for (guint i = 0; i < self->records->len; i++) {
    const LabRecord *record = g_ptr_array_index (self->records, i);

    if (record != self->current && !record->hidden && lab_record_runs_done (record) > 0)
      g_ptr_array_add (session->experiments, describe (record, lab_simd_level_name (level)));
  }
  if (self->current != NULL)
    g_ptr_array_add (session->experiments, describe (self->current, lab_simd_level_name (level)));
  return session;
}

/* Opening. */

static void
free_experiment (gpointer data)
{
  LabExperiment *experiment = data;

  lab_point_set_unref (experiment->points);
  g_free (experiment);
}

static void
free_runs (gpointer runs)
{
  g_ptr_array_unref (runs);
}

void
lab_opened_session_free (LabOpenedSession *opened)
{
  if (opened == NULL)
    return;
  g_clear_pointer (&opened->experiments, g_ptr_array_unref);
  g_clear_pointer (&opened->runs, g_ptr_array_unref);
  g_clear_pointer (&opened->lost, g_ptr_array_unref);
  g_free (opened);
}

/* Words of the command run that are keys of an experiment; NULL-terminated, borrowed. */
static GPtrArray *
keys_among (GStrv words)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++) {
    const char *equals = strchr (words[i], '=');
    g_autofree char *key = g_strndup (words[i], equals != NULL ? (gsize)(equals - words[i]) : 0);

    if (lab_experiment_find_key (key) != NULL)
      g_ptr_array_add (keys, words[i]);
  }
  g_ptr_array_add (keys, NULL);
  return keys;
}

static LabExperiment *
parse (const LabSessionExperiment *stored, GError **error)
{
  g_auto (GStrv) words = g_strsplit (stored->words, " ", -1);
  g_autoptr (GPtrArray) keys = keys_among (words);
  g_autoptr (LabPointSet) points = NULL;
  LabExperiment *experiment;
  LabPointSource source;
  GError *refusal = NULL;

  if (lab_experiment_words_points ((const char *const *)keys->pdata, &source, &refusal))
    points = lab_point_set_read (&source, NULL, &refusal);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return NULL;
  }
  if (g_strcmp0 (points != NULL ? points->checksum : NULL, stored->points_sha256) != 0) {
    lab_refuse (error, LAB_ERROR_FILE,
                _ ("The file of its points is no longer what it was when they were measured."));
    return NULL;
  }
  experiment = g_new0 (LabExperiment, 1);
  if (!lab_experiment_parse ((const char *const *)keys->pdata, points, experiment, error)) {
    g_free (experiment);
    return NULL;
  }
  experiment->points = g_steal_pointer (&points);
  return experiment;
}

static void
open_one (LabOpenedSession *opened, const LabSessionExperiment *stored, guint number)
{
  g_autoptr (GError) error = NULL;
  LabExperiment *experiment = parse (stored, &error);

  if (experiment == NULL) {
    g_ptr_array_add (opened->lost,
                     g_strdup_printf (_ ("Curve %u cannot be shown. %s"), number, error->message));
    return;
  }
  g_ptr_array_add (opened->experiments, experiment);
  g_ptr_array_add (opened->runs, lab_sweep_runs_sort (experiment, stored->runs));
}

LabOpenedSession *
lab_opened_session_read (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (LabSession) session = lab_session_read (path, error);
  g_autoptr (LabOpenedSession) opened = g_new0 (LabOpenedSession, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = lab_shown (name, "");
  if (session == NULL)
    return NULL;
  opened->experiments = g_ptr_array_new_with_free_func (free_experiment);
  opened->runs = g_ptr_array_new_with_free_func (free_runs);
  opened->lost = g_ptr_array_ref (session->lost);
  for (guint i = 0; i < session->experiments->len; i++)
    open_one (opened, g_ptr_array_index (session->experiments, i), i + 1);
  if (opened->experiments->len > 0)
    return g_steal_pointer (&opened);
  lab_refuse (error, LAB_ERROR_FILE, _ ("%s holds no curve that can be shown. %s"), shown,
              opened->lost->len > 0 ? (const char *)g_ptr_array_index (opened->lost, 0) : "");
  return NULL;
}

static void
add_record (LabLaboratory *self, const LabExperiment *experiment, GPtrArray *runs)
{
  LabRecord *record = lab_laboratory_find (self, experiment);

  if (record == NULL) {
    record = lab_record_new (experiment, self->records->len);
    record->window = self->window[experiment->sweep];
    g_ptr_array_add (self->records, record);
  }
  record->hidden = FALSE;
  for (guint i = 0; i < runs->len; i++)
    if (runs->pdata[i] != NULL)
      lab_record_put (record, runs->pdata[i]);
}

gboolean
lab_laboratory_take_session (LabLaboratory *self, const LabOpenedSession *opened, GError **error)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && opened != NULL, FALSE);
  g_return_val_if_fail (opened->experiments->len > 0, FALSE);

  LabExperiment last;
  for (guint i = 0; i < opened->experiments->len; i++) {
    last = *(const LabExperiment *)g_ptr_array_index (opened->experiments, i);
    if (!lab_laboratory_keep_points (self, &last.points, error))
      return FALSE;
    add_record (self, &last, g_ptr_array_index (opened->runs, i));
  }
  if (!lab_laboratory_set_experiment (self, &last, error))
    return FALSE;
  lab_laboratory_fit (self);
  lab_laboratory_make_room (self);
  return TRUE;
}
