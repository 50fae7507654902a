/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long computation seen from another thread: how far it is, and the wish that it ends.
 *
 * The owner keeps a LabTask alive until the computation has returned, looks at its progress and may
 * cancel it at any time; both fields are atomic. Where a computation takes a LabTask, NULL means
 * that nobody watches. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Start with {0}. */
typedef struct
{
  gint cancelled; /* g_atomic_int */
  gint permille;  /* g_atomic_int: 0 to 1000 of the work is done */
} LabTask;

/* task may be NULL in each. */
void     lab_task_cancel       (LabTask       *task);
gboolean lab_task_is_cancelled (const LabTask *task);

/* fraction from 0 to 1; what lies outside is moved to the nearer end. */
void     lab_task_report       (LabTask       *task,
                                double         fraction);
double   lab_task_progress     (const LabTask *task);

G_END_DECLS
