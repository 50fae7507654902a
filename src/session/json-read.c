/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/json-read.h"

#include <math.h>

/* Deeper texts are none of this program's. */
#define DEEPEST 32

/* A parser that calls itself for each level has no use for a million of them. */
static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (const char *end = text + length; text < end; text++) {
    if (in_string && *text == '\\' && text + 1 < end)
      text++;
    else if (*text == '"')
      in_string = !in_string;
    else if (!in_string && (*text == '{' || *text == '['))
      depth++;
    else if (!in_string && (*text == '}' || *text == ']') && depth > 0)
      depth--;
    if (depth > DEEPEST)
      return FALSE;
  }
  return TRUE;
}

JsonObject *
lab_json_read_document (JsonParser *parser, const char *text, gsize length)
{
  JsonNode *root;

  if (length == 0 || length > G_MAXSSIZE || !is_shallow (text, length) ||
      !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonNode *
value_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
lab_json_read_text (JsonObject *object, const char *name)
{
  JsonNode *node = value_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

JsonObject *
lab_json_read_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
lab_json_read_array (JsonObject *object, const char *name, guint most)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  return array != NULL && json_array_get_length (array) <= most ? array : NULL;
}

JsonObject *
lab_json_read_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
lab_json_read_integer (JsonObject *object, const char *name, guint64 most, guint64 *value)
{
  JsonNode *node = value_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64 ||
      json_node_get_int (node) < 0 || (guint64)json_node_get_int (node) > most)
    return FALSE;
  *value = (guint64)json_node_get_int (node);
  return TRUE;
}

gboolean
lab_json_read_real (JsonObject *object, const char *name, double *value)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = lab_json_read_text (object, name);

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    *value = NAN;
  else if (g_strcmp0 (text, "inf") == 0)
    *value = INFINITY;
  else if (g_strcmp0 (text, "-inf") == 0)
    *value = -INFINITY;
  else if (value_member (object, name) != NULL && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  else
    return FALSE;
  return TRUE;
}
