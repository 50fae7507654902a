/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab predict and boundary against golden values computed elsewhere, and what they refuse. */
#include "program.h"

#include "cli/command.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* d = 2, beta = 1, nu = 1/2, 2000 modes (lambda = k^-1.5, c^2 = k^-2), times 1, 10, .. 1e5. */
#define GOLDEN_KEYS    "d=2 beta=1 nu=0.5 modes=2000"
#define NOISE          " sigma=0.31622776601683794"
#define GOLDEN_TIMES   6
#define LEVEL_2_DIGITS 1e-5
#define LEVEL_1_DIGITS 1e-7

typedef struct
{
  const char *path;
  const char *words;
  double accuracy;
  double excess[GOLDEN_TIMES];
  double train[5]; /* 0 where none is known */
} Golden;

static const Golden golden[] = {
    {"/cli-predict/noise-free",
     "n=400 N=inf sigma=0",
     LEVEL_2_DIGITS,
     {.58924894, .12587099, .029967142, .0094973876, .0057796469, .0055855049},
     {0.0}},
    {"/cli-predict/infinite-width",
     "n=400" NOISE,
     LEVEL_2_DIGITS,
     {.58938728, .12701593, .035575187, .033123154, .074342194, .089715561},
     {.68084151, .21306677, .10323178, .043810522, .0024331527}},
    {"/cli-predict/finite-width",
     "n=400 N=200 level=2 times=1,10,100,1000,1e4,1e5" NOISE,
     LEVEL_2_DIGITS,
     {.59663129, .14099589, .053128961, .058986135, .1196025, .14364045},
     {.68807364, .22667988, .12036678, .07770791, .061634388}},
    {"/cli-predict/sequence-model",
     "n=400 level=1" NOISE,
     LEVEL_1_DIGITS,
     {.58666975, .12317406, .03172508, .032668647, .12597119, .41667275},
     {0.0}},
};

static void
assert_relative (double actual, double expected, double accuracy)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, accuracy * fabs (expected));
}

static void
test_golden (gconstpointer data)
{
  const Golden *known = data;
  g_autofree char *words = g_strdup_printf ("predict %s %s --json", GOLDEN_KEYS, known->words);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object = program_json (NULL, words, &parser);
  JsonArray *times = json_object_get_array_member (object, "times");
  JsonArray *excess = json_object_get_array_member (object, "excess_risk");

  g_assert_cmpuint (json_array_get_length (times), ==, GOLDEN_TIMES);
  g_assert_cmpuint (json_array_get_length (excess), ==, GOLDEN_TIMES);
  for (guint i = 0; i < GOLDEN_TIMES; i++) {
    assert_relative (json_array_get_double_element (times, i), pow (10.0, i), 1e-14);
    assert_relative (json_array_get_double_element (excess, i), known->excess[i], known->accuracy);
  }
  for (guint i = 0; i < G_N_ELEMENTS (known->train) && known->train[0] > 0.0; i++)
    assert_relative (
        json_array_get_double_element (json_object_get_array_member (object, "train_risk"), i),
        known->train[i], known->accuracy);
}

/* The sequence model has no training risk, and says so instead of giving a number. */
static void
test_level_1_without_training (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object = program_json (NULL, "predict level=1 --json", &parser);

  g_assert_true (json_object_get_null_member (object, "train_risk"));
  g_assert_true (json_object_get_null_member (object, "N"));
}

static void
test_boundary (void)
{
  static const double known[][4] = {{100.0, 108.04, 136.0, .06270},
                                    {300.0, 242.08, 272.0, .03261},
                                    {1000.0, 582.56, 654.0, .01655}};

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *words =
        g_strdup_printf ("boundary %s n=%g%s --json", GOLDEN_KEYS, known[i][0], NOISE);
    g_autoptr (JsonParser) parser = NULL;
    JsonObject *object = program_json (NULL, words, &parser);

    assert_relative (json_object_get_double_member (object, "crossing"), known[i][1], 1e-4);
    assert_relative (json_object_get_double_member (object, "optimal_stopping"), known[i][2], 0.06);
    assert_relative (json_object_get_double_member (object, "minimum_excess_risk"), known[i][3],
                     5e-4);
    g_assert_false (json_object_has_member (object, "compute_crossing"));
  }
}

/* Lines over n: each vertex is what a question for its n alone is answered with. */
static void
test_boundary_lines (void)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonParser) single = NULL;
  JsonObject *object = program_json (NULL, "boundary d=3 n=100 n_to=10000 --json", &parser);
  JsonObject *one = program_json (NULL, "boundary d=3 n=1000 --json", &single);
  JsonArray *n = json_object_get_array_member (object, "line_n");
  JsonArray *crossing = json_object_get_array_member (object, "line_crossing");
  JsonArray *stopping = json_object_get_array_member (object, "line_optimal_stopping_level_1");

  g_assert_cmpuint (json_array_get_length (n), ==, 9);
  assert_relative (json_array_get_double_element (n, 0), 100.0, 1e-12);
  assert_relative (json_array_get_double_element (n, 8), 10000.0, 1e-12);
  assert_relative (json_array_get_double_element (crossing, 4),
                   json_object_get_double_member (one, "crossing"), 1e-9);
  assert_relative (json_array_get_double_element (stopping, 4),
                   json_object_get_double_member (one, "optimal_stopping_level_1"), 1e-9);
  assert_relative (json_object_get_double_member (one, "minimum_excess_risk_level_1"),
                   json_object_get_double_member (one, "minimum_excess_risk"), 0.2);
  g_assert_false (json_object_has_member (one, "line_n"));
}

/* An optimum out of level 2's reach is not called endless. */
static void
test_boundary_beyond (void)
{
  g_autoptr (JsonParser) parser = NULL;
  const char *words = "boundary d=1 beta=0.25 nu=2 n=10000 sigma=0.3";
  g_autofree char *json = g_strconcat (words, " --json", NULL);
  g_auto (ProgramResult) text = program_run (NULL, words);
  JsonObject *object = program_json (NULL, json, &parser);

  g_assert_true (json_object_get_null_member (object, "optimal_stopping"));
  g_assert_cmpfloat (json_object_get_double_member (object, "optimal_stopping_level_1"), >, 1e12);
  g_assert_nonnull (strstr (text.out, "does not resolve"));
}

static void
test_compute_crossing (void)
{
  static const struct
  {
    const char *words;
    double crossing, term;
  } known[] = {
      {"R0=1 C0=1000 A=.5 gamma=1/7", 1760.7928, .17190852},
      {"R0=1 C0=1000 A=.5 gamma=0.16666666666666666", 1956.2806, .14138331},
      {"C0=1000 A=0.2", 2740.2681, NAN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *words = g_strdup_printf ("boundary %s --json", known[i].words);
    g_autoptr (JsonParser) parser = NULL;
    JsonObject *object = program_json (NULL, words, &parser);

    assert_relative (json_object_get_double_member (object, "compute_crossing"), known[i].crossing,
                     1e-7);
    if (!isnan (known[i].term))
      assert_relative (json_object_get_double_member (object, "compute_risk"), 2.0 * known[i].term,
                       1e-7);
  }
}

/* Without noise there is no statistical phase: null, not a number. */
static void
test_no_boundary (void)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object = program_json (NULL, "boundary modes=2000 n=400 sigma=0 --json", &parser);

  g_assert_true (json_object_get_null_member (object, "crossing"));
  g_assert_true (json_object_get_null_member (object, "optimal_stopping"));
  assert_relative (json_object_get_double_member (object, "minimum_excess_risk"), .0055855049,
                   1e-4);
}

static void
test_text (void)
{
  g_auto (ProgramResult) predict = program_run (NULL, "predict n=400 N=200 times=0,1");
  g_auto (ProgramResult) boundary = program_run (NULL, "boundary sigma=0 C0=1000 A=0.5");

  g_assert_cmpint (predict.status, ==, 0);
  g_assert_nonnull (strstr (predict.out, "n = 400, N = 200, modes in bins, level 2"));
  g_assert_nonnull (strstr (predict.out, "not a measurement"));
  g_assert_cmpint (boundary.status, ==, 0);
  g_assert_nonnull (strstr (boundary.out, "none: there is no noise"));
  g_assert_nonnull (strstr (boundary.out, "1760.7928"));
  g_assert_nonnull (strstr (boundary.out, "the statistical phase never begins"));
  g_assert_nonnull (strstr (boundary.out, "our reading of Yang"));
  g_assert_nonnull (strstr (boundary.out, "a reconstruction"));
}

typedef struct
{
  const char *words, *named, *allowed;
} Refused;

static const Refused refused[] = {
    {"predict d=0", "d=0", "greater than 0 and at most 70"},
    {"predict d=71", "d=71", "at most 70"},
    {"predict beta=", "beta=", "greater than 0"},
    {"predict beta=1/0", "beta=1/0", "greater than 0"},
    {"predict nu=nan", "nu=nan", "greater than 0"},
    {"predict sigma=-1", "sigma=-1", "from 0 to 10"},
    {"predict n=1", "n=1", "from 2"},
    {"predict n=inf", "n=inf", "from 2"},
    {"predict N=1", "N=1", "or inf"},
    {"predict N=-inf", "N=-inf", "or inf"},
    {"predict 'n= 4'", "n= 4", "from 2"},
    {"predict n=4x", "n=4x", "from 2"},
    {"predict modes=1.5", "modes=1.5", "whole number"},
    {"predict modes=1000001", "modes=1000001", "1000000"},
    {"predict level=4", "level=4", "from 1 to 3"},
    {"predict level=1 N=200", "level=1", "N=inf"},
    {"predict times=1,,2", "times=1,,2", "separated by commas"},
    {"predict times=-1", "times=-1", "from 0"},
    {"predict gamma=1", "gamma", "d, beta, nu, sigma, n, N, modes, level, times"},
    {"predict level=3 n=100", "n", "level=2"},
    {"predict level=3 N=inf", "N", "level=2"},
    {"predict level=3 times=1", "times", "level=2"},
    {"predict steps=10", "steps", "level=3"},
    {"predict level=1 schedule=wsd", "schedule", "level=3"},
    {"predict level=3 schedule=step", "schedule=step", "constant, linear, cosine, wsd"},
    {"predict level=3 schedule=wsd warm_up=.3", "stable", "at most 1"},
    {"predict level=3 modes=1000000 steps=1000000", "steps=1000000", "modes=0"},
    {"predict d=1 d=1", "d=1", "once"},
    {"predict d", "“d”", "KEY=VALUE"},
    {"predict =1", "“=1”", "KEY=VALUE"},
    {"predict workers=2", "workers", "d, beta"},
    {"predict --out x", "--out", "--json"},
    {"boundary C0=1000", "A", "greater than 0"},
    {"boundary gamma=1/7", "C0", "greater than 0"},
    {"boundary A=0.5 C0=0", "C0=0", "greater than 0"},
    {"boundary C0=1 A=100", "A = 100", "smaller A"},
    {"boundary times=1", "times", "gamma"},
};

static void
test_refused (gconstpointer data)
{
  const Refused *word = data;

  program_refuses (NULL, word->words, word->named, word->allowed);
}

static void
assert_knows_word (const char *text, const char *where, const char *word)
{
  g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", word);

  if (!g_regex_match_simple (pattern, text, 0, 0))
    g_test_fail_printf ("%s does not know %s", where, word);
}

/* Help, man page and completion know every key of the commands that have their own. */
static void
test_documents (gconstpointer data)
{
  const LabCommand *command = data;
  static const char *const documents[] = {"scaling-lab.1", "scaling-lab.bash-completion"};
  g_autofree char *words = g_strdup_printf ("%s --help", command->name);
  g_auto (ProgramResult) help = program_run (NULL, words);
  g_autoptr (GString) flat = g_string_new (help.out);

  g_assert_cmpint (help.status, ==, 0);
  g_string_replace (flat, "\n      ", " ", 0);
  for (guint k = 0; command->keys[k].key != NULL; k++) {
    const LabNumberKey *key = &command->keys[k];
    g_autofree char *range = lab_number_key_range (key);
    g_autofree char *preset = lab_number_key_preset (key);
    g_autofree char *entry =
        g_strdup_printf ("\n  %s %s Allowed: %s. Default: %s.", key->key, key->description, range,
                         preset != NULL ? preset : "none");

    if (strstr (flat->str, entry) == NULL)
      g_test_fail_printf ("help lacks: %s", entry);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autofree char *path = g_build_filename (g_getenv ("LAB_SOURCE"), "data", documents[i], NULL);
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    assert_knows_word (text, documents[i], command->name);
    for (guint k = 0; command->keys[k].key != NULL; k++)
      assert_knows_word (text, documents[i], command->keys[k].key);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    g_test_add_data_func (golden[i].path, &golden[i], test_golden);
  g_test_add_func ("/cli-predict/level-1-without-training", test_level_1_without_training);
  g_test_add_func ("/cli-predict/boundary", test_boundary);
  g_test_add_func ("/cli-predict/boundary-lines", test_boundary_lines);
  g_test_add_func ("/cli-predict/boundary-beyond", test_boundary_beyond);
  g_test_add_func ("/cli-predict/compute-crossing", test_compute_crossing);
  g_test_add_func ("/cli-predict/no-boundary", test_no_boundary);
  g_test_add_func ("/cli-predict/text", test_text);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *words = g_strdelimit (g_strdup (refused[i].words), "/", '-');
    g_autofree char *path = g_strdup_printf ("/cli-predict/refused/%zu %s", i, words);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  g_test_add_data_func ("/cli-predict/documents/predict", &lab_command_predict, test_documents);
  g_test_add_data_func ("/cli-predict/documents/boundary", &lab_command_boundary, test_documents);
  return g_test_run ();
}
