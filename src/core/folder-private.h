/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What folder.c and folder-move.c share. Descriptors of directories are borrowed. */
#pragma once

#include "core/folder.h"

G_BEGIN_DECLS

/* As lab_folder_read(), lab_folder_look(), lab_folder_holds() and lab_folder_is_in_the_way(), in
 * the directory behind a descriptor. */
char           *lab_folder_read_at          (int directory, const char *name, gsize most, gsize *length);
LabFolderEntry *lab_folder_look_at          (int directory, const char *name);
gboolean        lab_folder_holds_at         (int directory, const LabFolderEntry *entry);
gboolean        lab_folder_is_in_the_way_at (int directory, const char *name, const GPtrArray *old);

/* Ends a move that was begun in directory, and removes what was written aside before a mark stood.
 * The caller holds the lock. path is what sentences call the folder. */
gboolean        lab_folder_finish_move      (int directory, const char *path, GError **error);

/* The whole of lab_folder_replace(). */
gboolean        lab_folder_move             (int                 directory,
                                             const char         *path,
                                             const char *const  *names,
                                             GBytes *const      *contents,
                                             guint               count,
                                             const GPtrArray    *old,
                                             GError            **error);

G_END_DECLS
