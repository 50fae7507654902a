/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long computation on another thread, watched from a terminal. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* What is computed, on a thread of its own; ends soon after task is cancelled. */
typedef gpointer (*LabWatched) (LabTask *task, gpointer data);

/* Runs work to its end and returns its result. Meanwhile tells on standard error, where that is a
 * terminal, how far it is ("what: 40 %"); SIGINT, SIGTERM and SIGHUP (unless ignored) cancel it (*signal is then the
 * signal's number, else 0), and a second one ends the program as usual. */
gpointer lab_watch (LabWatched  work,
                    gpointer    data,
                    const char *what,
                    int        *signal);

G_END_DECLS
