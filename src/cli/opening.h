/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the KEY=VALUE words of a command name is opened before they are read: points of a file, a corpus. */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* Opens the file of points that the words (ended by NULL) name, if they name one, into out. FALSE with an error,
 * or without one and the signal that came. */
gboolean lab_opening_points (const GPtrArray   *keys,
                             LabArguments      *out,
                             int               *signal,
                             GError           **error);

/* The same of the corpus, if they ask for a language, which the command must know. */
gboolean lab_opening_corpus (const LabCommand  *command,
                             const GPtrArray   *keys,
                             LabArguments      *out,
                             int               *signal,
                             GError           **error);

G_END_DECLS
