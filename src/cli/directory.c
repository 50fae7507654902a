#include "cli/directory.h"

#include "cli/output.h"
#include "session/results.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

gboolean
lab_directory_prepare (const char *directory)
{
  if (g_mkdir_with_parents (directory, 0777) != 0)
    lab_complain ("The directory %s cannot be made: %s. Name another with --out DIR.", directory,
                  g_strerror (errno));
  else if (g_access (directory, W_OK | X_OK) != 0)
    lab_complain ("The directory %s cannot be written into: %s. Name another with --out DIR.",
                  directory, g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

gboolean
lab_directory_write (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  if (lab_results_write (path, text, &error))
    return TRUE;
  lab_complain ("%s", error->message);
  return FALSE;
}
