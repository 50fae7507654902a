/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which results lie in a folder. */
#include "session/json-read.h"
#include "session/result-set-private.h"

#include <string.h>

/* Larger files are no index. */
#define INDEX_MOST (64 * 1024 * 1024)

/* Of points.csv: its first comments. */
#define HEAD_MOST 16384

#define TITLE "# Scaling Lab "

const char *const lab_result_set_indexes[] = {"fits.json", "kernel.json", "compare.json", NULL};

static void
found_free (LabResultFound *found)
{
  g_free (found->made_by);
  g_free (found->input);
  g_free (found);
}

static void
add_found (LabResultSight *sight, const char *made_by, const char *input, gboolean finished)
{
  LabResultFound *found = g_new0 (LabResultFound, 1);

  found->made_by = g_strdup (made_by);
  found->input = g_strdup (input);
  found->finished = finished;
  g_ptr_array_add (sight->found, found);
}

/* As the file is now. */
static void
add_entry (LabResultSight *sight, const LabFolder *folder, const char *name)
{
  LabFolderEntry *entry = lab_folder_look (folder, name);

  if (entry != NULL)
    g_ptr_array_add (sight->entries, entry);
}

/* The object in a file of JSON, or NULL; it belongs to parser. */
static JsonObject *
read_object (const LabFolder *folder, const char *name, JsonParser *parser)
{
  gsize length;
  g_autofree char *text = lab_folder_read (folder, name, INDEX_MOST, &length);

  return text != NULL ? lab_json_read_document (parser, text, length) : NULL;
}

static void
add_listed (LabResultSight *sight, JsonArray *files)
{
  for (guint i = 0; i < json_array_get_length (files); i++) {
    JsonNode *node = json_array_get_element (files, i);
    JsonObject *file = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *name = file != NULL ? lab_json_read_text (file, "name") : NULL;
    const char *sha256 = file != NULL ? lab_json_read_text (file, "sha256") : NULL;
    JsonNode *size = file != NULL ? json_object_get_member (file, "size") : NULL;

    if (name != NULL && sha256 != NULL && size != NULL &&
        json_node_get_value_type (size) == G_TYPE_INT64 && json_node_get_int (size) >= 0)
      g_ptr_array_add (sight->entries,
                       lab_folder_entry_new (name, (guint64)json_node_get_int (size), sha256));
  }
}

/* Results with a list; FALSE where the index holds none. */
static gboolean
see_index (LabResultSight *sight, const LabFolder *folder, const char *index, JsonObject *object)
{
  const char *made_by = lab_json_read_text (object, "made_by");
  JsonNode *files = json_object_get_member (object, "files");
  JsonNode *finished = json_object_get_member (object, "finished");

  if (made_by == NULL || files == NULL || !JSON_NODE_HOLDS_ARRAY (files) || finished == NULL ||
      json_node_get_value_type (finished) != G_TYPE_BOOLEAN)
    return FALSE;
  add_found (sight, made_by, lab_json_read_text (object, "input_sha256"),
             json_node_get_boolean (finished));
  add_listed (sight, json_node_get_array (files));
  add_entry (sight, folder, index);
  return TRUE;
}

/* What follows "# NAME: " in one of the comments; NULL without. */
static char *
comment (char *const *lines, const char *name)
{
  g_autofree char *start = g_strdup_printf ("# %s: ", name);

  for (guint i = 0; lines[i] != NULL && *lines[i] == '#'; i++)
    if (g_str_has_prefix (lines[i], start))
      return g_strdup (lines[i] + strlen (start));
  return NULL;
}

static gboolean
has_title (const LabFolder *folder, const char *name)
{
  gsize length;
  g_autofree char *head = lab_folder_read (folder, name, strlen (TITLE), &length);

  return head != NULL && g_str_equal (head, TITLE);
}

/* Of an older version: points.csv says from what it was made, and how far that came. */
static void
see_points (LabResultSight *sight, const LabFolder *folder)
{
  static const char *const tables[] = {"ridge.csv", "tangent.csv"};
  gsize length;
  g_autofree char *head = lab_folder_read (folder, "points.csv", HEAD_MOST, &length);
  g_auto (GStrv) lines = g_strsplit (head != NULL ? head : "", "\n", -1);
  g_autofree char *words = comment (lines, "experiment");
  g_autofree char *input = comment (lines, "sha256 of the file");
  g_autofree char *runs = comment (lines, "runs");
  g_autofree char *made_by = words != NULL ? g_strconcat ("run ", words, NULL) : NULL;

  if (made_by == NULL || !has_title (folder, "points.csv"))
    return;
  add_found (sight, made_by, input,
             runs == NULL || g_str_has_suffix (runs, " stopped 0, not measured 0"));
  add_entry (sight, folder, "points.csv");
  add_entry (sight, folder, "chart.svg");
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (has_title (folder, tables[i]))
      add_entry (sight, folder, tables[i]);
}

static gboolean
has_members (JsonObject *object, const char *first, const char *second)
{
  return object != NULL && json_object_has_member (object, first) &&
         json_object_has_member (object, second);
}

/* Of an older version, without a list. object: of the index, or NULL. */
static void
see_older (LabResultSight *sight, const LabFolder *folder, const char *index, JsonObject *object)
{
  if (g_str_equal (index, "fits.json")) {
    see_points (sight, folder);
    if (has_members (object, "program", "fits"))
      add_entry (sight, folder, index);
  } else if (g_str_equal (index, "kernel.json") &&
             has_members (object, "experiment", "eigenvalues")) {
    add_found (sight, "kernel", NULL, TRUE);
    add_entry (sight, folder, index);
    add_entry (sight, folder, "kernel.csv");
  }
}

void
lab_result_sight_init (LabResultSight *sight, const LabFolder *folder)
{
  sight->found = g_ptr_array_new_with_free_func ((GDestroyNotify)found_free);
  sight->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_folder_entry_free);
  for (guint i = 0; lab_result_set_indexes[i] != NULL; i++) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    JsonObject *object = read_object (folder, lab_result_set_indexes[i], parser);

    if (object == NULL || !see_index (sight, folder, lab_result_set_indexes[i], object))
      see_older (sight, folder, lab_result_set_indexes[i], object);
  }
}

void
lab_result_sight_clear (LabResultSight *sight)
{
  g_clear_pointer (&sight->found, g_ptr_array_unref);
  g_clear_pointer (&sight->entries, g_ptr_array_unref);
}

gboolean
lab_result_sight_finished (const LabResultSight *sight)
{
  for (guint i = 0; i < sight->found->len; i++) {
    const LabResultFound *found = g_ptr_array_index (sight->found, i);

    if (found->finished)
      return TRUE;
  }
  return FALSE;
}

const LabResultFound *
lab_result_sight_other (const LabResultSight *sight, const LabResultOrigin *origin)
{
  for (guint i = 0; i < sight->found->len; i++) {
    const LabResultFound *found = g_ptr_array_index (sight->found, i);

    if (found->finished && !lab_result_is_of (found, origin))
      return found;
  }
  return NULL;
}
