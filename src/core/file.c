/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* As the shell would create it: the umask takes away what it must. */
#define FILE_MODE 0666

static gboolean
refuse (GError **error, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (number), "%s: %s", shown,
               g_strerror (number));
  return FALSE;
}

/* errno of the first write that fails, else 0. */
static int
write_whole (int descriptor, const char *bytes, gsize length)
{
  while (length > 0) {
    const ssize_t written = write (descriptor, bytes, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno;
    bytes += written;
    length -= (gsize)written;
  }
  return 0;
}

static gboolean
write_into (const char *path, const char *bytes, gsize length, GError **error)
{
  const int descriptor = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  int failure;

  if (descriptor < 0)
    return refuse (error, path, errno);
  failure = write_whole (descriptor, bytes, length);
  if (close (descriptor) != 0 && failure == 0)
    failure = errno;
  return failure == 0 || refuse (error, path, failure);
}

gboolean
lab_file_write (const char *path, gconstpointer bytes, gsize length, GError **error)
{
  g_autofree char *copy = NULL;
  g_autoptr (GError) cause = NULL;
  char *followed;
  struct stat status;

  g_return_val_if_fail (path != NULL && (bytes != NULL || length == 0), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (stat (path, &status) == 0 && S_ISDIR (status.st_mode))
    return refuse (error, path, EISDIR);
  if (stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return write_into (path, bytes, length, error);
  /* Only what exists has a true name; a link to nothing is replaced itself. */
  followed = realpath (path, NULL);
  copy = g_strdup (followed != NULL ? followed : path);
  free (followed);
  errno = 0;
  if (g_file_set_contents_full (copy, length > 0 ? bytes : "", (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, &cause))
    return TRUE;
  /* GLib's sentence names the file aside, which nobody asked for. */
  if (errno != 0)
    return refuse (error, path, errno);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
