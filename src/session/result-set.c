/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/result-set.h"

#include "core/error.h"
#include "core/folder.h"
#include "session/json-text.h"
#include "session/result-set-private.h"

#include <string.h>

/* Folders tried one after the other: results, results-2, ... */
#define MOST_FOLDERS 10000

struct _LabResultSet
{
  LabFolder *folder;
  gboolean replace;
  LabResultOrigin origin; /* its texts are owned */
  GPtrArray *names;       /* as they were added */
  GPtrArray *contents;    /* GBytes, likewise */
  gboolean done;
};

static void
copy_origin (LabResultOrigin *copy, const LabResultOrigin *origin)
{
  copy->command = g_strdup (origin->command);
  copy->words = g_strdup (origin->words);
  copy->presets = g_strdup (origin->presets);
  copy->input = g_strdup (origin->input);
  copy->index = g_strdup (origin->index);
  copy->files = (const char *const *)g_strdupv ((char **)origin->files);
}

static void
clear_origin (LabResultOrigin *origin)
{
  g_free ((char *)origin->command);
  g_free ((char *)origin->words);
  g_free ((char *)origin->presets);
  g_free ((char *)origin->input);
  g_free ((char *)origin->index);
  g_strfreev ((char **)origin->files);
}

/* The first of names that a foreign file has; NULL where none has. */
static const char *
find_in_the_way (const LabFolder *folder,
                 const LabResultSight *sight,
                 const char *const *names,
                 guint count)
{
  for (guint i = 0; i < count; i++)
    if (lab_folder_is_in_the_way (folder, names[i], sight->entries))
      return names[i];
  return NULL;
}

static gboolean
refuse_name (const LabFolder *folder, const char *name, GError **error)
{
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     "%s/%s is not one of the results in that directory, or was changed since, and "
                     "is not replaced: move it away, or name another directory with --out.",
                     lab_folder_path (folder), name);
}

static gboolean
refuse_other (const LabFolder *folder,
              const LabResultFound *other,
              const LabResultOrigin *origin,
              GError **error)
{
  g_autofree char *differences = lab_result_differences (other, origin);

  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     "%s holds finished results of %s: name another directory with --out, or let "
                     "--replace replace them.",
                     lab_folder_path (folder), differences);
}

/* Before the work: whatever of its files the command may write. */
static gboolean
check_place (const LabFolder *folder,
             gboolean replace,
             const LabResultOrigin *origin,
             GError **error)
{
  g_auto (LabResultSight) sight = {NULL};
  const LabResultFound *other;
  const char *name;

  lab_result_sight_init (&sight, folder);
  other = lab_result_sight_other (&sight, origin);
  if (other != NULL && !replace)
    return refuse_other (folder, other, origin, error);
  name = find_in_the_way (folder, &sight, origin->files, g_strv_length ((char **)origin->files));
  return name == NULL || refuse_name (folder, name, error);
}

/* "results-stopped", "results-stopped-2", ...: "." and ".." by their true names. */
static char *
numbered (const char *path, const char *ending, guint number)
{
  g_autofree char *true_path = g_canonicalize_filename (path, NULL);
  g_autofree char *last = g_path_get_basename (path);
  g_autofree char *plain = g_strdup (path);
  const char *start = plain;

  for (gsize length = strlen (plain); length > 1 && plain[length - 1] == '/'; length--)
    plain[length - 1] = '\0';
  if (g_str_equal (last, ".") || g_str_equal (last, ".."))
    start = true_path;
  return number == 1 ? g_strconcat (start, ending, NULL)
                     : g_strdup_printf ("%s%s-%u", start, ending, number);
}

/* Opens a folder that holds nothing yet, or where stopped is TRUE nothing finished and no foreign file
 * of these names (origin's) either; path, path-2, ... NULL with error where none can be had. */
static LabFolder *
open_free (const char *path, const char *ending, const LabResultOrigin *stopped, GError **error)
{
  for (guint number = 1; number < MOST_FOLDERS; number++) {
    g_autofree char *name = numbered (path, ending, number);
    g_autoptr (GError) reason = NULL;
    g_autoptr (LabFolder) folder = lab_folder_open (name, &reason);

    if (folder == NULL) {
      /* Taken by another process, or by a file. */
      if (g_error_matches (reason, LAB_ERROR, LAB_ERROR_BUSY) ||
          g_file_test (name, G_FILE_TEST_EXISTS))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
    if (lab_folder_is_empty (folder))
      return g_steal_pointer (&folder);
    if (stopped != NULL) {
      g_auto (LabResultSight) sight = {NULL};

      lab_result_sight_init (&sight, folder);
      if (!lab_result_sight_finished (&sight) && check_place (folder, FALSE, stopped, NULL))
        return g_steal_pointer (&folder);
    }
  }
  lab_refuse (error, LAB_ERROR_FILE, "There are too many directories %s-2, %s-3, ... already.",
              path, path);
  return NULL;
}

LabResultSet *
lab_result_set_open (const char *out,
                     gboolean replace,
                     const LabResultOrigin *origin,
                     GError **error)
{
  g_autoptr (LabFolder) folder = NULL;
  LabResultSet *set;

  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (g_strv_contains (lab_result_set_indexes, origin->index), NULL);
  g_return_val_if_fail (g_strv_contains (origin->files, origin->index), NULL);

  folder = out != NULL ? lab_folder_open (out, error)
                       : open_free (LAB_RESULT_SET_DEFAULT, "", NULL, error);
  if (folder == NULL || !check_place (folder, replace, origin, error))
    return NULL;
  set = g_new0 (LabResultSet, 1);
  set->folder = g_steal_pointer (&folder);
  set->replace = replace;
  copy_origin (&set->origin, origin);
  set->names = g_ptr_array_new_with_free_func (g_free);
  set->contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return set;
}

void
lab_result_set_free (LabResultSet *set)
{
  if (set == NULL)
    return;
  lab_folder_close (set->folder);
  clear_origin (&set->origin);
  g_ptr_array_unref (set->names);
  g_ptr_array_unref (set->contents);
  g_free (set);
}

void
lab_result_set_add (LabResultSet *set, const char *name, GBytes *content)
{
  g_return_if_fail (set != NULL && content != NULL && !set->done);
  g_return_if_fail (g_strv_contains (set->origin.files, name));

  g_ptr_array_add (set->names, g_strdup (name));
  g_ptr_array_add (set->contents, g_bytes_ref (content));
}

void
lab_result_set_add_text (LabResultSet *set, const char *name, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  lab_result_set_add (set, name, content);
}

/* What makes the index an index; then it is a file like the others, the last. */
static void
add_index (LabResultSet *set, JsonNode *index, gboolean finished)
{
  JsonObject *object = json_node_get_object (index);
  JsonArray *files = json_array_new ();
  g_autofree char *made_by = g_strconcat (set->origin.command, " ", set->origin.words, NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < set->names->len; i++) {
    g_autoptr (LabFolderEntry) entry = lab_folder_entry_of_bytes (
        g_ptr_array_index (set->names, i), g_ptr_array_index (set->contents, i));
    JsonObject *file = json_object_new ();

    json_object_set_string_member (file, "name", entry->name);
    json_object_set_int_member (file, "size", (gint64)entry->size);
    json_object_set_string_member (file, "sha256", entry->sha256);
    json_array_add_object_element (files, file);
  }
  json_object_set_string_member (object, "made_by", made_by);
  if (set->origin.input != NULL)
    json_object_set_string_member (object, "input_sha256", set->origin.input);
  else
    json_object_set_null_member (object, "input_sha256");
  json_object_set_boolean_member (object, "finished", finished);
  json_object_set_array_member (object, "files", files);
  text = lab_json_text (index);
  g_ptr_array_add (set->names, g_strdup (set->origin.index));
  g_ptr_array_add (set->contents, g_bytes_new (text, strlen (text)));
}

/* Whether the files may take the place of what sight shows. */
static gboolean
may_take_place (const LabResultSet *set, const LabResultSight *sight, gboolean finished)
{
  if (!finished && lab_result_sight_finished (sight))
    return FALSE;
  if (!set->replace && lab_result_sight_other (sight, &set->origin) != NULL)
    return FALSE;
  return find_in_the_way (set->folder, sight, (const char *const *)set->names->pdata,
                          set->names->len) == NULL;
}

/* Another folder, where the files do no harm: beside the first, or, where none can be made there, in
 * it. */
static gboolean
move_away (LabResultSet *set, gboolean finished, char **notice, GError **error)
{
  const char *path = lab_folder_path (set->folder);
  const LabResultOrigin *stopped = finished ? NULL : &set->origin;
  const char *ending = finished ? "-kept" : "-stopped";
  LabFolder *folder = open_free (path, ending, stopped, NULL);

  if (folder == NULL) {
    g_autofree char *inside = g_build_filename (path, finished ? "kept" : "stopped", NULL);

    folder = open_free (inside, "", stopped, error);
  }
  if (folder == NULL)
    return FALSE;
  if (notice != NULL)
    *notice = finished
                  ? g_strdup_printf ("What lies in %s has changed meanwhile and stays as it is; "
                                     "the results are in %s.",
                                     path, lab_folder_path (folder))
                  : g_strdup_printf ("The finished results in %s stay as they are; what was "
                                     "measured before the stop is in %s.",
                                     path, lab_folder_path (folder));
  lab_folder_close (set->folder);
  set->folder = folder;
  return TRUE;
}

gboolean
lab_result_set_commit (LabResultSet *set,
                       JsonNode *index,
                       gboolean finished,
                       char **notice,
                       GError **error)
{
  g_auto (LabResultSight) sight = {NULL};

  g_return_val_if_fail (set != NULL && !set->done && JSON_NODE_HOLDS_OBJECT (index), FALSE);

  set->done = TRUE;
  if (notice != NULL)
    *notice = NULL;
  add_index (set, index, finished);
  lab_result_sight_init (&sight, set->folder);
  if (!may_take_place (set, &sight, finished)) {
    if (!move_away (set, finished, notice, error))
      return FALSE;
    lab_result_sight_clear (&sight);
    lab_result_sight_init (&sight, set->folder);
  }
  return lab_folder_replace (set->folder, (const char *const *)set->names->pdata,
                             (GBytes *const *)set->contents->pdata, set->names->len, sight.entries,
                             error);
}

const char *
lab_result_set_place (const LabResultSet *set)
{
  return lab_folder_path (set->folder);
}

char *
lab_result_set_names (const LabResultSet *set)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; set->origin.files[i] != NULL; i++)
    if (g_ptr_array_find_with_equal_func (set->names, set->origin.files[i], g_str_equal, NULL))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", set->origin.files[i]);
  return g_string_free (text, FALSE);
}
