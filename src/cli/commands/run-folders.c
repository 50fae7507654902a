/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/run-folders.h"

#include "cli/output.h"
#include "core/error.h"
#include "core/shown.h"

gboolean
lab_open_folder (const LabArguments *given, LabOpenFolder *out, int *status)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *checksum;
  int signal = 0;

  *out = (LabOpenFolder){.folder = lab_run_folder_open (given->file, &error)};
  if (out->folder != NULL) {
    words = g_strsplit (out->folder->words, " ", -1);
    if (lab_arguments_parse (&lab_command_run, (const char *const *)words, &out->arguments, &signal,
                             &error)) {
      checksum = out->arguments.points != NULL ? out->arguments.points->checksum : NULL;
      if (g_strcmp0 (checksum, out->folder->points_sha256) == 0 &&
          lab_experiment_run_count (&out->arguments.experiment) == out->folder->count)
        return TRUE;
      lab_refuse (&error, LAB_ERROR_FILE,
                  "The plan does not fit its experiment: the file of its points is another than "
                  "when it was made. Plan anew in another folder.");
    }
  }
  *status = lab_exit_after (signal, error);
  lab_open_folder_clear (out);
  return FALSE;
}

void
lab_open_folder_clear (LabOpenFolder *open)
{
  g_clear_pointer (&open->folder, lab_run_folder_free);
  lab_arguments_clear (&open->arguments);
}

gboolean
lab_option_number (const char *option,
                   const char *value,
                   guint64 least,
                   guint64 most,
                   guint64 *number)
{
  g_autofree char *shown = NULL;

  if (g_ascii_string_to_unsigned (value, 10, least, most, number, NULL))
    return TRUE;
  shown = lab_shown (value, "");
  lab_complain ("%s %s: it must be a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                ".",
                option, shown, least, most);
  return FALSE;
}
