/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and lines of text. */
#include "cli/output.h"
#include "cli/output-testing.h"

#include <string.h>

static void
test_columns_align (void)
{
  static const char *const cells[] = {"name", "value",   "note", "β", "0.5",
                                      "",     "alpha_D", "12",   "x", NULL};
  g_autofree char *text = lab_columns ("lrl", cells);

  g_assert_cmpstr (text, ==,
                   "  name      value   note\n"
                   "  β           0.5\n"
                   "  alpha_D      12   x\n");
}

static void
test_lines_hold_every_word (void)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (sentence, "%sβ%0*u", i > 0 ? " " : "", 1 + (int)(i * 7 % 13), i);
  lab_append_wrapped (text, "    ", sentence->str);

  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
  guint count = g_strv_length (lines);
  g_assert_cmpuint (count, >, 10);
  g_assert_cmpstr (lines[count - 1], ==, "");
  for (guint i = 0; i + 1 < count; i++) {
    g_assert_true (g_str_has_prefix (lines[i], "    β"));
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 78);
    /* Full: the next line's first word would not have fitted. */
    if (i + 2 < count)
      g_assert_cmpint (g_utf8_strlen (lines[i], -1) + 1 + g_utf8_strlen (lines[i + 1] + 4, -1) -
                           (strchr (lines[i + 1] + 4, ' ') != NULL
                                ? g_utf8_strlen (strchr (lines[i + 1] + 4, ' '), -1)
                                : 0),
                       >, 78);
  }
  g_string_replace (text, "\n    ", " ", 0);
  g_assert_true (g_str_has_prefix (text->str, "    "));
  g_string_truncate (text, text->len - 1);
  g_assert_cmpstr (text->str + 4, ==, sentence->str);
}

static void
test_long_word_stays_whole (void)
{
  g_autofree char *word = g_strnfill (120, 'x');
  g_autofree char *sentence = g_strdup_printf ("a %s b", word);
  g_autofree char *expected = g_strdup_printf ("a\n%s\nb\n", word);
  g_autoptr (GString) text = g_string_new (NULL);

  lab_append_wrapped (text, "", sentence);
  g_assert_cmpstr (text->str, ==, expected);
}

/* LC_ALL=C is what containers and cron have: a slope must not lose its sign there. */
static void
test_signs_survive_ascii (void)
{
  g_autofree char *slope = lab_in_charset ("n^(−2β/(2β+d)): −0.56, “ν”, 長", "ASCII");
  g_autofree char *unknown = lab_in_charset ("x", "no such character set");

  g_assert_cmpstr (slope, ==, "n^(-2beta/(2beta+d)): -0.56, \"nu\", ?");
  g_assert_null (unknown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/output/columns-align", test_columns_align);
  g_test_add_func ("/output/lines-hold-every-word", test_lines_hold_every_word);
  g_test_add_func ("/output/long-word-stays-whole", test_long_word_stays_whole);
  g_test_add_func ("/output/signs-survive-ascii", test_signs_survive_ascii);
  return g_test_run ();
}
