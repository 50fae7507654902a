/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/exit.h"

#include "cli/output.h"
#include "core/error.h"

const LabExitWords lab_exit_words[] = {
    {LAB_EXIT_DONE, "0", "done; a run that diverges is a result"},
    {LAB_EXIT_FAILED, "1", "could not: a file, a place or the data do not allow it"},
    {LAB_EXIT_NOT_UNDERSTOOD, "2",
     "asked wrongly: a word is not understood, a value is not allowed or does not fit into memory"},
    {LAB_EXIT_AGAIN, "75", "stopped in time, and worth starting again to go on"},
    {LAB_EXIT_SIGNAL, "128 + signal",
     "ended by a signal: 130 by Ctrl-C, 143 by SIGTERM, 129 by SIGHUP; what was measured until "
     "then is kept"},
    {0},
};

int
lab_exit_with (const GError *error)
{
  g_return_val_if_fail (error != NULL, LAB_EXIT_FAILED);

  lab_complain ("%s", error->message);
  return g_error_matches (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE) ||
                 g_error_matches (error, LAB_ERROR, LAB_ERROR_UNKNOWN_KEY) ||
                 g_error_matches (error, LAB_ERROR, LAB_ERROR_TOO_LARGE)
             ? LAB_EXIT_NOT_UNDERSTOOD
             : LAB_EXIT_FAILED;
}

int
lab_exit_after (int signal, const GError *error)
{
  return signal != 0 || error == NULL ? LAB_EXIT_SIGNAL + signal : lab_exit_with (error);
}
