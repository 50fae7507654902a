/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/input.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "core/memory.h"
#include "core/shown.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read at a time: progress and a wish to stop are looked at between. */
#define PORTION ((gsize)4 << 20)

/* Between two looks at the wish to stop while a pipe keeps silent. */
#define SILENCE_MILLISECONDS 50

/* Room for what has no size of its own; doubled as it fills. */
#define FIRST_ROOM ((gsize)64 << 10)

typedef struct
{
  const char *name;
  int descriptor;
  gboolean is_file; /* of a size known before */
  guint64 most;
  LabTask *task;
  double share;
  char *bytes;
  gsize room, length;
} Input;

static gboolean
is_standard (const char *path)
{
  return g_str_equal (path, LAB_INPUT_STANDARD) || g_str_equal (path, "/dev/stdin");
}

char *
lab_input_name (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_str_equal (path, LAB_INPUT_STANDARD) ? g_strdup ("standard input")
                                                : lab_shown (path, "");
}

static gboolean
refuse (const Input *input, const char *why, GError **error)
{
  /* Translators: the name of a file, then why. */
  return lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be read: %s."), input->name, why);
}

static gboolean
refuse_size (const Input *input, GError **error)
{
  g_autofree char *allowed = lab_memory_words (input->most);

  return lab_refuse (error, LAB_ERROR_FILE, _ ("%s is too large; at most %s are allowed."),
                     input->name, allowed);
}

/* Whether the open descriptor has an end; then also how much room to begin with. */
static gboolean
look_at (Input *input, GError **error)
{
  struct stat status;

  if (fstat (input->descriptor, &status) != 0)
    return refuse (input, g_strerror (errno), error);
  if (S_ISDIR (status.st_mode))
    return refuse (input, _ ("it is a folder, not a file"), error);
  if (S_ISBLK (status.st_mode) || (S_ISCHR (status.st_mode) && isatty (input->descriptor) != 1))
    return refuse (input, _ ("it is a device, not a file"), error);
  /* Files that the system makes up as they are read have size 0. */
  input->is_file = S_ISREG (status.st_mode) && status.st_size > 0;
  if (input->is_file && (guint64)status.st_size > input->most)
    return refuse_size (input, error);
  input->room = input->is_file ? (gsize)status.st_size : FIRST_ROOM;
  return TRUE;
}

/* One byte more than room, for the zero. */
static gboolean
make_room (Input *input, gsize room, GError **error)
{
  char *larger = lab_memory_new_untouched (room + 1, 1, N_ ("the file"), error);

  if (larger == NULL)
    return FALSE;
  if (input->bytes != NULL)
    memcpy (larger, input->bytes, input->length);
  lab_memory_free (input->bytes);
  input->bytes = larger;
  input->room = room;
  return TRUE;
}

/* FALSE when the task was cancelled before there was something to read. */
static gboolean
wait_for_bytes (const Input *input)
{
  struct pollfd wanted = {.fd = input->descriptor, .events = POLLIN};

  while (!lab_task_is_cancelled (input->task))
    if (input->is_file || poll (&wanted, 1, SILENCE_MILLISECONDS) != 0)
      return TRUE;
  return FALSE;
}

/* To the end, or to one byte more than allowed. */
static gboolean
read_on (Input *input, GError **error)
{
  for (;;) {
    ssize_t got;

    if (!wait_for_bytes (input))
      return FALSE;
    if (input->length == input->room) {
      if (input->length > input->most)
        return refuse_size (input, error);
      if (!make_room (input, (gsize)MIN (2 * (guint64)input->room, input->most + 1), error))
        return FALSE;
    }
    got = read (input->descriptor, input->bytes + input->length,
                MIN (PORTION, input->room - input->length));
    if (got < 0 && errno != EINTR && errno != EAGAIN)
      return refuse (input, g_strerror (errno), error);
    if (got == 0)
      break;
    input->length += (gsize)MAX (got, 0);
    if (!input->is_file)
      continue;
    lab_task_report (input->task, input->share * (double)input->length / (double)input->room);
    if (input->length == input->room)
      break;
  }
  if (input->is_file && input->length < input->room)
    return refuse (input, _ ("it has become shorter meanwhile"), error);
  input->bytes[input->length] = '\0';
  return TRUE;
}

char *
lab_input_read (const char *path,
                guint64 most,
                LabTask *task,
                double share,
                gsize *length,
                GError **error)
{
  g_autofree char *name = NULL;
  Input input = {.most = most, .task = task, .share = share};
  gboolean well;

  g_return_val_if_fail (path != NULL && length != NULL, NULL);

  input.name = name = lab_input_name (path);
  /* A named pipe without a writer would keep open() waiting. */
  input.descriptor = is_standard (path) ? dup (STDIN_FILENO)
                                        : open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (input.descriptor < 0) {
    refuse (&input, g_strerror (errno), error);
    return NULL;
  }
  well =
      look_at (&input, error) && make_room (&input, input.room, error) && read_on (&input, error);
  close (input.descriptor);
  *length = input.length;
  if (!well)
    g_clear_pointer (&input.bytes, lab_memory_free);
  return input.bytes;
}
