/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a parameter lies on a slider, and how its value is typed and shown. */
#include "config.h"
#include "ui/controls/parameter-scale.h"

#include <glib/gi18n.h>

#include <float.h>
#include <math.h>
#include <string.h>

/* Ranges that are comfortable on two cores, within those of the vocabulary. */
static const struct
{
  const char *key;
  LabSpacing spacing;
  double minimum;
  double maximum;
  double step;
} comfortable[] = {
    {"d", LAB_SPACING_LINEAR, 1, 32, 1},
    {"width", LAB_SPACING_OCTAVE, 4, 256, 0},
    {"n", LAB_SPACING_OCTAVE, 64, 131072, 0},
    {"steps", LAB_SPACING_OCTAVE, 64, 16384, 0},
    {"batch", LAB_SPACING_OCTAVE, 8, 1024, 0},
    {"tokens", LAB_SPACING_OCTAVE, 1, 32, 0},
    {"heads", LAB_SPACING_OCTAVE, 1, 8, 0},
    {"beta", LAB_SPACING_LINEAR, 0.1, 2, 0.05},
    {"sigma", LAB_SPACING_LINEAR, 0, 2, 0.05},
    {"learning_rate", LAB_SPACING_DECADE, 1e-5, 1, 0},
    {"warm_up", LAB_SPACING_LINEAR, 0, 1, 0.05},
    {"final_rate", LAB_SPACING_LINEAR, 0, 1, 0.05},
    {"stable", LAB_SPACING_LINEAR, 0, 1, 0.05},
    {"weight_decay", LAB_SPACING_LINEAR, 0, 1, 0.05},
    {"head_scale", LAB_SPACING_DECADE, 0.1, 100, 0},
};

/* Mantissas within an octave and a decade. */
static const double octave_steps[] = {1, 1.25, 1.5, 1.75, 2};
static const double decade_steps[] = {1, 1.5, 2, 3, 5, 7, 10};

void
lab_parameter_scale_init (LabParameterScale *scale, const LabKey *key)
{
  g_return_if_fail (key != NULL);
  *scale = (LabParameterScale){
      .key = key,
      .spacing = LAB_SPACING_LINEAR,
      .minimum = key->minimum,
      .maximum = MIN (key->maximum, key->minimum + 31),
      .step = 1,
  };
  for (guint i = 0; i < G_N_ELEMENTS (comfortable); i++)
    if (g_str_equal (key->key, comfortable[i].key)) {
      scale->spacing = comfortable[i].spacing;
      scale->minimum = MAX (comfortable[i].minimum, key->minimum);
      scale->maximum = MIN (comfortable[i].maximum, key->maximum);
      scale->step = comfortable[i].step;
    }
}

static double
base_of (const LabParameterScale *scale)
{
  return scale->spacing == LAB_SPACING_OCTAVE ? 2 : 10;
}

static double
to_position (const LabParameterScale *scale, double value)
{
  if (scale->spacing == LAB_SPACING_LINEAR)
    return value;
  return log (value) / log (base_of (scale));
}

double
lab_parameter_scale_position (const LabParameterScale *scale, double value)
{
  return to_position (scale, CLAMP (value, scale->minimum, scale->maximum));
}

/* A value as the vocabulary can hold it: an integer where it must be one, free of the last bits
 * that arithmetic on decimal steps leaves behind. */
static double
tidy (const LabParameterScale *scale, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (scale->key->type == LAB_KEY_INTEGER)
    return round (value);
  g_ascii_formatd (text, sizeof text, "%.6g", value);
  return g_ascii_strtod (text, NULL);
}

static void
mantissas (const LabParameterScale *scale, const double **steps, guint *count)
{
  gboolean octave = scale->spacing == LAB_SPACING_OCTAVE;
  *steps = octave ? octave_steps : decade_steps;
  *count = octave ? G_N_ELEMENTS (octave_steps) : G_N_ELEMENTS (decade_steps);
}

static double
nearest_on_log (const LabParameterScale *scale, double value)
{
  double unit = pow (base_of (scale), floor (to_position (scale, value)));
  const double *steps;
  double nearest = unit;
  guint count;
  mantissas (scale, &steps, &count);
  for (guint i = 0; i < count; i++)
    if (fabs (log (steps[i] * unit / value)) < fabs (log (nearest / value)))
      nearest = steps[i] * unit;
  return nearest;
}

double
lab_parameter_scale_value (const LabParameterScale *scale, double position)
{
  double value;
  if (scale->spacing == LAB_SPACING_LINEAR)
    value = scale->minimum + round ((position - scale->minimum) / scale->step) * scale->step;
  else
    value = nearest_on_log (scale, pow (base_of (scale), position));
  return tidy (scale, CLAMP (value, scale->minimum, scale->maximum));
}

/* The neighbour on a log scale: the first step beyond value by more than a rounding. */
static double
neighbour_on_log (const LabParameterScale *scale, double value, int direction)
{
  double unit =
      pow (base_of (scale), floor (to_position (scale, value)) + (direction < 0 ? -1 : 0));
  double below = value;
  const double *steps;
  guint count;
  mantissas (scale, &steps, &count);
  for (guint octave = 0; octave < 3; octave++, unit *= base_of (scale))
    for (guint i = 0; i + 1 < count; i++) {
      double candidate = tidy (scale, steps[i] * unit);
      if (direction > 0 && candidate > value * (1 + 1e-9))
        return candidate;
      if (direction < 0 && candidate < value * (1 - 1e-9))
        below = candidate;
    }
  return below;
}

double
lab_parameter_scale_next (const LabParameterScale *scale,
                          double value,
                          int direction,
                          gboolean page)
{
  const LabKey *key = scale->key;
  double lowest =
      key->minimum > 0 || scale->spacing == LAB_SPACING_LINEAR ? key->minimum : scale->minimum;
  double next;

  if (key->type == LAB_KEY_REAL || g_str_equal (key->key, "d")) /* d = 0 is no value beside 1 */
    lowest = MAX (lowest, scale->minimum);
  if (scale->spacing == LAB_SPACING_LINEAR)
    next = value + direction * scale->step * (page ? 5 : 1);
  else if (page)
    next = direction > 0 ? value * base_of (scale) : value / base_of (scale);
  else
    next = neighbour_on_log (scale, MAX (value, DBL_MIN), direction);
  return tidy (scale, CLAMP (next, lowest, key->maximum));
}

static void
add_mark (const LabParameterScale *scale, LabScaleMark *mark, double value, gboolean labelled)
{
  mark->position = to_position (scale, value);
  mark->label[0] = '\0';
  if (!labelled)
    return;
  if (value >= 1024 && fmod (value, 1024) == 0)
    g_snprintf (mark->label, sizeof mark->label, "%gk", value / 1024);
  else
    g_snprintf (mark->label, sizeof mark->label, "%g", value);
}

guint
lab_parameter_scale_marks (const LabParameterScale *scale, LabScaleMark marks[32])
{
  guint count = 0;
  if (scale->spacing == LAB_SPACING_LINEAR && scale->key->type == LAB_KEY_INTEGER) {
    for (double value = 1; value <= scale->maximum; value *= 2)
      if (value >= scale->minimum)
        add_mark (scale, &marks[count++], value, value != 2);
  } else if (scale->spacing == LAB_SPACING_LINEAR) {
    for (double value = 0; value <= scale->maximum; value += 0.5)
      if (value >= scale->minimum)
        add_mark (scale, &marks[count++], value, TRUE);
  } else {
    double base = base_of (scale);
    int first = (int)ceil (to_position (scale, scale->minimum) - 1e-9);
    int last = (int)floor (to_position (scale, scale->maximum) + 1e-9);
    for (int exponent = first; exponent <= last && count < 32; exponent++)
      add_mark (scale, &marks[count++], pow (base, exponent), (exponent - first) % 2 == 0);
  }
  return count;
}

/* The vocabulary writes 0 for an ambient dimension that the program chooses, and for an intrinsic one
 * that it estimates. */
static gboolean
is_automatic (const LabKey *key, double value)
{
  return value == 0 && (g_str_equal (key->key, "D") || g_str_equal (key->key, "d"));
}

char *
lab_parameter_format (const LabKey *key, double value)
{
  if (is_automatic (key, value))
    /* Translators: a value that the program chooses by itself; a short word. */
    return g_strdup (_ ("auto"));
  if (key->type == LAB_KEY_INTEGER)
    return g_strdup_printf ("%'.0f", value);
  return g_strdup_printf ("%.4g", value);
}

/* A separator between groups of three digits: a mark followed by exactly three digits. */
static gboolean
is_grouping (const char *text)
{
  const char *after = g_utf8_next_char (text);
  gunichar mark = g_utf8_get_char (text);
  if (mark != ',' && mark != '.' && mark != '\'' && !g_unichar_isspace (mark) && mark != 0x2019)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isdigit (after[i]))
      return FALSE;
  return !g_ascii_isdigit (after[3]);
}

static char *
normalise (const LabKey *key, const char *text)
{
  GString *plain = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gboolean inside = plain->len > 0 && g_ascii_isdigit (plain->str[plain->len - 1]);
    if (key->type == LAB_KEY_INTEGER && inside && is_grouping (at))
      continue;
    if (*at == ',')
      g_string_append_c (plain, '.');
    else if (g_utf8_get_char (at) == 0x2212)
      g_string_append_c (plain, '-');
    else
      g_string_append_unichar (plain, g_utf8_get_char (at));
  }
  return g_strstrip (g_string_free (plain, FALSE));
}

char *
lab_parameter_parse (const LabKey *key, const char *text)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *plain = normalise (key, text);
  char *end = NULL;
  double value = g_ascii_strtod (plain, &end);

  if (is_automatic (key, 0) && g_ascii_strcasecmp (plain, _ ("auto")) == 0)
    return g_strdup ("0");
  if (key->automatic != NULL && g_ascii_strcasecmp (plain, _ ("auto")) == 0)
    return g_strdup ("auto");
  if (end == plain || !isfinite (value))
    return NULL;
  if (*end == '\0') /* as typed: a seed may have more digits than a double */
    return g_steal_pointer (&plain);
  if (*end == '^') {
    char *power_end = NULL;
    double power = g_ascii_strtod (end + 1, &power_end);
    if (power_end == end + 1 || *power_end != '\0')
      return NULL;
    value = pow (value, power);
  } else if (g_ascii_tolower (*end) == 'k' && end[1] == '\0')
    value *= 1024;
  else
    return NULL;
  if (!isfinite (value))
    return NULL;
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.17g", value));
}
