/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/folder-private.h"

#include "core/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A reader that mends holds the lock for moments; who wants to write waits for these. */
#define TRIES            10
#define TRY_MICROSECONDS 5000
/* A folder may be removed between its opening and its lock. */
#define MOST_REMOVALS_MET 10

struct _LabFolder
{
  char *path;
  int directory;
  gboolean made;    /* by lab_folder_open() */
  gboolean written; /* something was put into it */
};

typedef enum
{
  LOCKED,
  BUSY,
  GONE, /* removed or moved away since it was opened */
} Lock;

/* tries: how often it is attempted. */
static Lock
lock (int directory, const char *path, guint tries)
{
  struct stat opened, named;

  while (flock (directory, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR)
      continue;
    /* File systems without locks (ENOLCK, EBADF, ENOTSUP) are written into as they are. */
    if (errno != EWOULDBLOCK)
      break;
    if (--tries == 0)
      return BUSY;
    g_usleep (TRY_MICROSECONDS);
  }
  if (fstat (directory, &opened) != 0 || stat (path, &named) != 0 ||
      opened.st_dev != named.st_dev || opened.st_ino != named.st_ino)
    return GONE;
  return LOCKED;
}

static gboolean
make (const char *path, gboolean *made, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  *made = FALSE;
  if (g_mkdir (path, 0777) == 0) {
    *made = TRUE;
    return TRUE;
  }
  if (errno == ENOENT && g_mkdir_with_parents (parent, 0777) == 0 && g_mkdir (path, 0777) == 0) {
    *made = TRUE;
    return TRUE;
  }
  if (errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE, "The directory %s cannot be made: %s.", path,
                     g_strerror (errno == EEXIST ? ENOTDIR : errno));
}

static int
open_directory (const char *path)
{
  return open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* -1 with error. */
static int
open_locked (const char *path, gboolean *made, GError **error)
{
  for (guint i = 0; i < MOST_REMOVALS_MET; i++) {
    int directory;
    Lock state;

    if (!make (path, made, error))
      return -1;
    directory = open_directory (path);
    if (directory < 0 || g_access (path, W_OK | X_OK) != 0) {
      lab_refuse (error, LAB_ERROR_FILE, "The directory %s cannot be written into: %s.", path,
                  g_strerror (errno));
      if (directory >= 0)
        close (directory);
      return -1;
    }
    state = lock (directory, path, TRIES);
    if (state == LOCKED)
      return directory;
    close (directory);
    if (state == BUSY) {
      lab_refuse (error, LAB_ERROR_BUSY, "Another process is writing into the directory %s.", path);
      return -1;
    }
  }
  lab_refuse (error, LAB_ERROR_FILE, "The directory %s is removed time and again.", path);
  return -1;
}

LabFolder *
lab_folder_open (const char *path, GError **error)
{
  g_autofree LabFolder *folder = NULL;
  gboolean made;
  int directory;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  directory = open_locked (path, &made, error);
  if (directory < 0)
    return NULL;
  if (!lab_folder_finish_move (directory, path, error)) {
    close (directory);
    return NULL;
  }
  folder = g_new0 (LabFolder, 1);
  folder->path = g_strdup (path);
  folder->directory = directory;
  folder->made = made;
  return g_steal_pointer (&folder);
}

void
lab_folder_close (LabFolder *folder)
{
  if (folder == NULL)
    return;
  /* Only an empty directory can be removed so. */
  if (folder->made && !folder->written)
    g_rmdir (folder->path);
  close (folder->directory);
  g_free (folder->path);
  g_free (folder);
}

const char *
lab_folder_path (const LabFolder *folder)
{
  return folder->path;
}

gboolean
lab_folder_is_empty (const LabFolder *folder)
{
  g_autoptr (GDir) listing = g_dir_open (folder->path, 0, NULL);

  return listing != NULL && g_dir_read_name (listing) == NULL;
}

char *
lab_folder_read (const LabFolder *folder, const char *name, gsize most, gsize *length)
{
  return lab_folder_read_at (folder->directory, name, most, length);
}

LabFolderEntry *
lab_folder_look (const LabFolder *folder, const char *name)
{
  return lab_folder_look_at (folder->directory, name);
}

gboolean
lab_folder_holds (const LabFolder *folder, const LabFolderEntry *entry)
{
  return lab_folder_holds_at (folder->directory, entry);
}

gboolean
lab_folder_is_in_the_way (const LabFolder *folder, const char *name, const GPtrArray *old)
{
  return lab_folder_is_in_the_way_at (folder->directory, name, old);
}

gboolean
lab_folder_replace (LabFolder *folder,
                    const char *const *names,
                    GBytes *const *contents,
                    guint count,
                    const GPtrArray *old,
                    GError **error)
{
  g_return_val_if_fail (folder != NULL && names != NULL && contents != NULL && old != NULL, FALSE);

  folder->written = TRUE;
  return lab_folder_move (folder->directory, folder->path, names, contents, count, old, error);
}

/* As many links as Linux follows. */
#define MOST_LINKS 40

/* The folder that holds the file itself, also where path is a link and the file is not there. */
static char *
folder_of_file (const char *path)
{
  g_autofree char *file = g_strdup (path);
  char *target;

  for (guint i = 0; i < MOST_LINKS && (target = g_file_read_link (file, NULL)) != NULL; i++) {
    g_autofree char *beside = g_path_get_dirname (file);
    g_autofree char *read = target;

    g_free (file);
    file = g_path_is_absolute (read) ? g_strdup (read) : g_build_filename (beside, read, NULL);
  }
  return g_path_get_dirname (file);
}

void
lab_folder_mend_for (const char *path)
{
  g_autofree char *parent = NULL;
  g_autofree char *stage = NULL;
  int directory;

  g_return_if_fail (path != NULL);

  parent = folder_of_file (path);
  stage = g_build_filename (parent, LAB_FOLDER_STAGE, NULL);
  if (!g_file_test (stage, G_FILE_TEST_IS_DIR))
    return;
  directory = open_directory (parent);
  if (directory < 0)
    return;
  /* A writer that lives ends its move itself. */
  if (lock (directory, parent, 1) == LOCKED)
    lab_folder_finish_move (directory, parent, NULL);
  close (directory);
}
