/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session file of `scaling-lab run`: where its runs are kept as they finish, and from which it goes
 * on. */
#pragma once

#include "cli/command.h"
#include "session/store/session.h"

G_BEGIN_DECLS

typedef struct _LabRunSession LabRunSession;

/* Before anything is trained: opens, or makes, the file of --session for the experiment of arguments, and
 * takes over the instruction set of what was trained before. A session of another experiment is replaced
 * at the end where --replace is given, else refused. NULL after a sentence on standard error; *status is
 * then what the command ends with. */
LabRunSession *lab_run_session_open  (const LabArguments *arguments,
                                      int                *status);
void           lab_run_session_close (LabRunSession      *session);

/* The runs that the file has, by index: (run count of the experiment), NULL where one is missing. Free
 * with g_ptr_array_unref(). */
GPtrArray     *lab_run_session_runs  (const LabRunSession *session,
                                      const LabExperiment *experiment);

/* Keeps a run that finished or diverged; on the disk when it returns. */
gboolean       lab_run_session_keep  (LabRunSession      *session,
                                      const LabRun       *run,
                                      GError            **error);

/* After the last run: the session stands where it was asked for. FALSE after a sentence on standard
 * error. */
gboolean       lab_run_session_end   (LabRunSession      *session,
                                      gboolean            finished);

/* "Kept in work.scalinglab: 24 of 24 runs\n"; free with g_free(). */
char          *lab_run_session_words (const LabRunSession *session);

/* What scaling-lab run would understand by the words of the experiment in this place (from 0) of a session,
 * with the options of given; the folder is DIR of --out, or DIR/experiment-1 and so on where there are
 * several. FALSE as lab_arguments_parse(), and with LAB_ERROR_FILE where the file of its points is no
 * longer what it was. */
gboolean       lab_run_session_parse (const LabSession   *session,
                                      guint               place,
                                      const LabArguments *given,
                                      LabArguments       *out,
                                      int                *signal,
                                      GError            **error);

/* KEY=VALUE words of everything that decides what the command run gives; free with g_free(). */
char          *lab_run_session_line  (const LabArguments *arguments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRunSession, lab_run_session_close)

G_END_DECLS
