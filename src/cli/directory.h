/* The directory of --out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes it where missing and asks whether it can be written into; before the work, so that its
 * minutes are not lost to a misspelt name. FALSE after a sentence on standard error. */
gboolean lab_directory_prepare (const char *directory);

/* Writes text as the file name in it, whole or not at all. FALSE after a sentence on standard
 * error. */
gboolean lab_directory_write   (const char *directory,
                                const char *name,
                                const char *text);

G_END_DECLS
