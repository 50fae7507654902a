/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments as words: round trips, refusals, and relations between keys. */
#include "experiment/experiment-keys.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "parse.h"

typedef struct
{
  const char *word;
  const char *sentence; /* must be part of the message */
} Refusal;

static void
assert_refused (const char *const *words, const char *sentence)
{
  LabExperiment experiment, untouched;
  memset (&experiment, 0x5a, sizeof experiment);
  untouched = experiment;
  g_autoptr (GError) error = NULL;
  g_assert_false (lab_experiment_parse (words, NULL, &experiment, &error));
  g_assert_nonnull (error);
  if (error != NULL && strstr (error->message, sentence) == NULL)
    g_test_message ("“%s” lacks “%s”", error->message, sentence);
  g_assert_true (error != NULL && strstr (error->message, sentence) != NULL);
  g_assert_cmpmem (&experiment, sizeof experiment, &untouched, sizeof untouched);
}

/* Another value than the default for every key, and what it must read back as. */
static void
test_round_trip (void)
{
  static const char *const WORDS[][2] = {
      {"sweep", "compute"},
      {"task", "sequences"},
      {"inputs", "heavy_tailed"},
      {"correlation", "0.25"},
      {"degrees_of_freedom", "2.5"},
      {"corpus", "twin"},
      {"source", "./mine.txt"},
      {"tokeniser", "pairs"},
      {"vocabulary", "64"},
      {"symbols", "4"},
      {"order", "1"},
      {"base", "32"},
      {"zipf", "0.5"},
      {"facts_per_window", "8"},
      {"rules", "2"},
      {"branching", "3"},
      {"levels", "5"},
      {"bins", "16"},
      {"classes", "2"},
      {"manifold", "sphere"},
      {"d", "32"},
      {"D", "64"},
      {"density", "1.5"},
      {"ambient_noise", "0.25"},
      {"target", "teacher"},
      {"beta", "0.1"},
      {"sigma", "2.5"},
      {"n", "1048576"},
      {"width", "512"},
      {"depth", "16"},
      {"fixed", "parameters"},
      {"heads", "16"},
      {"tokens", "64"},
      {"attention", "causal"},
      {"feed_forward", "4"},
      {"positions", "rotary"},
      {"output", "tied"},
      {"steps", "1000000"},
      {"batch", "65536"},
      {"optimizer", "sgd"},
      {"schedule", "constant"},
      {"learning_rate", "1e-07"},
      {"warm_up", "0.25"},
      {"final_rate", "0.5"},
      {"stable", "0.5"},
      {"weight_decay", "0.01"},
      {"head_scale", "10"},
      {"validation", "split"},
      {"dimension", "tokens"},
      {"repeats", "64"},
      {"seed", "9223372036854775807"},
      {"grid", "16,32,48"},
  };
  guint count, taken = 0;
  const LabKey *keys = lab_experiment_keys (&count);

  LabExperiment experiment, unlike;
  lab_experiment_default (LAB_SWEEP_DATA, &unlike);
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  for (guint i = 0; i < count; i++) {
    if (keys[i].type == LAB_KEY_TEXT) /* of a file, which is not opened here */
      continue;
    const char *const *word = WORDS[taken++];
    g_autoptr (GError) error = NULL;
    g_assert_cmpstr (keys[i].key, ==, word[0]);
    g_assert_true (lab_experiment_set (&experiment, word[0], word[1], &error));
    g_assert_no_error (error);
    g_autofree char *value = lab_experiment_get (&experiment, word[0]);
    g_assert_cmpstr (value, ==, word[1]);
    g_assert_false (lab_experiment_equal (&experiment, &unlike));
    unlike = experiment;
    g_assert_true (lab_experiment_equal (&experiment, &unlike));
  }
  g_assert_cmpuint (taken, ==, G_N_ELEMENTS (WORDS));

  /* The whole text makes the same experiment. 16 blocks of width 512 over a million steps of 65,536
   * examples are more operations than can be counted. */
  g_assert_false (lab_experiment_check (&experiment, NULL));
  experiment.steps = 1000;
  g_autofree char *text = lab_experiment_to_text (&experiment);
  LabExperiment copy = parse (text);
  copy.target = experiment.target; /* what the task leaves unread, its text leaves out */
  copy.smoothness = experiment.smoothness;
  copy.language = experiment.language;
  copy.positions = experiment.positions;
  copy.output = experiment.output;
  g_assert_true (lab_experiment_equal (&experiment, &copy));
  g_autofree char *again = lab_experiment_to_text (&copy);
  g_assert_cmpstr (text, ==, again);
}

static void
test_defaults_round_trip (void)
{
  for (guint sweep = 0; sweep < lab_axis_count (); sweep++) {
    LabExperiment experiment;
    lab_experiment_default (sweep, &experiment);
    g_autoptr (GError) error = NULL;
    g_assert_true (lab_experiment_check (&experiment, &error));
    g_assert_no_error (error);
    g_autofree char *text = lab_experiment_to_text (&experiment);
    LabExperiment copy = parse (text);
    g_assert_true (lab_experiment_equal (&experiment, &copy));
    /* The word sweep alone chooses the same, wherever it stands. */
    g_autofree char *name = lab_experiment_get (&experiment, "sweep");
    g_autofree char *words = g_strdup_printf ("seed=1 sweep=%s", name);
    copy = parse (words);
    g_assert_true (lab_experiment_equal (&experiment, &copy));
  }
}

static void
test_reals_round_trip (void)
{
  static const double VALUES[] = {0.1, 1.0 / 3.0, 2.0, 1e-300, 0.30000000000000004, 5e-324};
  LabExperiment experiment;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++) {
    g_assert_true (lab_experiment_set_number (&experiment, "beta", VALUES[i], NULL));
    g_autofree char *text = lab_experiment_get (&experiment, "beta");
    experiment.smoothness = 1.0;
    g_assert_true (lab_experiment_set (&experiment, "beta", text, NULL));
    g_assert_true (experiment.smoothness == VALUES[i]);
  }
  g_assert_true (lab_experiment_set (&experiment, "sigma", "-0", NULL));
  g_assert_false (signbit (experiment.noise));
}

static void
test_refused_values (void)
{
  static const Refusal REFUSALS[] = {
      {"sweep=all", "sweep=all: sweep must be one of data, model, time, compute, depth"},
      {"sweep=", "sweep=: sweep must be one of"},
      {"manifold=plane", "manifold=plane: manifold must be one of torus, sphere"},
      {"manifold=Torus", "manifold must be one of"},
      {"d=0", "d=0: with manifold=torus, d must be from 1 to 32"},
      {"points=rings.csv",
       "points=rings.csv: the points of a file can only be taken by opening it"},
      {"labels=last", "labels=last: this goes with points=FILE"},
      {"scaling=columns", "scaling=columns: this goes with points=FILE"},
      {"d=33", "d=33: with manifold=torus, d must be from 1 to 32"},
      {"d=2.5", "d=2.5: d must be a whole number"},
      {"d=", "d=: d must be a whole number"},
      {"d=0x2", "d=0x2: d must be"},
      {"d= 2", "d must be a whole number"},
      {"d=+2", "d must be a whole number"},
      {"d=99999999999999999999", "d must be a whole number"},
      {"D=257", "D=257: D must be a whole number from 0 to 256"},
      {"D=-1", "D must be a whole number"},
      {"beta=3", "beta=3: beta must be a number greater than 0 and at most 2"},
      {"beta=0", "beta=0: beta must be a number greater than 0"},
      {"beta=nan", "beta=nan: beta must be"},
      {"beta=1e-999", "beta must be a number greater than 0"},
      {"beta=0x1", "beta must be a number"},
      {"beta=1,5", "beta must be a number"},
      {"beta=1e", "beta must be a number"},
      {"sigma=-0.1", "sigma=-0.1: sigma must be a number from 0 to 10"},
      {"sigma=inf", "sigma=inf: sigma must be a number from 0 to 10"},
      {"sigma=11", "sigma=11: sigma must be a number from 0 to 10"},
      {"n=15", "n=15: n must be a whole number from 16 to 1048576"},
      {"n=1048577", "n must be a whole number from 16 to 1048576"},
      {"width=1", "width=1: width must be a whole number from 2 to 512"},
      {"width=513", "width must be a whole number from 2 to 512"},
      {"depth=0", "depth=0: depth must be a whole number from 1 to 16"},
      {"depth=17", "depth must be a whole number from 1 to 16"},
      {"fixed=heads", "fixed=heads: fixed must be one of width, parameters"},
      {"heads=0", "heads=0: heads must be a whole number from 1 to 16"},
      {"heads=17", "heads must be a whole number from 1 to 16"},
      {"tokens=0", "tokens=0: tokens must be a whole number from 1 to 256"},
      {"tokens=257", "tokens must be a whole number from 1 to 256"},
      {"feed_forward=0", "feed_forward=0: feed_forward must be a whole number from 1 to 8"},
      {"feed_forward=9", "feed_forward must be a whole number from 1 to 8"},
      {"steps=0", "steps=0: steps must be a whole number from 1 to 1000000"},
      {"steps=1000001", "steps must be a whole number from 1 to 1000000"},
      {"batch=0", "batch=0: batch must be a whole number from 1 to 65536"},
      {"batch=65537", "batch must be a whole number from 1 to 65536"},
      {"optimizer=adam", "optimizer=adam: optimizer must be one of adamw, sgd, gd"},
      {"schedule=step", "schedule=step: schedule must be one of cosine, constant, linear, wsd"},
      {"warm_up=-1", "warm_up=-1: warm_up must be auto, or a number from 0 to 1"},
      {"final_rate=1.1", "final_rate must be auto, or a number from 0 to 1"},
      {"stable=auto", "stable=auto: stable must be a number from 0 to 1"},
      {"weight_decay=11", "weight_decay must be auto, or a number from 0 to 10"},
      {"head_scale=0", "head_scale=0: head_scale must be a number greater than 0 and at most 100"},
      {"learning_rate=0", "learning_rate=0: learning_rate must be a number greater than 0"},
      {"learning_rate=1e7", "learning_rate must be a number greater than 0 and at most 1000000"},
      {"validation=all", "validation=all: validation must be one of extra, split, none"},
      {"repeats=0", "repeats=0: repeats must be a whole number from 1 to 64"},
      {"repeats=65", "repeats must be a whole number from 1 to 64"},
      {"seed=-1", "seed=-1: seed must be a whole number from 0 to 9223372036854775807"},
      {"seed=9223372036854775808", "seed must be a whole number"},
      {"grid=1,2,x", "grid=1,2,x: grid must be auto, or at most 16 whole numbers"},
      {"grid=64,32", "grid=64,32: grid must be auto"},
      {"grid=64,64", "grid must be auto"},
      {"grid=", "grid=: grid must be auto"},
      {"grid=64,", "grid must be auto"},
      {"grid=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "at most 16 whole numbers"},
      {"grid=8,64", "grid=8: each value of grid is one of n here and must be a whole number"},
      {"colour=red", "colour=red: there is no key “colour”"},
      {"=3", "“=3” is not of the form KEY=VALUE"},
      {"d", "“d” is not of the form KEY=VALUE"},
      {"", "“” is not of the form KEY=VALUE"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    assert_refused ((const char *[]){REFUSALS[i].word, NULL}, REFUSALS[i].sentence);
}

static void
test_refused_relations (void)
{
  assert_refused ((const char *[]){"d=2", "d=2", NULL}, "d=2: d is given twice");
  assert_refused ((const char *[]){"sweep=data", "sweep=data", NULL}, "sweep is given twice");
  assert_refused ((const char *[]){"width=33", NULL},
                  "width=33: width must be a multiple of heads=2");
  assert_refused ((const char *[]){"sweep=model", "grid=4,7", NULL},
                  "grid=7: grid must be a multiple of heads=2");
  assert_refused ((const char *[]){"sweep=time", "grid=600", NULL},
                  "grid=600: each value of grid is one of width here");
  assert_refused ((const char *[]){"sweep=depth", "grid=4,17", NULL},
                  "grid=17: each value of grid is one of depth here");
  assert_refused ((const char *[]){"sweep=depth", "width=33", NULL},
                  "width=33: width must be a multiple of heads=2");
  assert_refused ((const char *[]){"sweep=depth", "fixed=parameters", "width=256", NULL},
                  "width=256: width must be smaller with fixed=parameters");
  assert_refused ((const char *[]){"d=9", "D=16", NULL},
                  "D=16: D must be 0 (chosen) or at least 18");
  assert_refused ((const char *[]){"D=18", NULL},
                  "D=18: D must be 0 (chosen) or a multiple of tokens=4");
  assert_refused ((const char *[]){"schedule=wsd", "warm_up=.3", NULL},
                  "stable=0.8: stable and warm_up are shares of the same steps");
  assert_refused ((const char *[]){"steps=1000000", "batch=65536", "n=65536", "width=512",
                                   "depth=16", "tokens=256", NULL},
                  "steps=1000000: steps must be fewer");
}

static void
test_errors_have_codes (void)
{
  LabExperiment experiment, before;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  before = experiment;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) invalid = NULL;
  g_assert_false (lab_experiment_set (&experiment, "gamma", "1", &unknown));
  g_assert_error (unknown, LAB_ERROR, LAB_ERROR_UNKNOWN_KEY);
  g_assert_false (lab_experiment_set (&experiment, "grid", "5,x", &invalid));
  g_assert_error (invalid, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_assert_cmpmem (&experiment, sizeof experiment, &before, sizeof before);
}

static void
test_numbers (void)
{
  LabExperiment experiment;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  for (guint i = 0; i < count; i++) {
    if (keys[i].type >= LAB_KEY_GRID)
      continue;
    LabExperiment copy = experiment;
    double value = lab_experiment_get_number (&experiment, keys[i].key);
    g_assert_true (lab_experiment_set_number (&copy, keys[i].key, value, NULL));
    g_assert_cmpfloat (lab_experiment_get_number (&copy, keys[i].key), ==, value);
    if (keys[i].automatic != NULL) /* what was chosen stands now, as a choice of its own */
      copy = experiment;
    g_assert_true (lab_experiment_equal (&copy, &experiment));
    g_assert_false (lab_experiment_set_number (&copy, keys[i].key, -1.0, NULL));
    g_assert_false (lab_experiment_set_number (&copy, keys[i].key, NAN, NULL));
    g_assert_false (lab_experiment_set_number (&copy, keys[i].key, INFINITY, NULL));
    g_assert_false (lab_experiment_set_number (&copy, keys[i].key, 1e300, NULL));
    g_assert_true (lab_experiment_equal (&copy, &experiment));
    if (keys[i].type != LAB_KEY_REAL)
      g_assert_false (lab_experiment_set_number (&copy, keys[i].key, 1.5, NULL));
  }
  g_assert_true (lab_experiment_set_number (&experiment, "optimizer", 2, NULL));
  g_assert_cmpuint (experiment.optimizer, ==, LAB_OPTIMIZER_GD);
  g_assert_true (lab_experiment_set_number (&experiment, "n", 65536, NULL));
  g_assert_cmpuint (experiment.n, ==, 65536);
}

/* A field out of range that no word could have made is refused as well. */
static void
test_check_finds_foreign_values (void)
{
  LabExperiment experiment;
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GError) error = NULL;
  experiment.optimizer = 9;
  g_assert_false (lab_experiment_check (&experiment, &error));
  g_assert_cmpstr (error->message, ==, "optimizer=9: optimizer must be one of adamw, sgd, gd");
  experiment.optimizer = LAB_OPTIMIZER_SGD;
  experiment.noise = NAN;
  g_assert_false (lab_experiment_check (&experiment, NULL));
  experiment.noise = 0.0;
  experiment.grid_length = LAB_GRID_MAX + 1;
  for (guint i = 0; i < LAB_GRID_MAX; i++)
    experiment.grid[i] = 16 + i;
  g_assert_false (lab_experiment_check (&experiment, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/keys/round-trip", test_round_trip);
  g_test_add_func ("/experiment/keys/defaults-round-trip", test_defaults_round_trip);
  g_test_add_func ("/experiment/keys/reals-round-trip", test_reals_round_trip);
  g_test_add_func ("/experiment/keys/refused-values", test_refused_values);
  g_test_add_func ("/experiment/keys/refused-relations", test_refused_relations);
  g_test_add_func ("/experiment/keys/errors-have-codes", test_errors_have_codes);
  g_test_add_func ("/experiment/keys/numbers", test_numbers);
  g_test_add_func ("/experiment/keys/check-finds-foreign-values", test_check_finds_foreign_values);
  return g_test_run ();
}
