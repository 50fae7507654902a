/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/text.h"

#include "core/error.h"
#include "core/input.h"
#include "core/memory-available.h"
#include "core/memory.h"
#include "core/shown.h"
#include "corpus/text/text-files.h"
#include "corpus/text/text-scan.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* Read at a time: progress and a wish to stop are looked at between. */
#define PORTION ((gsize)1 << 20)
/* Of small files together, beyond which memory is asked first. */
#define UNASKED ((guint64)16 << 20)

void
lab_text_free (LabText *text)
{
  if (text == NULL)
    return;
  for (gsize i = 0; i < text->file_count; i++) {
    if (text->files[i].descriptor >= 0)
      close (text->files[i].descriptor);
    g_free (text->files[i].name);
    lab_memory_free (text->files[i].bytes);
  }
  g_free (text->files);
  g_free (text->documents);
  g_free (text->alphabet);
  g_free (text);
}

/* Bytes from `from` of a file; those that are not there any more are zeros. */
static void
read_file (const LabTextFile *file, guint64 from, gsize count, char *buffer)
{
  gsize done = 0;

  if (file->bytes != NULL) {
    memcpy (buffer, file->bytes + from, count);
    return;
  }
  while (done < count) {
    const ssize_t got = pread (file->descriptor, buffer + done, count - done, (off_t)(from + done));

    if (got == 0 || (got < 0 && errno != EINTR))
      break;
    done += (gsize)MAX (got, 0);
  }
  memset (buffer + done, 0, count - done);
}

void
lab_text_read (const LabText *text,
               const LabDocument *document,
               guint64 from,
               gsize count,
               char *buffer)
{
  g_return_if_fail (from + count <= document->bytes);

  read_file (&text->files[document->file], document->offset + from, count, buffer);
}

/* Opens it, or reads it where it is small or no regular file. FALSE without an error when cancelled. */
static gboolean
open_file (const LabListedFile *listed,
           LabTextFile *file,
           guint *large,
           LabTask *task,
           GError **error)
{
  gsize length;

  file->descriptor = -1;
  file->name = lab_input_name (listed->path);
  if (listed->size <= LAB_TEXT_KEPT_FILE) {
    file->bytes =
        lab_input_read (listed->path, listed->size > 0 ? LAB_TEXT_KEPT_FILE : LAB_TEXT_PIPE_MOST,
                        task, 0.0, &length, error);
    file->size = length;
    return file->bytes != NULL;
  }
  if (++*large > LAB_TEXT_LARGE_FILES)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("There are more than %d files of over 1 MiB; join some of them."),
                       LAB_TEXT_LARGE_FILES);
  file->descriptor = open (listed->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (file->descriptor < 0)
    return lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be read: %s."), file->name,
                       g_strerror (errno));
  file->size = listed->size;
  return TRUE;
}

/* Of a folder: whether a small file belongs to the text. */
static gboolean
is_wanted (const LabTextFile *file, gboolean as_characters)
{
  return file->size > 0 && (file->bytes == NULL || !as_characters ||
                            g_utf8_validate_len (file->bytes, (gsize)file->size, NULL));
}

static void
drop_file (LabText *text)
{
  LabTextFile *file = &text->files[--text->file_count];

  g_free (file->name);
  lab_memory_free (file->bytes);
  *file = (LabTextFile){.descriptor = -1};
  text->passed_over++;
}

static gboolean
open_files (LabText *text,
            const GArray *listed,
            gboolean in_folder,
            gboolean as_characters,
            LabTask *task,
            GError **error)
{
  guint64 small = 0;
  guint large = 0;

  for (guint i = 0; i < listed->len; i++)
    if (g_array_index (listed, LabListedFile, i).size <= LAB_TEXT_KEPT_FILE)
      small += g_array_index (listed, LabListedFile, i).size;
  if (small > UNASKED && !lab_memory_fits (small, "the text", error))
    return FALSE;
  text->files = g_new0 (LabTextFile, listed->len + 1);
  for (guint i = 0; i < listed->len; i++) {
    LabTextFile *file = &text->files[text->file_count++];
    const LabListedFile *from = &g_array_index (listed, LabListedFile, i);

    /* lab_input_read() takes an empty file for one whose size is not known. */
    if (!open_file (from, file, &large, task, error))
      return FALSE;
    if (in_folder && !is_wanted (file, as_characters))
      drop_file (text);
  }
  return TRUE;
}

static gboolean
scan_file (const LabText *text,
           LabTextScan *scan,
           guint32 number,
           guint64 *done,
           guint64 total,
           LabTask *task,
           GError **error)
{
  const LabTextFile *file = &text->files[number];
  g_autofree char *buffer = file->bytes == NULL ? g_malloc (PORTION) : NULL;
  guint64 at = 0;

  while (at < file->size && !lab_task_is_cancelled (task)) {
    const gsize length = (gsize)MIN (file->size - at, PORTION);
    gssize taken;

    if (buffer != NULL)
      read_file (file, at, length, buffer);
    taken =
        lab_text_scan_add (scan, file->name, number, at, buffer != NULL ? buffer : file->bytes + at,
                           length, at + length == file->size, error);
    if (taken < 0)
      return FALSE;
    at += (guint64)taken;
    *done += (guint64)taken;
    lab_task_report (task, (double)*done / (double)total);
  }
  return !lab_task_is_cancelled (task);
}

static gboolean
check (const LabText *text, const char *name, GError **error)
{
  if (text->bytes == 0 && text->passed_over > 0)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s: none of its files is text; %u are empty or not UTF-8."), name,
                       text->passed_over);
  if (text->bytes == 0)
    return lab_refuse (error, LAB_ERROR_FILE, _ ("%s is empty; there is nothing to learn."), name);
  if (text->alphabet != NULL && text->alphabet_count < 2)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s is one character over and over; two or more are needed."), name);
  return TRUE;
}

/* What holds of files that are open. */
static gboolean
take_stock (LabText *text,
            const char *name,
            gboolean at_blank_lines,
            gboolean as_characters,
            LabTask *task,
            GError **error)
{
  g_autoptr (LabTextScan) scan = NULL;
  guint64 total = 0, done = 0;

  for (gsize i = 0; i < text->file_count; i++)
    total += text->files[i].size;
  scan = lab_text_scan_new (total, at_blank_lines, as_characters);
  for (gsize i = 0; i < text->file_count; i++)
    if (!scan_file (text, scan, (guint32)i, &done, total, task, error))
      return FALSE;
  lab_text_scan_end (scan, text);
  return check (text, name, error);
}

LabText *
lab_text_open (const char *path, gboolean as_characters, LabTask *task, GError **error)
{
  g_autoptr (LabText) text = g_new0 (LabText, 1);
  g_autoptr (GArray) listed = NULL;
  g_autofree char *name = NULL;
  gboolean in_folder;

  g_return_val_if_fail (path != NULL, NULL);

  name = lab_input_name (path);
  listed = lab_text_list_files (path, &in_folder, task, error);
  if (listed == NULL || !open_files (text, listed, in_folder, as_characters, task, error) ||
      !take_stock (text, name, text->file_count == 1, as_characters, task, error))
    return NULL;
  return g_steal_pointer (&text);
}

gboolean
lab_text_add_bytes (GArray *files,
                    const char *name,
                    const char *bytes,
                    gsize length,
                    GError **error)
{
  LabTextFile file = {.descriptor = -1, .size = length};

  file.bytes = lab_memory_new_untouched (MAX (length, 1), 1, "the text", error);
  if (file.bytes == NULL)
    return FALSE;
  if (length > 0)
    memcpy (file.bytes, bytes, length);
  file.name = g_strdup (name);
  g_array_append_val (files, file);
  return TRUE;
}

LabText *
lab_text_of_files (const char *name,
                   GArray *files,
                   gboolean as_characters,
                   LabTask *task,
                   GError **error)
{
  g_autoptr (LabText) text = g_new0 (LabText, 1);

  text->file_count = files->len;
  text->files = (LabTextFile *)(gpointer)g_array_free (files, FALSE);
  return take_stock (text, name, text->file_count == 1, as_characters, task, error)
             ? g_steal_pointer (&text)
             : NULL;
}
