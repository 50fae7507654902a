/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: experiments with everything that was measured of them, in one file that can be opened again.
 *
 * The file is an SQLite database (data/session-schema.sql). Every value of a run comes back to the bit;
 * every row has a checksum and every table says how many rows it has, so that what a damaged file lost is
 * named and no wrong number comes through unnoticed. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* An experiment of a session. */
typedef struct
{
  char *words;         /* KEY=VALUE words of the command run, separated by blanks: all that count */
  char *points_sha256; /* of the points of a file; or NULL */
  char *simd;          /* "avx2": what the runs were trained with */
  char *program;       /* the version that wrote it */
  GPtrArray *runs;     /* LabRun: those finished or diverged, by ascending index; owned */
} LabSessionExperiment;

typedef struct
{
  guint version;          /* of the file's format */
  GPtrArray *experiments; /* LabSessionExperiment, owned */
  GPtrArray *lost;        /* sentences (char *) about what could not be read; empty: nothing */
} LabSession;

/* words and the like are copied; runs begin empty. Free with lab_session_experiment_free(). */
LabSessionExperiment *lab_session_experiment_new  (const char           *words,
                                                   const char           *points_sha256,
                                                   const char           *simd);
void                  lab_session_experiment_free (LabSessionExperiment *experiment);

LabSession *lab_session_new  (void);
void        lab_session_free (LabSession  *session);

/* Whether the file's first bytes are those of a session; it may yet be damaged. */
gboolean    lab_session_is_at (const char *path);

/* Everything that can be read of a file. NULL and LAB_ERROR_FILE with a sentence where it is no session,
 * or is so damaged that nothing can be. */
LabSession *lab_session_read (const char  *path,
                              GError     **error);

/* Writes the whole session aside, then puts it in the place of path: what was there stays whole until
 * then. */
gboolean    lab_session_save (const LabSession *session,
                              const char       *path,
                              GError          **error);

/* A session's file that grows while runs finish. Each addition is on the disk when the function returns,
 * and is there whole or not at all whatever ends the process. */
typedef struct _LabSessionFile LabSessionFile;

/* A new file: LAB_ERROR_FILE where one is there. */
LabSessionFile *lab_session_file_create (const char        *path,
                                         GError           **error);
/* An existing one, and what it holds; refused where something of it is lost, so that nothing is built on
 * a damaged file, and where another process writes into it. */
LabSessionFile *lab_session_file_open   (const char        *path,
                                         LabSession       **session,
                                         GError           **error);
void            lab_session_file_close  (LabSessionFile    *file);

/* Adds an experiment, with the runs it has. */
gboolean        lab_session_file_add    (LabSessionFile    *file,
                                         const LabSessionExperiment *experiment,
                                         GError           **error);
/* Adds a run to the experiment in this place (from 0), or replaces it. */
gboolean        lab_session_file_add_run (LabSessionFile   *file,
                                         guint              experiment,
                                         const LabRun      *run,
                                         GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSession, lab_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSessionExperiment, lab_session_experiment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSessionFile, lab_session_file_close)

G_END_DECLS
