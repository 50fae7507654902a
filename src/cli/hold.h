/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals that are to wait until results are written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabHold LabHold;

/* From here on a first SIGINT, SIGTERM or SIGHUP (unless ignored, as under nohup) is noted and does not
 * end the program, so that none falls between a measurement and its files; what takes long looks at
 * lab_hold_signal(). A second one ends the program as usual, but not while files are written. */
LabHold *lab_hold_new     (void);
void     lab_hold_free    (LabHold *hold);

/* Whether files are being written. */
void     lab_hold_writing (LabHold *hold, gboolean writing);

/* The first signal that came, or 0. */
int      lab_hold_signal  (const LabHold *hold);

/* Whether the process ignores a signal, as nohup leaves it to its command, which is then to go on. */
gboolean lab_signal_is_ignored (int number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabHold, lab_hold_free)

G_END_DECLS
