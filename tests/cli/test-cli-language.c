/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `run task=language` answers, each number worked out again from the others. */
#include "program.h"

#include <math.h>

#define TINY " width=16 steps=30 repeats=1 seed=3 --json"

static double
real (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_double_member (object, member);
}

/* Loss is entropy and excess; n is trained on as tokens; the dimension gives paper A's exponent. */
static void
test_known (void)
{
  g_autofree char *directory = program_directory ();
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root = program_json (
      directory, "run task=language corpus=markov grid=2048,8192 dimension=pooled" TINY, &parser);
  JsonArray *points = json_object_get_array_member (root, "points");
  JsonArray *predictions = json_object_get_array_member (root, "predictions_of_exponent");
  JsonObject *last = NULL;

  g_assert_cmpuint (json_array_get_length (points), ==, 2);
  for (guint i = 0; i < 2; i++) {
    last = json_array_get_object_element (points, i);
    g_assert_cmpint (json_object_get_int_member (last, "training_tokens"), ==,
                     i == 0 ? 2048 : 8192);
    g_assert_cmpfloat (real (last, "excess_risk"), >, 0.0);
    g_assert_cmpfloat_with_epsilon (real (last, "loss"),
                                    real (last, "excess_risk") + real (last, "entropy"), 1e-12);
    g_assert_true (json_object_get_null_member (last, "bits_per_byte"));
  }
  g_assert_cmpuint (json_array_get_length (predictions), ==, 1);
  g_assert_cmpfloat_with_epsilon (real (json_array_get_object_element (predictions, 0), "exponent"),
                                  -2.0 / (2.0 + real (last, "intrinsic_dimension")), 1e-5);
  g_assert_false (json_object_has_member (
      json_array_get_object_element (json_object_get_array_member (root, "fits"), 0), "floor"));
  program_remove (directory);
}

/* Of text the excess is not known, and the floor is fitted. */
static void
test_text (void)
{
  g_autofree char *directory = program_directory ();
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root =
      program_json (directory, "run task=language corpus=bible grid=4096,8192" TINY, &parser);
  JsonObject *point =
      json_array_get_object_element (json_object_get_array_member (root, "points"), 1);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);

  g_assert_true (json_object_get_null_member (point, "excess_risk"));
  g_assert_true (json_object_get_null_member (point, "entropy"));
  g_assert_cmpfloat_with_epsilon (real (point, "bits_per_character"), real (point, "loss") / G_LN2,
                                  1e-6);
  g_assert_true (json_object_has_member (fit, "floor"));
  g_assert_true (json_object_has_member (fit, "floor_low"));
  g_assert_true (json_object_has_member (fit, "floor_high"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (root, "predictions_of_exponent")), >=,
      1);
  program_remove (directory);
}

/* Trajectories too, with nothing asked of kernels; other commands know no language. */
static void
test_commands (void)
{
  g_autofree char *directory = program_directory ();
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *root =
      program_json (directory, "run task=language corpus=facts sweep=time" TINY, &parser);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "points")), >, 10);
  program_refuses (directory, "kernel task=language corpus=facts", "task=language", "run");
  program_refuses (directory, "run task=language corpus=facts levels=3", "levels=3", "levels");
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  program_require ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/language/known", test_known);
  g_test_add_func ("/cli/language/text", test_text);
  g_test_add_func ("/cli/language/commands", test_commands);
  return g_test_run ();
}
