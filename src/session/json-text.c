/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/json-text.h"
#include "session/json-text-testing.h"

#include <math.h>
#include <string.h>

#define INDENT 2

static void append_node (GString *text, JsonNode *node, guint level);

void
lab_json_append (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value)) {
    g_string_append (text, "null");
    return;
  }
  g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  g_string_append (text, buffer);
  /* Readers tell by it that this is no integer; the sign of -0 depends on it. */
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
append_character (GString *text, gunichar character)
{
  switch (character) {
  case '"':
  case '\\':
    g_string_append_c (text, '\\');
    g_string_append_unichar (text, character);
    break;
  case '\n':
    g_string_append (text, "\\n");
    break;
  case '\r':
    g_string_append (text, "\\r");
    break;
  case '\t':
    g_string_append (text, "\\t");
    break;
  default:
    if (g_unichar_iscntrl (character))
      g_string_append_printf (text, "\\u%04x", character);
    else
      g_string_append_unichar (text, character);
  }
}

static void
append_string (GString *text, const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *place = valid; *place != '\0'; place = g_utf8_next_char (place))
    append_character (text, g_utf8_get_char (place));
  g_string_append_c (text, '"');
}

static void
append_value (GString *text, JsonNode *node)
{
  switch (json_node_get_value_type (node)) {
  case G_TYPE_INT64:
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
    break;
  case G_TYPE_BOOLEAN:
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
    break;
  case G_TYPE_DOUBLE:
    lab_json_append (text, json_node_get_double (node));
    break;
  case G_TYPE_STRING:
    append_string (text, json_node_get_string (node));
    break;
  default:
    g_return_if_reached ();
  }
}

static void
append_line_end (GString *text, guint level)
{
  g_string_append_printf (text, "\n%*s", (int)(level * INDENT), "");
}

static void
append_object (GString *text, JsonObject *object, guint level)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iterator, object);
  while (json_object_iter_next_ordered (&iterator, &name, &member)) {
    if (!first)
      g_string_append_c (text, ',');
    first = FALSE;
    append_line_end (text, level + 1);
    append_string (text, name);
    g_string_append (text, " : ");
    append_node (text, member, level + 1);
  }
  if (!first)
    append_line_end (text, level);
  g_string_append_c (text, '}');
}

static void
append_array (GString *text, JsonArray *array, guint level)
{
  const guint count = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_line_end (text, level + 1);
    append_node (text, json_array_get_element (array, i), level + 1);
  }
  if (count > 0)
    append_line_end (text, level);
  g_string_append_c (text, ']');
}

static void
append_node (GString *text, JsonNode *node, guint level)
{
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    append_object (text, json_node_get_object (node), level);
    break;
  case JSON_NODE_ARRAY:
    append_array (text, json_node_get_array (node), level);
    break;
  case JSON_NODE_VALUE:
    append_value (text, node);
    break;
  case JSON_NODE_NULL:
    g_string_append (text, "null");
    break;
  }
}

char *
lab_json_text (JsonNode *node)
{
  GString *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = g_string_new (NULL);
  append_node (text, node, 0);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
