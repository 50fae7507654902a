/* Words of the window. */
#include "config.h"
#include "words/words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "experiment/task.h"

#define NO_BREAK_SPACE "\u00a0"

static const struct
{
  const char *key;
  const char *choice;
  const char *name;
} choices[] = {
    {"attention", "full", N_ ("Full")},
    {"attention", "causal", N_ ("Causal")},
    {"dimension", "off", N_ ("Off")},
    {"dimension", "pooled", N_ ("Mean over tokens")},
    {"dimension", "tokens", N_ ("Each token")},
    {"optimizer", "adamw", N_ ("AdamW")},
    {"optimizer", "sgd", N_ ("Plain SGD")},
    {"optimizer", "gd", N_ ("Full-batch descent")},
    {"fixed", "width", N_ ("Width")},
    {"fixed", "parameters", N_ ("Parameters")},
    {"schedule", "cosine", N_ ("Warm-up, cosine")},
    {"schedule", "constant", N_ ("Constant")},
    {"validation", "extra", N_ ("Extra labels")},
    {"validation", "split", N_ ("Part of the data")},
    {"validation", "none", N_ ("None: last step")},
};

const char *
lab_words_choice (const char *key, const char *choice)
{
  for (guint i = 0; g_str_equal (key, "task") && i < LAB_TASK_COUNT; i++)
    if (g_str_equal (choice, lab_task_names[i]))
      return _ (lab_task_info (i)->label);
  for (guint i = 0; g_str_equal (key, "inputs") && i < LAB_SEQUENCE_INPUTS_COUNT; i++)
    if (g_str_equal (choice, lab_sequence_inputs_names[i]))
      return _ (lab_sequence_inputs_info (i)->label);
  for (guint i = 0; g_str_equal (key, "manifold") && i < LAB_MANIFOLD_COUNT; i++)
    if (g_str_equal (choice, lab_manifold_names[i]))
      return _ (lab_manifold_info (i)->label);
  for (guint i = 0; g_str_equal (key, "target") && i < LAB_TARGET_COUNT; i++)
    if (g_str_equal (choice, lab_target_names[i]))
      return _ (lab_target_info (i)->label);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (key, choices[i].key) && g_str_equal (choice, choices[i].choice))
      return _ (choices[i].name);
  return choice;
}

const char *
lab_words_axis (LabSweep axis)
{
  static const char *const names[] = {N_ ("Data"), N_ ("Model"), N_ ("Time"), N_ ("Compute"),
                                      N_ ("Depth")};
  g_return_val_if_fail (axis < LAB_SWEEP_COUNT, "");
  return _ (names[axis]);
}

const char *
lab_words_law (LabSweep axis)
{
  static const char *const names[] = {N_ ("Data Law"), N_ ("Model Law"), N_ ("Time Law"),
                                      N_ ("Compute Law"), N_ ("Depth")};
  g_return_val_if_fail (axis < LAB_SWEEP_COUNT, "");
  return _ (names[axis]);
}

const char *
lab_words_amount (LabSweep axis)
{
  /* Translators: as in "half the error needs 3.7 times the data". */
  static const char *const names[] = {N_ ("the data"), N_ ("the parameters"), N_ ("the steps"),
                                      N_ ("the compute"), N_ ("the depth")};
  g_return_val_if_fail (axis < LAB_SWEEP_COUNT, "");
  return _ (names[axis]);
}

char *
lab_words_signed (double value, guint decimals)
{
  gboolean negative = value <= -0.5 * pow (10, -(double)decimals);
  return g_strdup_printf ("%s%.*f", negative ? "−" : "", (int)decimals, fabs (value));
}

char *
lab_words_power (LabSweep axis, const char *exponent)
{
  return g_strdup_printf ("%s<sup>%s</sup>", lab_sweep_symbol (axis), exponent);
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
