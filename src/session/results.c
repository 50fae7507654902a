/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results.h"

#include "core/error.h"
#include "core/file.h"
#include "experiment/experiment-keys.h"

#include <string.h>

void
lab_results_resolve (const LabExperiment *experiment, LabExperiment *resolved)
{
  g_return_if_fail (experiment != NULL && resolved != NULL);

  *resolved = *experiment;
  resolved->ambient_dimension = lab_experiment_ambient_dimension (experiment);
  resolved->grid_length = lab_experiment_grid (experiment, resolved->grid);
}

char *
lab_results_presets (const LabExperiment *experiment)
{
  GString *text = g_string_new (NULL);
  LabExperiment preset;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  lab_experiment_default (experiment->sweep, &preset);
  for (guint i = 0; i < count; i++) {
    g_autofree char *value = lab_experiment_get (&preset, keys[i].key);

    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", keys[i].key, value);
  }
  return g_string_free (text, FALSE);
}

gboolean
lab_results_write (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  if (lab_file_write (path, text, strlen (text), &cause))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_FILE,
               "The results cannot be written to %s. Choose a place where you may write.",
               cause->message);
  return FALSE;
}
