/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help made from the table of commands and the table of keys. */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* commands (NULL-terminated); free with g_free(). */
char *lab_help_general (const LabCommand *const *commands);
char *lab_help_command (const LabCommand        *command);

G_END_DECLS
