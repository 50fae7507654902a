/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scaling Lab without a window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the words are for the command line: all are, even those that it will refuse, but none at
 * all and those of GApplication and GDK (--gapplication-..., --display...), which call for the
 * window. */
gboolean lab_cli_wants (int argc, char **argv);

/* Runs it and returns the exit status: 0 done, 1 failed on the way, 2 words not understood, 128 +
 * number when a signal stopped it. Never initialises GTK. Sets the locale to C but for the
 * character set: the command line speaks English and writes numbers with a point. */
int      lab_cli_main  (int argc, char **argv);

G_END_DECLS
