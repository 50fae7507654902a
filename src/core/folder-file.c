/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a folder, by their content. */
#include "core/folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64 * 1024)

LabFolderEntry *
lab_folder_entry_new (const char *name, guint64 size, const char *sha256)
{
  LabFolderEntry *entry = g_new0 (LabFolderEntry, 1);

  entry->name = g_strdup (name);
  entry->size = size;
  entry->sha256 = g_strdup (sha256);
  return entry;
}

LabFolderEntry *
lab_folder_entry_of_bytes (const char *name, GBytes *bytes)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return lab_folder_entry_new (name, g_bytes_get_size (bytes), sha256);
}

void
lab_folder_entry_free (LabFolderEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->name);
  g_free (entry->sha256);
  g_free (entry);
}

/* Another file was bound onto this one: what lies there is not the folder's. */
static gboolean
is_mount_point (int directory, const char *name)
{
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx status;

  return statx (directory, name, AT_SYMLINK_NOFOLLOW, 0, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#else
  return FALSE;
#endif
}

/* -1 where there is no regular file of that name. */
static int
open_file (int directory, const char *name, guint64 *size)
{
  /* Not to wait for the other end of a pipe. */
  const int file = openat (directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;

  if (file < 0)
    return -1;
  if (fstat (file, &status) == 0 && S_ISREG (status.st_mode) && !is_mount_point (directory, name)) {
    *size = (guint64)status.st_size;
    return file;
  }
  close (file);
  return -1;
}

static ssize_t
read_piece (int file, void *piece, size_t length)
{
  ssize_t count;

  do
    count = read (file, piece, length);
  while (count < 0 && errno == EINTR);
  return count;
}

char *
lab_folder_read_at (int directory, const char *name, gsize most, gsize *length)
{
  guint64 size;
  const int file = open_file (directory, name, &size);
  char *text;
  ssize_t count = 0;

  *length = 0;
  if (file < 0)
    return NULL;
  size = MIN (size, most);
  text = g_try_malloc ((gsize)size + 1);
  while (text != NULL && *length < size &&
         (count = read_piece (file, text + *length, (gsize)size - *length)) > 0)
    *length += (gsize)count;
  close (file);
  if (text != NULL && count >= 0)
    text[*length] = '\0';
  else
    g_clear_pointer (&text, g_free);
  return text;
}

LabFolderEntry *
lab_folder_look_at (int directory, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *piece = g_malloc (PIECE);
  guint64 size;
  const int file = open_file (directory, name, &size);
  ssize_t count;

  if (file < 0)
    return NULL;
  while ((count = read_piece (file, piece, PIECE)) > 0)
    g_checksum_update (checksum, piece, count);
  close (file);
  return count == 0 ? lab_folder_entry_new (name, size, g_checksum_get_string (checksum)) : NULL;
}

gboolean
lab_folder_holds_at (int directory, const LabFolderEntry *entry)
{
  guint64 size = 0;
  const int file = open_file (directory, entry->name, &size);
  g_autoptr (LabFolderEntry) found = NULL;

  if (file < 0)
    return FALSE;
  close (file);
  /* Most that differ differ in size. */
  found = size == entry->size ? lab_folder_look_at (directory, entry->name) : NULL;
  return found != NULL && found->size == entry->size &&
         g_ascii_strcasecmp (found->sha256, entry->sha256) == 0;
}

gboolean
lab_folder_is_in_the_way_at (int directory, const char *name, const GPtrArray *old)
{
  struct stat status;

  if (fstatat (directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno != ENOENT;
  for (guint i = 0; i < old->len; i++) {
    const LabFolderEntry *entry = g_ptr_array_index (old, i);

    if (g_str_equal (entry->name, name) && lab_folder_holds_at (directory, entry))
      return FALSE;
  }
  return TRUE;
}
