/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/text-files.h"

#include "core/error.h"
#include "core/shown.h"
#include "corpus/text/text.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* Folders within folders. */
#define DEPTH_MOST 64

static void
clear_file (gpointer file)
{
  g_free (((LabListedFile *)file)->path);
}

static gboolean
add_file (GArray *files, const char *path, guint64 size, GError **error)
{
  const LabListedFile file = {g_strdup (path), size};

  g_array_append_val (files, file);
  if (files->len <= LAB_TEXT_FILES_MOST)
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE, _ ("There are more than %zu files; join some of them."),
                     LAB_TEXT_FILES_MOST);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static gboolean
add_folder (GArray *files, const char *path, guint depth, LabTask *task, GError **error);

/* Of a folder: hidden entries, links to folders, and what is neither file nor folder are left out. */
static gboolean
add_entry (GArray *files, const char *path, guint depth, LabTask *task, GError **error)
{
  GStatBuf own, target;

  if (g_lstat (path, &own) != 0 || g_stat (path, &target) != 0)
    return TRUE;
  if (S_ISDIR (own.st_mode))
    return add_folder (files, path, depth + 1, task, error);
  return !S_ISREG (target.st_mode) || add_file (files, path, (guint64)target.st_size, error);
}

static gboolean
add_folder (GArray *files, const char *path, guint depth, LabTask *task, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  gboolean well = TRUE;

  if (depth > DEPTH_MOST || lab_task_is_cancelled (task))
    return depth > DEPTH_MOST;
  folder = g_dir_open (path, 0, NULL);
  if (folder == NULL) {
    g_autofree char *shown = lab_shown (path, "");

    return depth > 0 || lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be read: %s."), shown,
                                    g_strerror (errno));
  }
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len && well; i++) {
    g_autofree char *inner = g_build_filename (path, names->pdata[i], NULL);

    well = !lab_task_is_cancelled (task) && add_entry (files, inner, depth, task, error);
  }
  return well;
}

static gboolean
add_path (GArray *files, const char *path, gboolean *in_folder, LabTask *task, GError **error)
{
  g_autofree char *shown = lab_shown (path, "");
  GStatBuf status;

  if (g_str_equal (path, "-"))
    return add_file (files, path, 0, error);
  if (g_stat (path, &status) != 0) {
    const int number = errno;
    return lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be read: %s."), shown,
                       g_strerror (number));
  }
  if (!S_ISDIR (status.st_mode))
    return add_file (files, path, S_ISREG (status.st_mode) ? (guint64)status.st_size : 0, error);
  *in_folder = TRUE;
  return add_folder (files, path, 0, task, error);
}

GArray *
lab_text_list_files (const char *path, gboolean *in_folder, LabTask *task, GError **error)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (LabListedFile));
  g_auto (GStrv) paths = NULL;

  g_array_set_clear_func (files, clear_file);
  *in_folder = FALSE;
  /* The name of one file may have a colon in it. */
  paths = g_strsplit (path, ":", g_file_test (path, G_FILE_TEST_EXISTS) ? 1 : -1);
  for (guint i = 0; paths[i] != NULL; i++)
    if (*paths[i] != '\0' && !add_path (files, paths[i], in_folder, task, error))
      return NULL;
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&files);
}
