#include "session/results.h"

#include "core/error.h"
#include "core/file.h"

#include <string.h>

void
lab_results_resolve (const LabExperiment *experiment, LabExperiment *resolved)
{
  g_return_if_fail (experiment != NULL && resolved != NULL);

  *resolved = *experiment;
  resolved->ambient_dimension = lab_experiment_ambient_dimension (experiment);
  resolved->grid_length = lab_experiment_grid (experiment, resolved->grid);
}

gboolean
lab_results_write (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  if (lab_file_write (path, text, strlen (text), &cause))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_FILE,
               "The results cannot be written to %s: %s. Choose a place where you may write.", path,
               cause->message);
  return FALSE;
}
