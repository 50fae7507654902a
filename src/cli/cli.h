/* Scaling Lab without a window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the words call for the command line: a known command, --help or --version. */
gboolean lab_cli_wants (int argc, char **argv);

/* Runs it and returns the exit status: 0 done, 1 failed on the way, 2 words not understood.
 * Never initialises GTK. */
int      lab_cli_main  (int argc, char **argv);

G_END_DECLS
