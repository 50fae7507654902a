/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session's file and its rows. Internal to the folder. */
#pragma once

#include "session/store/database.h"
#include "session/store/session.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_SESSION_TABLE_EXPERIMENT,
  LAB_SESSION_TABLE_FIELD,
  LAB_SESSION_TABLE_RUN,
  LAB_SESSION_TABLE_SERIES,
  LAB_SESSION_TABLE_SESSION,
  LAB_SESSION_TABLES
} LabSessionTable;

/* What the file holds of an experiment, beside its runs. */
typedef struct
{
  LabSessionExperiment *value; /* without runs */
  GHashTable *indexes;         /* of its runs */
} LabSessionStored;

struct _LabSessionFile
{
  LabDatabase *database;
  LabRow rows[LAB_SESSION_TABLES];
  GPtrArray *stored; /* LabSessionStored */
};

LabSessionStored *lab_session_stored_new (const LabSessionExperiment *experiment);
void     lab_session_stored_free       (gpointer        data);

/* The statements that write rows; the database is set. */
gboolean lab_session_rows_prepare      (LabSessionFile *file,
                                        GError        **error);

/* Inside a transaction: the row of the session, the names of the fields, an experiment at its place, and a run
 * with its series, which is then one of the experiment's. */
gboolean lab_session_write_session     (LabSessionFile *file,
                                        GError        **error);
gboolean lab_session_write_fields      (LabSessionFile *file,
                                        GError        **error);
gboolean lab_session_write_experiment  (LabSessionFile *file,
                                        guint           place,
                                        GError        **error);
gboolean lab_session_write_run         (LabSessionFile *file,
                                        guint           place,
                                        const LabRun   *run,
                                        GError        **error);

G_END_DECLS
