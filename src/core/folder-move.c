/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The move of files from aside into their folder, and its mark. */
#include "core/folder-private.h"

#include "core/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In the stage; the mark is a list, one file a line: "new SIZE SHA256 NAME", "old SIZE SHA256 NAME". */
#define MARK         "commit"
#define MARK_UNREADY "commit.part"
#define MARK_MOST    (1024 * 1024)

#define FILE_MODE 0666

static gboolean
fail (GError **error, const char *path, const char *name, int number)
{
  return lab_refuse (error, LAB_ERROR_FILE, "The results cannot be written to %s/%s: %s.", path,
                     name, g_strerror (number));
}

/* What a disk that loses power still has. Not every file system can sync a directory. */
static void
sync_directory (int directory)
{
  if (fsync (directory) != 0)
    g_debug ("a directory cannot be synced: %s", g_strerror (errno));
}

static gboolean
is_plain_name (const char *name)
{
  return *name != '\0' && strpbrk (name, "/\n") == NULL && !g_str_equal (name, ".") &&
         !g_str_equal (name, "..") && !g_str_equal (name, LAB_FOLDER_STAGE) &&
         !g_str_equal (name, MARK) && !g_str_equal (name, MARK_UNREADY);
}

/* errno, or 0. */
static int
write_bytes (int file, const char *bytes, gsize length)
{
  while (length > 0) {
    const ssize_t count = write (file, bytes, length);

    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return errno;
    bytes += count;
    length -= (gsize)count;
  }
  return fsync (file) != 0 && errno != EINVAL ? errno : 0;
}

/* Written and synced; errno, or 0. */
static int
write_file (int directory, const char *name, gconstpointer bytes, gsize length)
{
  const int file =
      openat (directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
  int failure;

  if (file < 0)
    return errno;
  failure = write_bytes (file, bytes, length);
  if (close (file) != 0 && failure == 0)
    failure = errno;
  return failure;
}

/* Removes the stage with what lies in it: files alone are ever put there. */
static void
clear_stage (int directory, int stage)
{
  const int listed = openat (stage, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *listing = listed >= 0 ? fdopendir (listed) : NULL;
  const struct dirent *item;

  /* The mark goes first, so that no move begins again with a part of its files. */
  unlinkat (stage, MARK, 0);
  while (listing != NULL && (item = readdir (listing)) != NULL)
    if (!g_str_equal (item->d_name, ".") && !g_str_equal (item->d_name, ".."))
      unlinkat (stage, item->d_name, 0);
  if (listing != NULL)
    closedir (listing);
  else if (listed >= 0)
    close (listed);
  unlinkat (directory, LAB_FOLDER_STAGE, AT_REMOVEDIR);
  sync_directory (directory);
}

typedef struct
{
  GPtrArray *fresh; /* LabFolderEntry, in the order of the move */
  GPtrArray *old;   /* likewise: what they replace */
} Move;

static void
move_clear (Move *move)
{
  g_clear_pointer (&move->fresh, g_ptr_array_unref);
  g_clear_pointer (&move->old, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

static void
move_init (Move *move)
{
  move->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_folder_entry_free);
  move->old = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_folder_entry_free);
}

static void
append_lines (GString *text, const char *word, const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    const LabFolderEntry *entry = g_ptr_array_index (entries, i);

    g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %s %s\n", word, entry->size,
                            entry->sha256, entry->name);
  }
}

/* A mark stands there whole, since it was renamed into place; FALSE for anything else. */
static gboolean
read_mark (const char *text, Move *move)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);
    guint64 size;

    if (g_strv_length (words) != 4 || !is_plain_name (words[3]) ||
        !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXUINT64, &size, NULL))
      return FALSE;
    g_ptr_array_add (g_str_equal (words[0], "new") ? move->fresh : move->old,
                     lab_folder_entry_new (words[3], size, words[2]));
  }
  return TRUE;
}

static const LabFolderEntry *
find (const GPtrArray *entries, const char *name)
{
  for (guint i = 0; i < entries->len; i++) {
    const LabFolderEntry *entry = g_ptr_array_index (entries, i);

    if (g_str_equal (entry->name, name))
      return entry;
  }
  return NULL;
}

/* What was moved already is no longer in the stage. */
static gboolean
move_file (int directory, int stage, const char *path, const Move *move, guint i, GError **error)
{
  const LabFolderEntry *entry = g_ptr_array_index (move->fresh, i);
  struct stat status;

  if (fstatat (stage, entry->name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT || fail (error, path, entry->name, errno);
  if (lab_folder_is_in_the_way_at (directory, entry->name, move->old) &&
      !lab_folder_holds_at (directory, entry))
    return lab_refuse (error, LAB_ERROR_FILE,
                       "%s/%s came there while results were being written, and is not replaced: "
                       "move it away, and the results will take their place.",
                       path, entry->name);
  if (renameat (stage, entry->name, directory, entry->name) != 0)
    return fail (error, path, entry->name, errno);
  return TRUE;
}

/* From the mark on; each step may be done again. */
static gboolean
carry_out (int directory, int stage, const char *path, const Move *move, GError **error)
{
  for (guint i = 0; i < move->old->len; i++) {
    const LabFolderEntry *entry = g_ptr_array_index (move->old, i);

    if (find (move->fresh, entry->name) == NULL && lab_folder_holds_at (directory, entry))
      unlinkat (directory, entry->name, 0);
  }
  for (guint i = 0; i < move->fresh->len; i++)
    if (!move_file (directory, stage, path, move, i, error))
      return FALSE;
  sync_directory (directory);
  clear_stage (directory, stage);
  return TRUE;
}

static int
open_stage (int directory)
{
  return openat (directory, LAB_FOLDER_STAGE, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

gboolean
lab_folder_finish_move (int directory, const char *path, GError **error)
{
  const int stage = open_stage (directory);
  g_autofree char *text = NULL;
  g_auto (Move) move = {NULL};
  gboolean done = TRUE;
  gsize length;

  if (stage < 0)
    return errno == ENOENT || fail (error, path, LAB_FOLDER_STAGE, errno);
  move_init (&move);
  text = lab_folder_read_at (stage, MARK, MARK_MOST, &length);
  if (text == NULL)
    clear_stage (directory, stage);
  else if (read_mark (text, &move))
    done = carry_out (directory, stage, path, &move, error);
  else
    done = lab_refuse (error, LAB_ERROR_FILE,
                       "%s/" LAB_FOLDER_STAGE "/" MARK
                       " is no list of files: move the directory " LAB_FOLDER_STAGE " away.",
                       path);
  close (stage);
  return done;
}

/* Aside, everything up to the mark; errno, or 0. */
static int
write_aside (int stage,
             const char *const *names,
             GBytes *const *contents,
             guint count,
             const char *mark)
{
  int failure = 0;

  for (guint i = 0; i < count && failure == 0; i++) {
    gsize length;
    gconstpointer bytes = g_bytes_get_data (contents[i], &length);

    failure = write_file (stage, names[i], bytes, length);
  }
  if (failure == 0)
    failure = write_file (stage, MARK_UNREADY, mark, strlen (mark));
  sync_directory (stage);
  return failure;
}

/* Which old files are still what they were, and what comes in their place. */
static void
plan (int directory,
      const char *const *names,
      GBytes *const *contents,
      guint count,
      const GPtrArray *old,
      Move *move)
{
  move_init (move);
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (move->fresh, lab_folder_entry_of_bytes (names[i], contents[i]));
  for (guint i = 0; i < old->len; i++) {
    const LabFolderEntry *entry = g_ptr_array_index (old, i);

    if (is_plain_name (entry->name) && lab_folder_holds_at (directory, entry))
      g_ptr_array_add (move->old, lab_folder_entry_new (entry->name, entry->size, entry->sha256));
  }
}

static gboolean
check_names (int directory,
             const char *path,
             const char *const *names,
             guint count,
             const GPtrArray *old,
             GError **error)
{
  for (guint i = 0; i < count; i++) {
    g_return_val_if_fail (is_plain_name (names[i]), FALSE);
    if (lab_folder_is_in_the_way_at (directory, names[i], old))
      return lab_refuse (
          error, LAB_ERROR_FILE,
          "%s/%s is not of these results, or was changed since, and is not replaced.", path,
          names[i]);
  }
  return TRUE;
}

gboolean
lab_folder_move (int directory,
                 const char *path,
                 const char *const *names,
                 GBytes *const *contents,
                 guint count,
                 const GPtrArray *old,
                 GError **error)
{
  g_auto (Move) move = {NULL};
  g_autoptr (GString) mark = g_string_new (NULL);
  gboolean done = FALSE;
  int stage, failure;

  if (!check_names (directory, path, names, count, old, error))
    return FALSE;
  plan (directory, names, contents, count, old, &move);
  append_lines (mark, "new", move.fresh);
  append_lines (mark, "old", move.old);
  if (mkdirat (directory, LAB_FOLDER_STAGE, 0777) != 0 || (stage = open_stage (directory)) < 0)
    return fail (error, path, LAB_FOLDER_STAGE, errno);
  failure = write_aside (stage, names, contents, count, mark->str);
  if (failure == 0 && renameat (stage, MARK_UNREADY, stage, MARK) != 0)
    failure = errno;
  if (failure == 0) {
    sync_directory (stage);
    done = carry_out (directory, stage, path, &move, error);
  } else {
    clear_stage (directory, stage);
    fail (error, path, LAB_FOLDER_STAGE, failure);
  }
  close (stage);
  return done;
}
