/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files a text is made of. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;   /* as the system names it */
  guint64 size;
} LabListedFile;

/* All regular files of path in the order of their names, as LabListedFile; see lab_text_open(). A path that
 * is no regular file and no folder, a pipe say, is listed with size 0. in_folder: whether some of it is a
 * folder. NULL with LAB_ERROR_FILE where something is not there, or there are too many; NULL without an
 * error when task was cancelled. Free with g_array_unref(). */
GArray *lab_text_list_files (const char  *path,
                             gboolean    *in_folder,
                             LabTask     *task,
                             GError     **error);

G_END_DECLS
