/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, powers and durations as text. */
#include "config.h"
#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

#define NO_BREAK_SPACE "\u00a0"

/* Largest denominator of a slope that is written as a fraction. */
#define LARGEST_DENOMINATOR 13

char *
lab_words_signed (double value, guint decimals)
{
  gboolean negative = value <= -0.5 * pow (10, -(double)decimals);
  return g_strdup_printf ("%s%.*f", negative ? "−" : "", (int)decimals, fabs (value));
}

char *
lab_words_exponent (double slope)
{
  const char *sign = slope < 0.0 ? "\u2212" : "";
  double size = fabs (slope);

  if (fabs (size - round (size)) < 1e-9)
    return g_strdup_printf ("%s%.0f", sign, size);
  for (int denominator = 2; denominator <= LARGEST_DENOMINATOR; denominator++) {
    double numerator = round (size * denominator);

    if (numerator <= LARGEST_DENOMINATOR && fabs (size * denominator - numerator) < 1e-9)
      return g_strdup_printf ("%s%.0f/%d", sign, numerator, denominator);
  }
  return lab_words_signed (slope, 2);
}

char *
lab_words_power (const char *symbol, const char *exponent)
{
  return g_strdup_printf ("%s<sup>%s</sup>", symbol, exponent);
}

/* Whether a number and what stands here belong on one line. */
static gboolean
is_unit_after_space (const char *at)
{
  return g_str_has_prefix (at, " %") || g_str_has_prefix (at, " ×");
}

/* Appends the exponent after a ^, raised; returns what follows it. */
static const char *
append_exponent (GString *markup, const char *at)
{
  g_string_append (markup, "<sup>");
  while (g_str_has_prefix (at, "−") || *at == '-' || g_ascii_isdigit (*at) ||
         ((*at == '.' || *at == ',' || *at == '/') && g_ascii_isdigit (at[1]))) {
    const char *next = g_utf8_next_char (at);
    g_string_append_len (markup, at, next - at);
    at = next;
  }
  g_string_append (markup, "</sup>");
  return at;
}

char *
lab_words_markup (const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  GString *markup = g_string_new (NULL);
  const char *at = escaped;

  while (*at != '\0')
    if (*at == '^') {
      at = append_exponent (markup, at + 1);
    } else if (is_unit_after_space (at)) {
      g_string_append (markup, NO_BREAK_SPACE);
      at++;
    } else {
      g_string_append_c (markup, *at++);
    }
  return g_string_free (markup, FALSE);
}

char *
lab_words_count (double value)
{
  static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  GString *text;
  int power;

  if (!(value >= 1e6 && value < 1e100))
    return g_strdup_printf ("%'.0f", value);
  power = (int)floor (log10 (value));
  text = g_string_new (NULL);
  g_string_printf (text, "%.2f × 10", value / pow (10, power));
  if (power >= 10)
    g_string_append (text, digits[power / 10]);
  g_string_append (text, digits[power % 10]);
  return g_string_free (text, FALSE);
}

char *
lab_words_factor (double factor)
{
  return factor < 100.0 ? g_strdup_printf ("%.1f", factor) : lab_words_count (factor);
}

char *
lab_words_duration (double seconds)
{
  if (seconds < 1)
    return g_strdup (_ ("less than 1 s"));
  if (seconds < 90)
    return g_strdup_printf (_ ("about %.0f s"), seconds);
  if (seconds < 90 * 60)
    return g_strdup_printf (_ ("about %.0f min"), seconds / 60);
  return g_strdup_printf (_ ("about %.1f h"), seconds / 3600);
}
