/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab theory against the printed table of theory.md, section 1.5. */
#include "program.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonParser *
theory (const char *keys)
{
  g_autofree char *words = g_strdup_printf ("theory %s --json", keys);
  JsonParser *parser = NULL;

  program_json (NULL, words, &parser);
  return parser;
}

static double
member (JsonParser *parser, const char *name)
{
  return json_object_get_double_member (json_node_get_object (json_parser_get_root (parser)), name);
}

static void
test_printed_table (void)
{
  static const struct
  {
    int d;
    double alpha_D, alpha_N;
  } printed[] = {
      {2, .500, 1.00},  {4, .333, .500},  {6, .250, .333},  {8, .200, .250},    {10, .167, .200},
      {12, .143, .167}, {15, .118, .133}, {20, .091, .100}, {30, .0625, .0667},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (printed); i++) {
    g_autofree char *keys = g_strdup_printf ("d=%d beta=1", printed[i].d);
    g_autoptr (JsonParser) parser = theory (keys);

    g_assert_cmpfloat_with_epsilon (member (parser, "alpha_D"), printed[i].alpha_D, 5.1e-4);
    g_assert_cmpfloat_with_epsilon (member (parser, "alpha_N"), printed[i].alpha_N, 5.1e-4);
    g_assert_cmpfloat_with_epsilon (member (parser, "gamma"), 1.0 / 7.0, 1e-15);
    g_assert_cmpfloat_with_epsilon (member (parser, "gamma_v1"), 1.0 / 6.0, 1e-15);
    g_assert_cmpfloat_with_epsilon (member (parser, "time_exponent"), 2.0 / (printed[i].d + 1.0),
                                    1e-15);
    g_assert_cmpfloat_with_epsilon (member (parser, "one_pass_compute_exponent"),
                                    1.0 / (1.0 + printed[i].d), 1e-15);
  }
}

/* The data exponent follows the noise; the slopes are the negative exponents. */
static void
test_noise (void)
{
  g_autoptr (JsonParser) noisy = theory ("d=4 beta=0.5 sigma=0.3");
  g_autoptr (JsonParser) clean = theory ("d=4 beta=0.5 sigma=0");
  JsonArray *laws =
      json_object_get_array_member (json_node_get_object (json_parser_get_root (clean)), "laws");
  JsonObject *data = json_array_get_object_element (laws, 0);

  g_assert_cmpfloat_with_epsilon (member (noisy, "data_exponent"), 0.2, 1e-15);
  g_assert_cmpfloat_with_epsilon (member (clean, "data_exponent"), 0.25, 1e-15);
  g_assert_cmpstr (json_object_get_string_member (data, "axis"), ==, "data");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (data, "exponent"), -0.25, 1e-15);
  g_assert_cmpuint (json_array_get_length (laws), ==, 5);
}

/* Nineteen theories, slopes negative, each with what it is and who says so. */
static void
test_catalogue (void)
{
  g_autoptr (JsonParser) parser = theory ("--catalogue d=4 beta=0.5");
  JsonArray *theories = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "theories");
  JsonObject *first = json_array_get_object_element (theories, 0);
  g_auto (ProgramResult) result = program_run (NULL, "theory --catalogue d=6");

  g_assert_cmpuint (json_array_get_length (theories), ==, 22);
  g_assert_cmpstr (json_object_get_string_member (first, "id"), ==, "paper-a-data");
  g_assert_cmpstr (json_object_get_string_member (first, "nature"), ==, "bound");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "exponent"), -0.2, 1e-15);
  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out,
                            "paper-a-data: n^(−2β/(2β+d)), exponent 0.2500 (bound, axis "
                            "data)"));
  g_assert_nonnull (strstr (result.out, "paper-b-two-phase"));
}

static void
test_text (void)
{
  g_auto (ProgramResult) result = program_run (NULL, "theory d=6");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "alpha_D                     0.2500"));
  g_assert_nonnull (strstr (result.out, "d = 6, beta = 1, sigma = 0.5"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-theory/printed-table", test_printed_table);
  g_test_add_func ("/cli-theory/noise", test_noise);
  g_test_add_func ("/cli-theory/catalogue", test_catalogue);
  g_test_add_func ("/cli-theory/text", test_text);
  return g_test_run ();
}
