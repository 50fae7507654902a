/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder in which files are replaced together: afterwards all are new, or all are as before.
 *
 * The new files are written and synced in .scaling-lab-new/ inside the folder, so that the folder may
 * be ".", a link or a mount point. A mark that lists them is then renamed into place: from that
 * moment the move has begun, and whoever opens the folder next finishes it, were this process
 * ended at any instant. Without a mark what lies there is removed. Whoever replaces holds a lock on
 * the folder (flock), which the system takes back from a process that ends. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of files that are being written; nobody else's file has this name. */
#define LAB_FOLDER_STAGE ".scaling-lab-new"

/* A file of the folder, known by its content. */
typedef struct
{
  char *name; /* without a slash */
  guint64 size;
  char *sha256; /* 64 hexadecimal digits */
} LabFolderEntry;

typedef struct _LabFolder LabFolder;

LabFolderEntry *lab_folder_entry_new      (const char           *name,
                                           guint64               size,
                                           const char           *sha256);
LabFolderEntry *lab_folder_entry_of_bytes (const char           *name,
                                           GBytes               *bytes);
void            lab_folder_entry_free     (LabFolderEntry       *entry);

/* Opens path, makes it (mode 0777 without the umask's bits) where missing, locks it against other
 * processes and finishes a move that was begun. NULL and LAB_ERROR_BUSY where another process
 * holds the lock, LAB_ERROR_FILE where the folder cannot be made or written into. Free with
 * lab_folder_close(). Where the file system knows no locks there is none. */
LabFolder      *lab_folder_open           (const char           *path,
                                           GError              **error);

/* Also removes the folder where lab_folder_open() made it and nothing was written. */
void            lab_folder_close          (LabFolder            *folder);

const char     *lab_folder_path           (const LabFolder      *folder);

/* Whether there is nothing in it. */
gboolean        lab_folder_is_empty       (const LabFolder      *folder);

/* The first bytes of the file, at most that many; NULL where there is none or it is no regular file
 * (a link is none). Free with g_free(); it ends with a zero byte that length leaves out. */
char           *lab_folder_read           (const LabFolder      *folder,
                                           const char           *name,
                                           gsize                 most,
                                           gsize                *length);

/* The file as it is; NULL where there is none, or no regular file, or another file system begins
 * there. Free with lab_folder_entry_free(). */
LabFolderEntry *lab_folder_look           (const LabFolder      *folder,
                                           const char           *name);

/* Whether the folder's file of that name is the one of the entry. */
gboolean        lab_folder_holds          (const LabFolder      *folder,
                                           const LabFolderEntry *entry);

/* Whether something of this name is in the way of a new file: it is there and not among those of
 * old (LabFolderEntry pointers) that still agree with their entry. */
gboolean        lab_folder_is_in_the_way  (const LabFolder      *folder,
                                           const char           *name,
                                           const GPtrArray      *old);

/* Puts the files names (count) with these contents in the place of those of old: of these the ones
 * that still agree with their entry are removed or replaced, everything else of the folder stays
 * untouched. The last name is moved last. FALSE and LAB_ERROR_FILE, with the folder as it was,
 * where a name is in the way or the files cannot be written; where a move that has begun cannot
 * be ended, the next lab_folder_open() tries again. */
gboolean        lab_folder_replace        (LabFolder            *folder,
                                           const char *const    *names,
                                           GBytes *const        *contents,
                                           guint                 count,
                                           const GPtrArray      *old,
                                           GError              **error);

/* For readers: finishes a move that was begun in the folder of the file path (of that which it links to),
 * unless a process is at it. What cannot be mended (a read-only medium) is read as it is. */
void            lab_folder_mend_for       (const char           *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabFolder, lab_folder_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabFolderEntry, lab_folder_entry_free)

G_END_DECLS
