/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments as text: KEY=VALUE words in and out, in the C locale.
 *
 * Numbers are read strictly: the whole text, digits only (no "inf", "nan", hexadecimal or blanks),
 * and written with the fewest digits that read back as the same number. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/shown.h"
#include "experiment/language.h"

static guint64
integer_maximum (const LabKey *key)
{
  /* The double nearest to the largest signed 64-bit number lies one above it. */
  return key->maximum >= (double)G_MAXINT64 ? (guint64)G_MAXINT64 : (guint64)key->maximum;
}

/* The fewest digits that read back the same. buffer: G_ASCII_DTOSTR_BUF_SIZE. */
static const char *
format_real (char *buffer, double value)
{
  for (int digits = 15; digits <= 17; digits++) {
    char format[8];
    g_snprintf (format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value);
    if (g_ascii_strtod (buffer, NULL) == value)
      break;
  }
  return buffer;
}

char *
lab_experiment_key_range (const LabKey *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
  switch (key->type) {
  case LAB_KEY_INTEGER:
    g_snprintf (low, sizeof low, "%" G_GUINT64_FORMAT, (guint64)key->minimum);
    g_snprintf (high, sizeof high, "%" G_GUINT64_FORMAT, integer_maximum (key));
    return g_strdup_printf (_ ("a whole number from %s to %s"), low, high);
  case LAB_KEY_REAL:
    format_real (low, key->minimum);
    format_real (high, key->maximum);
    if (key->automatic != NULL)
      return g_strdup_printf (_ ("auto, or a number from %s to %s"), low, high);
    if (key->minimum_excluded)
      return g_strdup_printf (_ ("a number greater than %s and at most %s"), low, high);
    return g_strdup_printf (_ ("a number from %s to %s"), low, high);
  case LAB_KEY_CHOICE: {
    g_autofree char *choices = g_strjoinv (", ", (char **)key->choices);
    return g_strdup_printf (_ ("one of %s"), choices);
  }
  case LAB_KEY_TEXT:
    return g_strdup (g_str_equal (key->key, "points")   ? _ ("the name of a file")
                     : g_str_equal (key->key, "labels") ? _ ("auto, none, last, a name or a number")
                                                        : _ ("one of common, columns"));
  case LAB_KEY_NAME:
    return g_strdup (g_str_equal (key->key, "corpus")
                         ? _ ("the name of a language, a text, a file or a folder")
                         : _ ("the name of a text, a file or a folder"));
  case LAB_KEY_GRID:
    break;
  }
  return g_strdup_printf (
      _ ("auto, or at most %d whole numbers in ascending order, separated by commas"),
      LAB_GRID_MAX);
}

static gboolean
parse_integer (const LabKey *key, const char *text, gpointer field)
{
  guint64 value;
  if (!g_ascii_string_to_unsigned (text, 10, (guint64)key->minimum, integer_maximum (key), &value,
                                   NULL))
    return FALSE;
  if (key->size == sizeof (guint64))
    *(guint64 *)field = value;
  else
    *(guint *)field = (guint)value;
  return TRUE;
}

static gboolean
parse_real (const LabKey *key, const char *text, gpointer field)
{
  if (key->automatic != NULL && g_str_equal (text, "auto")) {
    *(double *)field = LAB_AUTOMATIC;
    return TRUE;
  }
  if (*text == '\0' || strspn (text, "0123456789+-.eE") != strlen (text))
    return FALSE;
  char *end;
  double value = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (value) || value > key->maximum)
    return FALSE;
  if (key->minimum_excluded ? value <= key->minimum : value < key->minimum)
    return FALSE;
  *(double *)field = value + 0.0; /* -0 becomes 0: equal experiments, equal bytes */
  return TRUE;
}

static gboolean
parse_choice (const LabKey *key, const char *text, gpointer field)
{
  for (guint i = 0; key->choices[i] != NULL; i++) {
    if (g_str_equal (key->choices[i], text)) {
      *(guint *)field = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* A value of the axis's key, greater than zero; its range is looked at with the whole experiment. */
static gboolean
parse_grid_value (const LabKey *key, const char *text, double *value)
{
  LabKey positive = {.type = key->type, .minimum_excluded = TRUE, .maximum = G_MAXDOUBLE};
  guint64 whole;

  if (key->type != LAB_KEY_INTEGER)
    return parse_real (&positive, text, value);
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &whole, NULL))
    return FALSE;
  *value = (double)whole;
  return TRUE;
}

static gboolean
parse_grid (const char *text, LabExperiment *experiment)
{
  const LabKey *key = lab_experiment_find_key (lab_axis (experiment->sweep)->key);
  double grid[LAB_GRID_MAX] = {0};
  guint length = 0;
  if (!g_str_equal (text, "auto")) {
    g_auto (GStrv) words = g_strsplit (text, ",", LAB_GRID_MAX + 1);
    length = g_strv_length (words);
    if (length == 0 || length > LAB_GRID_MAX)
      return FALSE;
    for (guint i = 0; i < length; i++)
      if (!parse_grid_value (key, words[i], &grid[i]) || (i > 0 && grid[i] <= grid[i - 1]))
        return FALSE;
  }
  experiment->grid_length = length;
  memcpy (experiment->grid, grid, sizeof grid);
  return TRUE;
}

/* Of a key of a file's points. */
static const char *
text_of (const LabPointSet *points, const char *key)
{
  if (g_str_equal (key, "points"))
    return points != NULL ? points->path : "";
  if (g_str_equal (key, "labels"))
    return points != NULL ? points->labels : "auto";
  return lab_scaling_names[points != NULL ? points->scaling : LAB_SCALING_COMMON];
}

static gboolean
set_text (LabExperiment *experiment, const char *key, const char *value, GError **error)
{
  /* As it is, or as results spell it. */
  g_autofree char *encoded = lab_percent_encoded (text_of (experiment->points, key));
  if (g_str_equal (value, text_of (experiment->points, key)) || g_str_equal (value, encoded))
    return TRUE;
  if (g_str_equal (key, "points") && *value == '\0') {
    lab_experiment_take_points (experiment, NULL);
    return TRUE;
  }
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               g_str_equal (key, "points")
                   ? _ ("%s=%s: the points of a file can only be taken by opening it")
                   : _ ("%s=%s: this goes with points=FILE, which must then be opened anew"),
               key, value);
  return FALSE;
}

gboolean
lab_experiment_set (LabExperiment *experiment, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (experiment != NULL && key != NULL && value != NULL, FALSE);

  const LabKey *found = lab_experiment_find_key (key);
  if (found == NULL) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_UNKNOWN_KEY,
                 _ ("%s=%s: there is no key “%s”; “scaling-lab --help” lists them"), key, value,
                 key);
    return FALSE;
  }

  const LabKey own = lab_experiment_key_of (experiment, found);
  gpointer field = (char *)experiment + found->offset;
  gboolean understood = FALSE;
  switch (found->type) {
  case LAB_KEY_INTEGER:
    understood = parse_integer (&own, value, field);
    break;
  case LAB_KEY_REAL:
    understood = parse_real (found, value, field);
    break;
  case LAB_KEY_CHOICE:
    understood = parse_choice (found, value, field);
    break;
  case LAB_KEY_GRID:
    understood = parse_grid (value, experiment);
    break;
  case LAB_KEY_TEXT:
    return set_text (experiment, key, value, error);
  case LAB_KEY_NAME:
    return lab_language_set_name (experiment, key, value, error);
  }
  if (!understood) {
    g_autofree char *range = lab_experiment_key_range (&own);
    /* Translators: KEY=VALUE: KEY must be "a whole number from 1 to 32". */
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, _ ("%s=%s: %s must be %s"), key, value,
                 key, range);
  }
  return understood;
}

static char *
print_grid (const LabExperiment *experiment)
{
  if (experiment->grid_length == 0)
    return g_strdup ("auto");
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < MIN (experiment->grid_length, LAB_GRID_MAX); i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ",",
                            format_real (buffer, experiment->grid[i]));
  return g_string_free (text, FALSE);
}

static guint64
read_integer (const LabKey *key, gconstpointer field)
{
  return key->size == sizeof (guint64) ? *(const guint64 *)field : *(const guint *)field;
}

char *
lab_experiment_get (const LabExperiment *experiment, const char *key)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, NULL);
  const LabKey *found = lab_experiment_find_key (key);
  g_return_val_if_fail (found != NULL, NULL);

  gconstpointer field = (const char *)experiment + found->offset;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  switch (found->type) {
  case LAB_KEY_REAL:
    if (found->automatic != NULL && *(const double *)field == LAB_AUTOMATIC)
      return g_strdup ("auto");
    return g_strdup (format_real (buffer, *(const double *)field));
  case LAB_KEY_GRID:
    return print_grid (experiment);
  case LAB_KEY_TEXT:
    return g_strdup (text_of (experiment->points, key));
  case LAB_KEY_NAME:
    return lab_language_get_name (experiment, key);
  case LAB_KEY_CHOICE:
    if (read_integer (found, field) < g_strv_length ((char **)found->choices))
      return g_strdup (found->choices[read_integer (found, field)]);
    break; /* no such choice: its number, which lab_experiment_check() will name */
  case LAB_KEY_INTEGER:
    break;
  }
  return g_strdup_printf ("%" G_GUINT64_FORMAT, read_integer (found, field));
}

double
lab_experiment_get_number (const LabExperiment *experiment, const char *key)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, NAN);
  const LabKey *found = lab_experiment_find_key (key);
  g_return_val_if_fail (found != NULL && found->type < LAB_KEY_GRID, NAN);

  gconstpointer field = (const char *)experiment + found->offset;
  if (found->type == LAB_KEY_REAL)
    return found->automatic != NULL && *(const double *)field == LAB_AUTOMATIC
               ? found->automatic (experiment)
               : *(const double *)field;
  return (double)read_integer (found, field);
}

gboolean
lab_experiment_set_number (LabExperiment *experiment, const char *key, double value, GError **error)
{
  g_return_val_if_fail (experiment != NULL && key != NULL, FALSE);

  const LabKey *found = lab_experiment_find_key (key);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  format_real (text, value);
  if (found != NULL && found->type == LAB_KEY_CHOICE) {
    guint count = g_strv_length ((char **)found->choices);
    if (value >= 0.0 && value < count && value == floor (value))
      return lab_experiment_set (experiment, key, found->choices[(guint)value], error);
  } else if (found != NULL && found->type == LAB_KEY_INTEGER && value == floor (value) &&
             fabs (value) <= lab_experiment_key_of (experiment, found).maximum) {
    g_ascii_formatd (text, sizeof text, "%.0f", value);
  }
  return lab_experiment_set (experiment, key, text, error);
}

char *
lab_experiment_to_text (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < count; i++) {
    g_autofree char *value = lab_experiment_get (experiment, keys[i].key);
    g_autofree char *escaped = keys[i].type == LAB_KEY_TEXT || keys[i].type == LAB_KEY_NAME
                                   ? lab_percent_encoded (value)
                                   : g_strdup (value);
    if (g_strcmp0 (value, keys[i].unsaid) != 0 &&
        lab_experiment_key_use (experiment, keys[i].key, NULL) != LAB_KEY_REPLACED)
      g_string_append_printf (text, "%s%s=%s", i == 0 ? "" : " ", keys[i].key, escaped);
  }
  return g_string_free (text, FALSE);
}
