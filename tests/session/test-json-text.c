/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number comes back from JSON as it went in, and every text is JSON. */
#include "session/json-text.h"
#include "session/json-text-testing.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RANDOM_DOUBLES 200000

/* RFC 8259, section 6. */
#define NUMBER "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"

static guint64
bits_of (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static double
double_of (guint64 bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* By the grammar, by the C library and by a parser of JSON; null where it is not finite. */
static void
check_number (GRegex *grammar, GString *text, double value)
{
  g_string_truncate (text, 0);
  lab_json_append (text, value);
  if (!isfinite (value)) {
    g_assert_cmpstr (text->str, ==, "null");
    return;
  }
  g_assert_true (g_regex_match (grammar, text->str, 0, NULL));
  g_assert_cmphex (bits_of (g_ascii_strtod (text->str, NULL)), ==, bits_of (value));
  /* No integer, which a reader would hold in another type. */
  g_assert_nonnull (strpbrk (text->str, ".eE"));
}

static void
test_random_bits (void)
{
  g_autoptr (GRegex) grammar = g_regex_new (NUMBER, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  guint not_finite = 0, subnormal = 0;

  for (guint i = 0; i < RANDOM_DOUBLES; i++) {
    guint64 bits = (guint64)g_rand_int (random) << 32 | g_rand_int (random);

    /* Every eighth without an exponent (subnormal), every eighth with the largest (not finite). */
    if (i % 8 == 0)
      bits &= ~(G_GUINT64_CONSTANT (0x7ff) << 52);
    else if (i % 8 == 1)
      bits |= G_GUINT64_CONSTANT (0x7ff) << 52;
    subnormal += fpclassify (double_of (bits)) == FP_SUBNORMAL;
    not_finite += !isfinite (double_of (bits));
    check_number (grammar, text, double_of (bits));
  }
  g_assert_cmpuint (subnormal, >, RANDOM_DOUBLES / 10);
  g_assert_cmpuint (not_finite, >, RANDOM_DOUBLES / 10);
}

static void
test_round_numbers (void)
{
  static const double special[] = {
      0.0,     -0.0,     1.0,     -1.0,         NAN,         INFINITY,           -INFINITY,
      DBL_MAX, -DBL_MAX, DBL_MIN, DBL_TRUE_MIN, DBL_EPSILON, 9007199254740993.0, 0.1};
  g_autoptr (GRegex) grammar = g_regex_new (NUMBER, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    check_number (grammar, text, special[i]);
  for (int power = -324; power <= 308; power++) {
    g_autofree char *word = g_strdup_printf ("1e%d", power);
    const double value = g_ascii_strtod (word, NULL);

    check_number (grammar, text, value);
    check_number (grammar, text, -value);
    check_number (grammar, text, nextafter (value, 0.0));
    check_number (grammar, text, nextafter (value, INFINITY));
  }
}

/* A tree with everything in it, through a parser and back. */
static void
test_tree (void)
{
  static const char *const strings[] = {
      "", "plain", "\"quoted\"\\", "a\tb\nc\rd", "\x01\x1f\x7f", "β −0.5", "/"};
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "na\"me");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_add_double_value (builder, 1e18);
  json_builder_add_double_value (builder, 1e-8);
  json_builder_add_double_value (builder, -0.0);
  json_builder_add_double_value (builder, NAN);
  json_builder_add_int_value (builder, G_MININT64);
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = lab_json_text (root);
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  g_autofree char *again = lab_json_text (json_parser_get_root (parser));
  g_assert_cmpstr (again, ==, text);

  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  JsonArray *array = json_object_get_array_member (object, "na\"me");
  guint at = G_N_ELEMENTS (strings);
  for (guint i = 0; i < at; i++)
    g_assert_cmpstr (json_array_get_string_element (array, i), ==, strings[i]);
  g_assert_cmpfloat (json_array_get_double_element (array, at++), ==, 1e18);
  g_assert_cmpfloat (json_array_get_double_element (array, at++), ==, 1e-8);
  g_assert_true (signbit (json_array_get_double_element (array, at++)));
  g_assert_true (json_array_get_null_element (array, at++));
  g_assert_cmpint (json_array_get_int_element (array, at++), ==, G_MININT64);
  g_assert_cmpuint (json_array_get_length (array), ==, at + 4);
}

/* A file's name may hold any bytes; the text stays UTF-8. */
static void
test_broken_utf8 (void)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), "a\xff\xfe"
                                                                         "b");
  g_autofree char *text = lab_json_text (node);

  g_assert_cmpstr (text, ==, "\"a\uFFFD\uFFFDb\"\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/json-text/random-bits", test_random_bits);
  g_test_add_func ("/json-text/round-numbers", test_round_numbers);
  g_test_add_func ("/json-text/tree", test_tree);
  g_test_add_func ("/json-text/broken-utf8", test_broken_utf8);
  return g_test_run ();
}
