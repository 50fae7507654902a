/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What database.c and row.c share. */
#pragma once

#include "session/store/database.h"

G_BEGIN_DECLS

struct _LabDatabase
{
  sqlite3 *db;
  char *path; /* whole */
  char *name; /* shown */
};

/* Sets error to why the last write failed. */
void lab_database_refuse_write (LabDatabase *database, GError **error);

G_END_DECLS
