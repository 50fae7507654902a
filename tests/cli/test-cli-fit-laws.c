/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit: sums, tables that no law fits, and bends whose kind cannot be told. */
#include "fit-table.h"

#include <math.h>
#include <string.h>

static double
member (JsonParser *parser, const char *name)
{
  return real_of (object_of (parser), name);
}

static gboolean
lists (JsonParser *parser, const char *name, const char *word)
{
  JsonArray *list = json_object_get_array_member (object_of (parser), name);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (json_array_get_string_element (list, i), word))
      return TRUE;
  return FALSE;
}

/* R0 = 1, C0 = 300, A x^-1/7 with A = .1 x 100^(1/7), alternately 1 % above and below. */
static void
test_sum (void)
{
  GString *table = g_string_new (NULL);
  for (guint i = 0; i < 40; i++) {
    double x = 10.0 * pow (1e4, i / 39.0);
    g_string_append_printf (table, "%.17g,%.17g\n", x,
                            (exp (-x / 300.0) + 0.1 * pow (x / 100.0, -1.0 / 7.0)) *
                                (i % 2 == 0 ? 1.01 : 0.99));
  }
  g_autofree char *text = g_string_free (table, FALSE);
  g_autoptr (JsonParser) free_gamma = fit_table (text, "");
  g_autoptr (JsonParser) fixed = fit_table (text, "--model sum --gamma 1/7");

  g_assert_cmpstr (json_object_get_string_member (object_of (free_gamma), "model"), ==, "sum");
  g_assert_cmpstr (json_object_get_string_member (object_of (free_gamma), "choice"), ==, "sum");
  g_assert_true (lists (free_gamma, "remaining", "sum"));
  g_assert_cmpfloat_with_epsilon (member (free_gamma, "exponent"), -1.0 / 7.0, 0.01);
  g_assert_cmpfloat (member (free_gamma, "low"), <, -1.0 / 7.0);
  g_assert_cmpfloat (member (free_gamma, "high"), >, -1.0 / 7.0);
  g_assert_cmpfloat_with_epsilon (member (free_gamma, "amplitude"), 1.0, 0.03);
  g_assert_cmpfloat_with_epsilon (member (free_gamma, "scale"), 300.0, 6.0);
  g_assert_cmpfloat_with_epsilon (member (fixed, "power_amplitude"), 0.19307, 0.003);
  g_assert_cmpfloat (member (free_gamma, "floor"), ==, 0.0);
  g_assert_cmpfloat (member (free_gamma, "crossing_low"), <, 778.739);
  g_assert_cmpfloat (member (free_gamma, "crossing_high"), >, 778.739);
  g_assert_cmpfloat_with_epsilon (member (free_gamma, "crossing"), 778.739, 12.0);
  g_assert_true (isnan (member (free_gamma, "break")));
  g_assert_cmpfloat_with_epsilon (member (fixed, "exponent"), -1.0 / 7.0, 1e-15);
  g_assert_cmpfloat (member (fixed, "low"), ==, member (fixed, "high"));
}

/* A constant less a power is none of the laws: an answer, with exponent null. */
static void
test_none_fits (void)
{
  static const char *const table =
      "0.00010851,29.56241016\n0.00021701,29.82245508\n0.00043403,25.33930469\n"
      "0.00086806,19.97075977\n0.00173611,12.61276074\n0.00347222,7.12695312\n";
  g_autoptr (JsonParser) parser = fit_table (table, "");
  g_autoptr (JsonParser) asked = fit_table (table, "--model power");
  JsonObject *fit = object_of (parser);

  g_assert_cmpstr (json_object_get_string_member (fit, "choice"), ==, "none fits");
  g_assert_true (json_object_get_null_member (fit, "exponent"));
  g_assert_true (json_object_get_null_member (fit, "model"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fit, "remaining")), ==, 0);
  /* Asked for by name a law is fitted all the same. */
  g_assert_true (isfinite (member (asked, "exponent")));
  g_assert_cmpstr (json_object_get_string_member (object_of (asked), "choice"), ==, "none fits");
}

/* 4-digit addition (Caballero et al. 2023): flat, then steep within a decade. Its kind cannot be told,
 * where it bends can. */
static void
test_sharp_bend (void)
{
  static const char *const table =
      "160,2.13809046\n192,2.11813418\n256,2.08955508\n320,2.06988398\n384,2.05404987\n"
      "448,2.03837089\n480,2.02814281\n512,2.00496872\n544,1.95576149\n576,1.86313841\n"
      "608,1.70891537\n640,1.50637664\n672,1.29754721\n736,0.96559684\n800,0.75856477\n"
      "864,0.64768338\n928,0.55695445\n";
  static const char *const words[] = {"", "--model broken"};

  for (gsize w = 0; w < G_N_ELEMENTS (words); w++) {
    g_autoptr (JsonParser) parser = fit_table (table, words[w]);
    g_assert_cmpfloat (member (parser, "break"), >, 540.0);
    g_assert_cmpfloat (member (parser, "break"), <, 600.0);
    g_assert_cmpfloat (member (parser, "break_low"), >, 500.0);
    g_assert_cmpfloat (member (parser, "break_high"), <, 650.0);
    g_assert_cmpstr (json_object_get_string_member (object_of (parser), "choice"), ==,
                     "cannot tell");
    g_assert_true (lists (parser, "remaining", "two-phase"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-fit-laws/sum", test_sum);
  g_test_add_func ("/cli-fit-laws/none-fits", test_none_fits);
  g_test_add_func ("/cli-fit-laws/sharp-bend", test_sharp_bend);
  return g_test_run ();
}
