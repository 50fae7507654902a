/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that results were made from: when two lines of KEY=VALUE ask for the same. */
#include "session/result-set-private.h"

#include <string.h>

/* In a sentence; of more the number is told. */
#define MOST_DIFFERENCES 4

/* The values by key. A key that stands there again is another one ("points" of a command and of an
 * experiment): it is told from the first by its number. */
static GHashTable *
values_of (const char *words)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    const char *equals = strchr (list[i], '=');
    g_autofree char *key = NULL;

    if (equals == NULL)
      continue;
    key = g_strndup (list[i], (gsize)(equals - list[i]));
    for (guint count = 2; g_hash_table_contains (values, key); count++) {
      g_free (key);
      key = g_strdup_printf ("%.*s(%u)", (int)(equals - list[i]), list[i], count);
    }
    g_hash_table_insert (values, g_steal_pointer (&key), g_strdup (equals + 1));
  }
  return values;
}

/* As text, or as numbers that are spelled in another way. */
static gboolean
is_same_value (const char *a, const char *b)
{
  char *end_a, *end_b;

  if (g_str_equal (a, b))
    return TRUE;
  const double x = g_ascii_strtod (a, &end_a);
  const double y = g_ascii_strtod (b, &end_b);

  return end_a != a && end_b != b && *end_a == '\0' && *end_b == '\0' && x == y;
}

typedef struct
{
  GHashTable *found, *asked, *presets;
} Lines;

static const char *
value_in (const Lines *lines, GHashTable *line, const char *key)
{
  const char *value = g_hash_table_lookup (line, key);

  if (value == NULL)
    value = g_hash_table_lookup (lines->presets, key);
  return value != NULL ? value : "";
}

static void
append_difference (GString *text, const Lines *lines, const char *key, guint *count)
{
  const char *found = value_in (lines, lines->found, key);
  const char *asked = value_in (lines, lines->asked, key);

  if (is_same_value (found, asked))
    return;
  if (++*count <= MOST_DIFFERENCES)
    g_string_append_printf (text, "%s %s=%s instead of %s=%s", *count > 1 ? "," : "with", key,
                            found, key, asked);
}

/* In the order of the words. */
static guint
append_differences (GString *text, const Lines *lines, const char *asked, const char *found)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *both = g_strconcat (asked, " ", found, NULL);
  g_auto (GStrv) list = g_strsplit (both, " ", -1);
  guint count = 0;

  for (guint i = 0; list[i] != NULL; i++) {
    char *equals = strchr (list[i], '=');

    if (equals == NULL)
      continue;
    *equals = '\0';
    if (g_hash_table_add (seen, g_strdup (list[i])))
      append_difference (text, lines, list[i], &count);
  }
  /* Of keys that stand there twice. */
  GHashTableIter iterator;
  gpointer key;
  g_hash_table_iter_init (&iterator, lines->asked);
  while (g_hash_table_iter_next (&iterator, &key, NULL))
    if (!g_hash_table_contains (seen, key))
      append_difference (text, lines, key, &count);
  return count;
}

static gboolean
is_of_command (const LabResultFound *found, const LabResultOrigin *origin)
{
  const gsize length = strlen (origin->command);

  return strncmp (found->made_by, origin->command, length) == 0 &&
         (found->made_by[length] == ' ' || found->made_by[length] == '\0');
}

/* The differences of words, and how many there are. */
static guint
compare (const LabResultFound *found, const LabResultOrigin *origin, GString *text)
{
  const char *words = strchr (found->made_by, ' ');
  /* As JSON holds them: a file's name may have any bytes. */
  g_autofree char *asked = g_utf8_make_valid (origin->words, -1);
  Lines lines;
  guint count;

  if (words == NULL) {
    g_string_append (text, "of an older version, which does not say from what");
    return 1;
  }
  lines = (Lines){values_of (words), values_of (asked), values_of (origin->presets)};
  count = append_differences (text, &lines, asked, words);
  g_hash_table_unref (lines.found);
  g_hash_table_unref (lines.asked);
  g_hash_table_unref (lines.presets);
  return count;
}

gboolean
lab_result_is_of (const LabResultFound *found, const LabResultOrigin *origin)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return is_of_command (found, origin) && g_strcmp0 (found->input, origin->input) == 0 &&
         compare (found, origin, text) == 0;
}

char *
lab_result_differences (const LabResultFound *found, const LabResultOrigin *origin)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint count;

  if (!is_of_command (found, origin)) {
    const char *end = strchr (found->made_by, ' ');

    return g_strdup_printf (
        "scaling-lab %.*s",
        (int)(end != NULL ? end - found->made_by : (glong)strlen (found->made_by)), found->made_by);
  }
  g_string_append_printf (text, "scaling-lab %s ", origin->command);
  count = compare (found, origin, text);
  if (count > MOST_DIFFERENCES)
    g_string_append_printf (text, " and %u more", count - MOST_DIFFERENCES);
  if (count == 0)
    g_string_append (text, "on another content of the file that it reads");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
