/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab corpus: the names of its answers, its golden numbers, and a sentence for what it cannot take. */
#include "program.h"

#include <string.h>

static void
check_reals (JsonObject *object,
             const char *name,
             const double *golden,
             guint count,
             double epsilon)
{
  JsonArray *values = json_object_get_array_member (object, name);

  g_assert_cmpuint (json_array_get_length (values), ==, count);
  for (guint i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (values, i), golden[i], epsilon);
}

static void
test_hierarchy (void)
{
  static const double positions[] = {1.31697186, .71830105, 1.08304247, .21660849,
                                     1.18960702, .46808317, 1.02910208, .21660849};
  static const double levels[] = {1.31697186, .71830105, .21660849, .21660849};
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (
      NULL, "corpus hierarchy symbols=4 rules=2 branching=2 levels=3 --json", &parser);
  JsonObject *exponent = json_object_get_object_member (answer, "data_exponent");

  check_reals (answer, "conditional_entropies", positions, 8, 1e-7);
  check_reals (answer, "entropy_by_level", levels, 4, 1e-7);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (answer, "entropy"),
                                  (0.0 + 2.0 + 7.0) / 8.0 * G_LN2, 1e-12);
  g_assert_true (json_object_get_boolean_member (answer, "exponents_are_exact"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (exponent, "value"), 0.5, 1e-12);
}

static void
test_markov (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer =
      program_json (NULL, "corpus markov symbols=3 order=1 n=16384 --json", &parser);
  JsonArray *values = json_object_get_array_member (answer, "conditional_entropies");
  JsonObject *cost = json_object_get_object_member (answer, "cost");

  g_assert_cmpuint (json_array_get_length (values), ==, 2);
  g_assert_cmpfloat (json_array_get_double_element (values, 1), <,
                     json_array_get_double_element (values, 0));
  g_assert_cmpfloat (json_array_get_double_element (values, 1), ==,
                     json_object_get_double_member (answer, "entropy"));
  g_assert_true (json_object_get_null_member (answer, "documents"));
  g_assert_true (json_object_get_null_member (
      json_object_get_object_member (answer, "data_exponent"), "value"));
  g_assert_cmpint (json_object_get_int_member (cost, "runs"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (cost, "flop"), >, 1e9);
  g_assert_cmpfloat (json_object_get_double_member (cost, "core_seconds"), >, 0.0);
}

/* The tabulator of the facts as a prototype has it, and what the tokens are. */
static void
test_facts (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (NULL, "corpus facts n=12288 --json", &parser);
  JsonArray *curve = json_object_get_array_member (answer, "tabulator");
  JsonObject *last = json_array_get_object_element (curve, json_array_get_length (curve) - 1);
  JsonArray *frequent = json_object_get_array_member (answer, "frequent_tokens");

  g_assert_cmpint (json_object_get_int_member (last, "training_tokens"), ==, 12288);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (last, "excess_risk"), .0443, 5e-5);
  g_assert_cmpuint (json_array_get_length (frequent), ==, 12);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (frequent, 0), "token"), ==,
      "0");
  g_assert_cmpuint (strlen (json_object_get_string_member (answer, "sample")), >, 48);
}

static void
test_bible (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *answer = program_json (NULL, "corpus bible --json", &parser);

  g_assert_cmpint (json_object_get_int_member (answer, "characters"), ==, 4139039);
  g_assert_cmpint (json_object_get_int_member (answer, "vocabulary"), ==, 63);
  g_assert_cmpint (json_object_get_int_member (answer, "documents"), ==, 1189);
  g_assert_true (json_object_get_null_member (answer, "entropy"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (answer, "entropy_by_order")), ==, 4);
}

/* A name wins over a file; ./NAME is the file. */
static void
test_names (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "markov", NULL);
  g_autoptr (JsonParser) of_file = NULL;
  g_autoptr (JsonParser) of_name = NULL;
  GString *text = g_string_new (NULL);
  JsonObject *answer;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "Line %u of this file.\n", i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  answer = program_json (directory, "corpus ./markov --json", &of_file);
  g_assert_cmpint (json_object_get_int_member (answer, "bytes"), ==, (gint64)text->len);
  answer = program_json (directory, "corpus markov --json", &of_name);
  g_assert_true (json_object_get_null_member (answer, "bytes"));
  g_string_free (text, TRUE);
  program_remove (directory);
}

static void
test_refusals (void)
{
  program_refuses (NULL, "corpus", "corpus", "bible");
  program_refuses (NULL, "corpus markov rules=3", "rules", "no meaning");
  program_refuses (NULL, "corpus markov symbols=99", "symbols", "2 to 64");
  program_refuses (NULL, "corpus bible corpus=markov", "bible", "corpus");
}

/* What is no text is could-not, in one sentence. */
static void
test_bad_text (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "broken.txt", NULL);
  g_auto (ProgramResult) result = {0};

  g_assert_true (g_file_set_contents (path, "good \xFF bad", -1, NULL));
  result = program_run (directory, "corpus broken.txt");
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "broken.txt is not UTF-8: byte 6"));
  g_assert_cmpstr (result.out, ==, "");
  program_remove (directory);
}

int
main (int argc, char **argv)
{
  program_require ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/corpus/hierarchy", test_hierarchy);
  g_test_add_func ("/cli/corpus/markov", test_markov);
  g_test_add_func ("/cli/corpus/facts", test_facts);
  g_test_add_func ("/cli/corpus/bible", test_bible);
  g_test_add_func ("/cli/corpus/names", test_names);
  g_test_add_func ("/cli/corpus/refusals", test_refusals);
  g_test_add_func ("/cli/corpus/bad-text", test_bad_text);
  return g_test_run ();
}
