/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab kernel: what it prints and writes, and the words it refuses. */
#include "program.h"

#include "cli/command.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* A fraction of a second. */
#define SMALL "kernel n=64 width=16 depth=1 d=1 sigma=0.3 repeats=2 test_points=200 "

static JsonObject *
object_of (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* The members that issue and documentation promise, of the lengths they must have. */
static void
test_json (void)
{
  static const char *const moments[] = {"times",         "predicted_test", "predicted_train",
                                        "measured_test", "measured_train", "weight_move"};
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (ProgramResult) result = program_run (NULL, SMALL "train=1 ridge=1 --times 0,1,5 --json");
  JsonObject *object;
  JsonArray *eigenvalues;

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  object = object_of (parser, result.out);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, moments[i])), ==,
                      3);
  eigenvalues = json_object_get_array_member (object, "eigenvalues");
  g_assert_cmpuint (json_array_get_length (eigenvalues), ==, 64);
  g_assert_cmpfloat (json_array_get_double_element (eigenvalues, 0), >,
                     json_array_get_double_element (eigenvalues, 1));
  g_assert_cmpfloat (json_object_get_double_member (object, "condition_number"), >, 1);
  g_assert_cmpfloat (json_object_get_double_member (object, "learning_rate") *
                         json_array_get_double_element (eigenvalues, 0),
                     >, 0.999);
  g_assert_cmpfloat (json_object_get_double_member (object, "head_scale"), ==, 10);
  g_assert_cmpstr (json_object_get_string_member (object, "start"), ==, "centred");
  g_assert_cmpfloat (json_object_get_double_member (object, "matern_ridge_risk"), >, 0);
  g_assert_true (json_object_has_member (object, "rademacher"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "kolmogorov_width")), ==, 5);
  g_assert_nonnull (json_object_get_object_member (object, "predicted_law"));
}

/* Each told exponent has a value; an interval lies about it, on one side of 0. */
static void
assert_possible (JsonObject *fit, const char *name)
{
  JsonObject *exponent = json_object_get_object_member (fit, name);
  gboolean told = g_str_equal (json_object_get_string_member (exponent, "state"), "told");

  g_assert_true (json_object_get_null_member (exponent, "value") == !told);
  if (json_object_get_null_member (exponent, "low"))
    return;
  double value = json_object_get_double_member (exponent, "value");
  double low = json_object_get_double_member (exponent, "low");
  double high = json_object_get_double_member (exponent, "high");
  g_assert_true (low <= value && value <= high && (low > 0 || high < 0));
}

/* Noise without a target to speak of, on a high-dimensional torus: the target's power does not fall over
 * the modes, and what would follow from it cannot be told. */
static void
test_cannot_tell (void)
{
  static const char words[] =
      "kernel d=8 n=64 width=8 depth=1 sigma=5 repeats=1 test_points=16 --times 1";
  g_autofree char *with_json = g_strconcat (words, " --json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (ProgramResult) text = program_run (NULL, words);
  g_auto (ProgramResult) json = program_run (NULL, with_json);
  JsonObject *fit = json_object_get_object_member (object_of (parser, json.out), "mode_fit");

  assert_possible (fit, "a");
  assert_possible (fit, "b");
  assert_possible (fit, "time_exponent");
  assert_possible (fit, "data_exponent");
  g_assert_true (
      json_object_get_null_member (json_object_get_object_member (fit, "data_exponent"), "value"));
  g_assert_nonnull (strstr (text.out, "  data  no estimate   implied (a-1)/a"));
  g_assert_null (strstr (text.out, "nan"));
}

/* A file's points have no class of targets whose width is known; the kernel is studied all the same. */
static void
test_own_points (void)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *path = g_build_filename (directory, "own.csv", NULL);
  g_autoptr (GString) table = g_string_new ("x,z,label\n");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (table, "%g,%g,%g\n", sin (i), sin (1.7 * i), cos (0.3 * i));
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  g_auto (ProgramResult) result = program_run (
      directory, "kernel points=own.csv n=64 width=8 depth=1 repeats=1 test_points=16 --times 1");
  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_nonnull (strstr (result.out, "Tangent kernel at initialisation: n = 64"));
  g_assert_null (strstr (result.out, "Kolmogorov"));
  program_remove (directory);
}

/* The class's widths fall; best eigenfunctions come nearer with more of them. */
static void
test_widths (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (ProgramResult) torus = program_run (NULL, SMALL "train=1 --times 1,5 --json");
  g_auto (ProgramResult) sphere = program_run (NULL, SMALL "manifold=sphere --times 1");
  JsonObject *target_class =
      json_object_get_object_member (object_of (parser, torus.out), "target_class");
  JsonArray *widths = json_object_get_array_member (target_class, "widths");
  double width = 1, error;

  g_assert_true (json_object_get_boolean_member (target_class, "closed_form"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (target_class, "slope"), -1, 0.02);
  g_assert_cmpfloat (json_object_get_double_member (target_class, "theory_slope"), ==, -1);
  g_assert_cmpuint (json_array_get_length (widths), ==, 4);
  for (guint i = 0; i < 4; i++) {
    JsonObject *entry = json_array_get_object_element (widths, i);

    g_assert_cmpfloat (json_object_get_double_member (entry, "class_width"), <, width);
    width = json_object_get_double_member (entry, "class_width");
  }
  error = json_object_get_double_member (json_array_get_object_element (widths, 3),
                                         "tangent_kernel_error");
  g_assert_cmpfloat (error, <, 0.6);
  g_assert_cmpfloat (json_object_get_double_member (target_class, "network_error"), >, 0);
  g_assert_nonnull (strstr (sphere.out, "from the operator on 1024 drawn points"));
}

/* Without training nothing is measured, and nothing is made up. */
static void
test_untrained (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (ProgramResult) result = program_run (NULL, SMALL "--times 1,5 --json");
  JsonObject *object = object_of (parser, result.out);

  g_assert_true (
      json_array_get_null_element (json_object_get_array_member (object, "measured_test"), 0));
  g_assert_true (json_object_get_null_member (object, "kernel_drift"));
  g_assert_false (json_object_has_member (object, "matern_ridge_risk"));
}

static void
test_grid (void)
{
  g_auto (ProgramResult) text =
      program_run (NULL, SMALL "sweep=model grid=8,16,32,64 train=1 --times 1,5");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (ProgramResult) json =
      program_run (NULL, SMALL "sweep=data grid=16,32,64,128 ridge=1 --times 1 --json");
  JsonObject *object;

  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.out, "Gap over width: exponent"));
  object = object_of (parser, json.out);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "points")), ==, 4);
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, 128);
  g_assert_true (json_object_has_member (object, "matern_ridge_over_n"));
}

static void
test_files (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) first = program_run (directory, SMALL "--times 1,5 --out a workers=1");
  g_auto (ProgramResult) second = program_run (directory, SMALL "--times 1,5 --out b workers=3");
  static const char *const names[] = {"kernel.json", "kernel.csv"};

  g_assert_cmpint (first.status, ==, 0);
  g_assert_nonnull (strstr (first.out, "Written into a: kernel.json, kernel.csv"));
  g_assert_cmpint (second.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *a = g_build_filename (directory, "a", names[i], NULL);
    g_autofree char *b = g_build_filename (directory, "b", names[i], NULL);
    g_autofree char *text_a = NULL;
    g_autofree char *text_b = NULL;

    g_assert_true (g_file_get_contents (a, &text_a, NULL, NULL));
    g_assert_true (g_file_get_contents (b, &text_b, NULL, NULL));
    g_assert_cmpstr (text_a, ==, text_b);
  }
  program_remove (directory);
}

/* More points than asked for, or than fit, are sub-sampled, and the text says so. */
static void
test_subsample (void)
{
  g_auto (ProgramResult) result = program_run (NULL, SMALL "points=40 --times 1");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "the first 40 of 64 training points"));
}

/* Text tells the factor on the head, and that there was none. */
static void
test_head (void)
{
  g_auto (ProgramResult) scaled = program_run (NULL, SMALL "--times 1");
  g_auto (ProgramResult) own = program_run (NULL, SMALL "head_scale=1 start=plain --times 1");

  g_assert_nonnull (strstr (scaled.out, "multiplied by 10"));
  g_assert_nonnull (strstr (own.out, "those that a run begins with"));
  g_assert_nonnull (strstr (scaled.out, "start=centred"));
  g_assert_null (strstr (own.out, "start=centred"));
  g_assert_cmpstr (scaled.out, !=, own.out);
}

/* Nothing fitted: the smallest risk over time of the mean curve of three repeats, d, n and value as
 * measured once by another program. */
static void
test_golden (void)
{
  static const struct
  {
    guint d, n;
    double risk;
  } golden[] = {{2, 64, 0.3757}, {2, 256, 0.1445}, {4, 64, 0.8325}};

  for (guint i = 0; i < G_N_ELEMENTS (golden); i++) {
    g_autofree char *words =
        g_strdup_printf ("kernel d=%u n=%u head_scale=1 start=plain repeats=3 seed=1 "
                         "--times 30,100,300,1000,3000,10000,30000,100000,1000000 --json",
                         golden[i].d, golden[i].n);
    g_autoptr (JsonParser) parser = NULL;
    JsonObject *object = program_json (NULL, words, &parser);
    JsonArray *risks = json_object_get_array_member (object, "predicted_test");
    double least = INFINITY;

    for (guint k = 0; k < json_array_get_length (risks); k++)
      least = MIN (least, json_array_get_double_element (risks, k));
    g_assert_cmpfloat_with_epsilon (least, golden[i].risk, 0.03 * golden[i].risk);
  }
}

typedef struct
{
  const char *words, *allowed;
} Refused;

static const Refused refused[] = {
    {"kernel train=2", "from 0 to 1"},
    {"kernel relative_rate=0", "greater than 0"},
    {"kernel relative_rate=2", "less than 2"},
    {"kernel --times 1,x", "separated by commas"},
    {"kernel --times 5,1", "ascending"},
    {"kernel --times", "--times 1,10,100"},
    {"kernel points=1", "from 2 to"},
    {"kernel start=lazy", "one of centred, plain"},
    {"kernel floor=2", "from 0 to 1"},
    {"kernel colour=red", "--help"},
    {"kernel ridge=1 validation=none", "validation=extra"},
    {"kernel width=512 depth=16 heads=4 memory=64", "does not fit into 64 MiB"},
    {"run --times 1", "--times is not an option"},
};

static void
test_refused (gconstpointer data)
{
  const Refused *word = data;
  g_auto (ProgramResult) result = program_run (NULL, word->words);

  g_assert_cmpint (result.status, !=, 0);
  g_assert_cmpstr (result.out, ==, "");
  if (strstr (result.err, word->allowed) == NULL)
    g_test_fail_printf ("“%s” is not in: %s", word->allowed, result.err);
}

/* Help, man page and completion know every key. */
static void
test_documents (void)
{
  static const char *const documents[] = {"scaling-lab.1", "scaling-lab.bash-completion"};
  g_auto (ProgramResult) help = program_run (NULL, "kernel --help");

  for (const LabNumberKey *key = lab_command_kernel.keys_beside; key->key != NULL; key++) {
    g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", key->key);

    g_assert_true (g_regex_match_simple (pattern, help.out, 0, 0));
    for (gsize i = 0; i < G_N_ELEMENTS (documents); i++) {
      g_autofree char *path =
          g_build_filename (g_getenv ("LAB_SOURCE"), "data", documents[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (!g_regex_match_simple (pattern, text, 0, 0))
        g_test_fail_printf ("%s does not know %s", documents[i], key->key);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  g_test_add_func ("/cli-kernel/json", test_json);
  g_test_add_func ("/cli-kernel/widths", test_widths);
  g_test_add_func ("/cli-kernel/cannot-tell", test_cannot_tell);
  g_test_add_func ("/cli-kernel/own-points", test_own_points);
  g_test_add_func ("/cli-kernel/untrained", test_untrained);
  g_test_add_func ("/cli-kernel/grid", test_grid);
  g_test_add_func ("/cli-kernel/files", test_files);
  g_test_add_func ("/cli-kernel/subsample", test_subsample);
  g_test_add_func ("/cli-kernel/head", test_head);
  g_test_add_func ("/cli-kernel/golden", test_golden);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *words = g_strdelimit (g_strdup (refused[i].words), "/", '-');
    g_autofree char *path = g_strdup_printf ("/cli-kernel/refused/%zu %s", i, words);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  g_test_add_func ("/cli-kernel/documents", test_documents);
  return g_test_run ();
}
