/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file, a pipe or standard input, up to a bound. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* What stands for standard input where a file is named. */
#define LAB_INPUT_STANDARD "-"

/* What sentences call it: the path as it may be shown, or "standard input". Free with g_free(). */
char *lab_input_name (const char *path);

/* All bytes of path, with a zero after them (which *length does not count); "-" and /dev/stdin are
 * standard input. A pipe, a socket or a terminal is read to its end; other devices and folders are
 * refused, since they have none. NULL and LAB_ERROR_FILE where it cannot be read or has more than
 * `most` bytes; LAB_ERROR_TOO_LARGE where memory does not suffice; NULL without an error soon after
 * task (nullable) was cancelled, also while a pipe keeps silent. Progress goes from 0 to share. Free
 * with lab_memory_free(). */
char *lab_input_read (const char  *path,
                      guint64      most,
                      LabTask     *task,
                      double       share,
                      gsize       *length,
                      GError     **error);

G_END_DECLS
