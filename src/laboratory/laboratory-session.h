/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory's curves as a session's file, and back. */
#pragma once

#include "laboratory/laboratory.h"
#include "session/store/session.h"

G_BEGIN_DECLS

/* Everything that was measured, the experiment of the controls last: a value of its own that may be saved on
 * another thread. Free with lab_session_free(). */
LabSession *lab_laboratory_to_session   (LabLaboratory     *laboratory);

/* A session's file, ready to be taken; read on any thread. */
typedef struct
{
  GPtrArray *experiments; /* LabExperiment, each with its points; owned */
  GPtrArray *runs;        /* of each: GPtrArray of LabRun, by index, NULL where one is missing */
  GPtrArray *lost;        /* sentences about what could not be read; empty: nothing */
} LabOpenedSession;

/* NULL with LAB_ERROR_FILE where it is no session, or holds nothing that this version knows. */
LabOpenedSession *lab_opened_session_read (const char     *path,
                                           GError        **error);
void              lab_opened_session_free (LabOpenedSession *opened);

/* Adds its curves to those that are there, and makes the controls those of its last experiment, which goes on
 * where runs are missing. Undo leads back to the controls before. FALSE with a sentence where the points of its
 * file are too many beside those opened before. */
gboolean    lab_laboratory_take_session (LabLaboratory     *laboratory,
                                         const LabOpenedSession *opened,
                                         GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabOpenedSession, lab_opened_session_free)

G_END_DECLS
