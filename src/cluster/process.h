/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes of this machine, told apart also where their numbers are used again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the process with this number and start time lives; a zombie is dead. */
gboolean lab_process_lives      (guint64 process,
                                 guint64 start_time);

/* When this process started, in ticks since the machine did; 0 where the system does not say. */
guint64  lab_process_start_time (void);

/* A name for where this process runs, in which process numbers mean the same: machines may share a name, and
 * a machine that started again, or a container, has other processes. Free with g_free(). */
char    *lab_process_host       (void);

G_END_DECLS
