/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of result sets share. */
#pragma once

#include "core/folder.h"
#include "session/result-set.h"

G_BEGIN_DECLS

/* Results that lie in a folder. */
typedef struct
{
  char *made_by; /* "run sweep=data ..."; of an older version perhaps the command alone */
  char *input;   /* SHA-256 of the file that was read, or NULL */
  gboolean finished;
} LabResultFound;

typedef struct
{
  GPtrArray *found;   /* LabResultFound; several where older versions wrote into one folder */
  GPtrArray *entries; /* LabFolderEntry: all their files, as they were when they were written */
} LabResultSight;

void     lab_result_sight_init    (LabResultSight *sight, const LabFolder *folder);
void     lab_result_sight_clear   (LabResultSight *sight);

/* Whether finished results lie there. */
gboolean lab_result_sight_finished (const LabResultSight *sight);

/* Finished results that origin does not make, borrowed; NULL where there are none. */
const LabResultFound *lab_result_sight_other (const LabResultSight  *sight,
                                              const LabResultOrigin *origin);

/* Whether origin makes these results: the same command, words and input. */
gboolean lab_result_is_of         (const LabResultFound *found, const LabResultOrigin *origin);

/* "d=2 instead of d=4, seed=1 instead of seed=2": by which words they differ, for a sentence; free
 * with g_free(). */
char    *lab_result_differences   (const LabResultFound *found, const LabResultOrigin *origin);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabResultSight, lab_result_sight_clear)

G_END_DECLS
