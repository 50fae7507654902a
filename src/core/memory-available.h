/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory this process may still take, asked before it is taken. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What bounds it. */
typedef enum
{
  LAB_MEMORY_MACHINE,       /* MemAvailable: what the system can give without swapping */
  LAB_MEMORY_GROUP,         /* the limit of a control group (v1 or v2) less its use */
  LAB_MEMORY_ADDRESS_SPACE, /* RLIMIT_AS less what the process has mapped */
  LAB_MEMORY_DATA,          /* RLIMIT_DATA less the data it holds */
} LabMemoryBound;

/* Bytes: the least of the bounds that the system tells; *bound (nullable) is which one. What a group's
 * use counts as cache of files that nobody reads any more does not count: the system gives it up
 * first. G_MAXUINT64 where nothing is told. */
guint64  lab_memory_available       (LabMemoryBound *bound);

/* The same, reading root/proc and root/sys in place of /proc and /sys, and without the limits of this
 * process unless root is "". */
guint64  lab_memory_available_under (const char     *root,
                                     LabMemoryBound *bound);

/* Bytes that a thread takes beside what its work asks for: of real memory next to nothing; of address
 * space its stack and the allocator's room for it. */
guint64  lab_memory_of_thread       (LabMemoryBound  bound);

/* "3.25 GiB", "64 KiB", "512 bytes": for people. Free with g_free(). */
char    *lab_memory_words           (guint64         bytes);

/* Whether that many more bytes can be had. Else FALSE and LAB_ERROR_TOO_LARGE: "There is not enough
 * memory for WHAT: ... are needed, ... are available; choose smaller sizes." */
gboolean lab_memory_fits            (guint64         bytes,
                                     const char     *what,
                                     GError        **error);

G_END_DECLS
