/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/numbers.h"

#include "core/error.h"

#include <math.h>
#include <string.h>

static guint
find_key (const LabNumberKey *keys, const char *name, gsize length)
{
  guint i = 0;

  while (keys[i].key != NULL &&
         (strlen (keys[i].key) != length || strncmp (keys[i].key, name, length) != 0))
    i++;
  return i;
}

/* The keys' names, separated by commas; free with g_free(). */
static char *
number_key_names (const LabNumberKey *keys)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; keys[i].key != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", keys[i].key);
  return g_string_free (names, FALSE);
}

char *
lab_number_key_preset (const LabNumberKey *key)
{
  if ((key->flags & LAB_NUMBER_CHOICE) == 0)
    return g_strdup (key->preset);
  return g_strndup (key->preset, strcspn (key->preset, ","));
}

/* "one of a, b" */
static char *
choice_range (const LabNumberKey *key)
{
  g_auto (GStrv) choices = g_strsplit (key->preset, ",", 0);
  g_autofree char *names = g_strjoinv (", ", choices);

  return g_strconcat ("one of ", names, NULL);
}

char *
lab_number_key_range (const LabNumberKey *key)
{
  GString *range;
  const char *kind = (key->flags & LAB_NUMBER_WHOLE) != 0 ? "whole number" : "number";

  if ((key->flags & LAB_NUMBER_CHOICE) != 0)
    return choice_range (key);
  range = g_string_new (NULL);
  if ((key->flags & LAB_NUMBER_LIST) != 0)
    g_string_append_printf (range, "at most %d %ss, separated by commas, each ",
                            LAB_NUMBERS_LIST_MAX, kind);
  else
    g_string_append_printf (range, "a %s ", kind);
  if ((key->flags & LAB_NUMBER_MINIMUM_EXCLUDED) != 0)
    g_string_append_printf (range, "greater than %.15g and at most %.15g", key->minimum,
                            key->maximum);
  else
    g_string_append_printf (range, "from %.15g to %.15g", key->minimum, key->maximum);
  if ((key->flags & LAB_NUMBER_MAY_BE_INFINITE) != 0)
    g_string_append (range, ", or inf");
  return g_string_free (range, FALSE);
}

/* A whole text as a number without blanks: "0.5", "1e6", "1/7". */
static gboolean
read_number (const char *text, double *value)
{
  char *end;

  if (*text == '\0' || g_ascii_isspace (*text))
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  if (end != text && *end == '/' && !g_ascii_isspace (end[1])) {
    const char *divisor = end + 1;

    *value /= g_ascii_strtod (divisor, &end);
    if (end == divisor)
      return FALSE;
  }
  return end != text && *end == '\0';
}

static gboolean
is_allowed (const LabNumberKey *key, double value)
{
  if (isinf (value))
    return value > 0.0 && (key->flags & LAB_NUMBER_MAY_BE_INFINITE) != 0;
  if ((key->flags & LAB_NUMBER_WHOLE) != 0 && value != floor (value))
    return FALSE;
  if ((key->flags & LAB_NUMBER_MINIMUM_EXCLUDED) != 0 && value == key->minimum)
    return FALSE;
  return value >= key->minimum && value <= key->maximum;
}

/* The place of a word among the choices. */
static gboolean
read_choice (const LabNumberKey *key, const char *text, double *value)
{
  g_auto (GStrv) choices = g_strsplit (key->preset, ",", 0);
  guint i = 0;

  while (choices[i] != NULL && !g_str_equal (choices[i], text))
    i++;
  *value = i;
  return choices[i] != NULL;
}

static gboolean
read_value (const LabNumberKey *key, const char *text, double *value)
{
  return (key->flags & LAB_NUMBER_CHOICE) != 0
             ? read_choice (key, text, value)
             : read_number (text, value) && is_allowed (key, *value);
}

/* NULL where one of the values is none of those that are allowed. */
static GArray *
read_values (const LabNumberKey *key, const char *text)
{
  gboolean is_list = (key->flags & LAB_NUMBER_LIST) != 0;
  g_auto (GStrv) parts = g_strsplit (text, ",", is_list ? LAB_NUMBERS_LIST_MAX + 1 : 1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; parts[i] != NULL; i++) {
    double value;

    if (!read_value (key, parts[i], &value))
      return NULL;
    g_array_append_val (values, value);
  }
  return values->len > 0 ? g_steal_pointer (&values) : NULL;
}

static gboolean
set_word (LabNumbers *numbers, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *allowed = NULL;
  guint i;

  if (equals == NULL || equals == word)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "“%s” is not a KEY=VALUE word, such as %s=2.", word, numbers->keys[0].key);
  i = find_key (numbers->keys, word, (gsize)(equals - word));
  if (numbers->keys[i].key == NULL) {
    allowed = number_key_names (numbers->keys);
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s: %.*s is not a key of this command; its keys are %s (see --help).", word,
                       (int)(equals - word), word, allowed);
  }
  if (numbers->given[i])
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE, "%s: %s is given twice; once is allowed.",
                       word, numbers->keys[i].key);
  numbers->given[i] = TRUE;
  numbers->values[i] = read_values (&numbers->keys[i], equals + 1);
  if (numbers->values[i] != NULL)
    return TRUE;
  allowed = lab_number_key_range (&numbers->keys[i]);
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE, "%s: %s must be %s.", word,
                     numbers->keys[i].key, allowed);
}

gboolean
lab_numbers_parse (const LabNumberKey *keys,
                   const char *const *words,
                   LabNumbers *numbers,
                   GError **error)
{
  g_return_val_if_fail (keys != NULL && words != NULL && numbers != NULL, FALSE);

  *numbers = (LabNumbers){.keys = keys};
  for (guint w = 0; words[w] != NULL; w++)
    if (!set_word (numbers, words[w], error)) {
      lab_numbers_clear (numbers);
      return FALSE;
    }
  for (guint i = 0; keys[i].key != NULL; i++) {
    g_assert (i < LAB_NUMBERS_MAX);
    if (numbers->values[i] == NULL && keys[i].preset != NULL) {
      g_autofree char *preset = lab_number_key_preset (&keys[i]);

      numbers->values[i] = read_values (&keys[i], preset);
    }
  }
  return TRUE;
}

void
lab_numbers_clear (LabNumbers *numbers)
{
  for (guint i = 0; i < LAB_NUMBERS_MAX; i++)
    g_clear_pointer (&numbers->values[i], g_array_unref);
}

const GArray *
lab_numbers_list (const LabNumbers *numbers, const char *key)
{
  guint i = find_key (numbers->keys, key, strlen (key));

  g_return_val_if_fail (numbers->keys[i].key != NULL, NULL);
  return numbers->values[i];
}

double
lab_numbers_get (const LabNumbers *numbers, const char *key)
{
  const GArray *values = lab_numbers_list (numbers, key);

  return values != NULL ? g_array_index (values, double, 0) : NAN;
}

gboolean
lab_numbers_is_given (const LabNumbers *numbers, const char *key)
{
  guint i = find_key (numbers->keys, key, strlen (key));

  g_return_val_if_fail (numbers->keys[i].key != NULL, FALSE);
  return numbers->given[i];
}

char *
lab_numbers_to_text (const LabNumbers *numbers)
{
  GString *text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; numbers->keys[i].key != NULL; i++) {
    if (numbers->values[i] == NULL)
      continue;
    g_string_append_printf (text, "%s%s=", text->len > 0 ? " " : "", numbers->keys[i].key);
    if ((numbers->keys[i].flags & LAB_NUMBER_CHOICE) != 0) {
      g_auto (GStrv) choices = g_strsplit (numbers->keys[i].preset, ",", 0);

      g_string_append (text, choices[(guint)g_array_index (numbers->values[i], double, 0)]);
      continue;
    }
    for (guint k = 0; k < numbers->values[i]->len; k++)
      g_string_append_printf (
          text, "%s%s", k > 0 ? "," : "",
          g_ascii_dtostr (buffer, sizeof buffer, g_array_index (numbers->values[i], double, k)));
  }
  return g_string_free (text, FALSE);
}
