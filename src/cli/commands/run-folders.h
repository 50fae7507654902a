/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on run folders share. */
#pragma once

#include "cli/command.h"
#include "cluster/run-folder.h"

G_BEGIN_DECLS

/* A run folder with its experiment. */
typedef struct
{
  LabRunFolder *folder;
  LabArguments arguments; /* what scaling-lab run would understand by the folder's words */
} LabOpenFolder;

/* Opens the folder that the words of given name. FALSE after a sentence on standard error; *status is then
 * what the command ends with. */
gboolean lab_open_folder       (const LabArguments *given,
                                LabOpenFolder      *out,
                                int                *status);
void     lab_open_folder_clear (LabOpenFolder      *open);

/* A whole number of an option, from 0 to most; FALSE after a sentence on standard error. */
gboolean lab_option_number     (const char         *option,
                                const char         *value,
                                guint64             least,
                                guint64             most,
                                guint64            *number);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabOpenFolder, lab_open_folder_clear)

G_END_DECLS
