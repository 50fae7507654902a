/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door through which files are written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes bytes (length) to path. A file gets them whole or not at all: they go into a temporary
 * file beside it, which then takes its place, as does a new file (mode 0666 without the umask's
 * bits). Where path is a link to a file, that file is replaced and the link stays. What is there
 * already and is no file - a device, a pipe, /dev/stdout - is written into, never replaced: a
 * rename would put a plain file in the place of the device. A directory is refused.
 *
 * Sets error in G_FILE_ERROR with a clause that names the path and the cause, without full stop. */
gboolean lab_file_write (const char   *path,
                         gconstpointer bytes,
                         gsize         length,
                         GError      **error);

G_END_DECLS
