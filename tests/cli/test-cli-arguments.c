/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that the program must refuse, and how: status 2, nothing on standard output, one sentence
 * on standard error that names the word's key and what is allowed. */
#include "program.h"

#include "cli/options.h"
#include "experiment/experiment-keys.h"

#include <string.h>

typedef struct
{
  const char *words;
  const char *named;   /* key, option or command that the sentence names */
  const char *allowed; /* part of what the sentence says is allowed */
} Refused;

static const Refused refused[] = {
    {"run d=0", "d=0", "1 to 32"},
    {"run d=33", "d=33", "1 to 32"},
    {"run d=2.5", "d=2.5", "whole number"},
    {"run d=two", "d=two", "whole number"},
    {"run d=", "d=", "0 to 70"},
    {"run 'd= 2'", "d= 2", "whole number"},
    {"run d=-1", "d=-1", "0 to 70"},
    {"run D=257", "D=257", "256"},
    {"run D=3", "D=3", "at least 4"},
    {"run D=18", "D=18", "multiple of tokens=4"},
    {"run beta=0", "beta=0", "greater than 0"},
    {"run beta=2.01", "beta=2.01", "at most 2"},
    {"run beta=nan", "beta=nan", "at most 2"},
    {"run beta=1,5", "beta=1,5", "number"},
    {"run sigma=-0.1", "sigma=-0.1", "0 to 10"},
    {"run sigma=inf", "sigma=inf", "0 to 10"},
    {"run n=15", "n=15", "16"},
    {"run n=1e4", "n=1e4", "whole number"},
    {"run n=99999999999999999999", "n=99999999999999999999", "1048576"},
    {"run width=513", "width=513", "512"},
    {"run width=33", "width=33", "multiple of heads=2"},
    {"run sweep=time grid=8,9", "grid=9", "multiple of heads=2"},
    {"run depth=0", "depth=0", "16"},
    {"run heads=0", "heads=0", "16"},
    {"run tokens=257", "tokens=257", "256"},
    {"run steps=0", "steps=0", "1000000"},
    {"run batch=0", "batch=0", "65536"},
    {"run optimizer=adam", "optimizer=adam", "adamw, sgd, gd"},
    {"run schedule=step", "schedule=step", "cosine, constant, linear, wsd"},
    {"run manifold=plane", "manifold=plane", "torus, sphere"},
    {"run sweep=both", "sweep=both", "data, model, time, compute, depth"},
    {"run validation=yes", "validation=yes", "extra, split, none"},
    {"run learning_rate=0", "learning_rate=0", "greater than 0"},
    {"run repeats=65", "repeats=65", "64"},
    {"run seed=-1", "seed=-1", "whole number"},
    {"run grid=64,32", "grid=64,32", "ascending"},
    {"run grid=64,,128", "grid=64,,128", "separated by commas"},
    {"run grid=8,16,32,64", "grid=8", "16"},
    {"run grid=16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32", "grid=", "at most 16"},
    {"run workers=65", "workers=65", "1 to 64"},
    {"run workers=-1", "workers=-1", "1 to 64"},
    {"run workers=", "workers=", "1 to 64"},
    {"run workers=1 workers=2", "workers=2", "once"},
    {"run d=2 d=3", "d=3", "once"},
    {"run manifold=swiss_roll d=3", "d=3", "d must be 2"},
    {"run manifold=cube target=harmonics", "target=harmonics", "torus and sphere"},
    {"sample width=8", "width=8", "--help"},
    {"sample workers=2", "workers=2", "--help"},
    {"sample --out", "--out", "name of a file"},
    {"run colour=red", "colour", "--help"},
    {"run Beta=1", "Beta", "--help"},
    {"run learning-rate=1", "--help", "learning-rate"},
    {"run =2", "=2", "KEY=VALUE"},
    {"run d", "“d”: ", "such as d=2"},
    {"run ''", "“”: ", "such as d=2"},
    {"run --out", "--out", "directory"},
    {"run --out ''", "--out", "directory"},
    {"run --out=", "--out", "directory"},
    {"run --jsn", "--jsn", "--json"},
    {"run --simd", "--simd", "avx2"},
    {"run --simd sse9", "sse9", "baseline"},
    {"theory --simd avx2", "--simd", "--json"},
    {"run -x", "-x", "--help"},
    {"theory --out x", "--out", "--json"},
    {"run --catalogue", "--catalogue", "--json"},
    {"theory --model power", "--model", "--catalogue"},
    {"theory d=99", "d=99", "0 to 70"},
    {"theory gamma=1", "gamma", "--help"},
    {"train", "train", "run, compare, theory"},
    {"''", "“”", "run, compare, theory"},
    {"d=4", "d=4", "scaling-lab run d=4"},
    {"--quiet", "--quiet", "--help"},
    {"--version now", "--version", "now"},
};

/* And nothing is written on the way. */
static void
test_refused (gconstpointer data)
{
  const Refused *word = data;
  g_autofree char *directory = program_directory ();
  g_autoptr (GDir) listing = NULL;

  program_refuses (directory, word->words, word->named, word->allowed);
  listing = g_dir_open (directory, 0, NULL);
  g_assert_null (g_dir_read_name (listing));
  program_remove (directory);
}

static void
test_version (void)
{
  g_auto (ProgramResult) result = program_run (NULL, "--version");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.out, ==, "scaling-lab 0.1.0\n");
  g_assert_cmpstr (result.err, ==, "");
}

/* Every key with its range and its default, from the table itself. */
static void
test_help (gconstpointer words)
{
  g_auto (ProgramResult) result = program_run (NULL, words);
  LabExperiment experiment;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  g_autoptr (GString) flat = g_string_new (result.out);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  g_string_replace (flat, "\n      ", " ", 0);
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  for (guint i = 0; i < count; i++) {
    g_autofree char *range = lab_experiment_key_range (&keys[i]);
    g_autofree char *value = lab_experiment_get (&experiment, keys[i].key);
    g_autofree char *entry = g_strdup_printf ("\n  %s %s Allowed: %s. Default: %s", keys[i].key,
                                              keys[i].description, range, value);

    if (strstr (flat->str, entry) == NULL)
      g_test_fail_printf ("help lacks: %s", entry);
  }
  g_assert_nonnull (strstr (flat->str, "\n  workers "));
  g_assert_nonnull (strstr (flat->str, "steps Optimiser steps of each run. Allowed: a whole number "
                                       "from 1 to 1000000. Default: 1000; 6000 with sweep=model; "
                                       "4000 with sweep=time; 12000 with sweep=compute; 3000 with "
                                       "sweep=depth."));
}

/* A list of names is worth what it holds: the man page and the completion know every key. */
static void
test_documents_know_keys (gconstpointer name)
{
  g_autofree char *path = g_build_filename (g_getenv ("LAB_SOURCE"), "data", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < count; i++) {
    g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", keys[i].key);

    if (!g_regex_match_simple (pattern, text, 0, 0))
      g_test_fail_printf ("%s does not know the key %s", (const char *)name, keys[i].key);
    for (guint k = 0; keys[i].choices != NULL && keys[i].choices[k] != NULL; k++)
      if (strstr (text, keys[i].choices[k]) == NULL)
        g_test_fail_printf ("%s does not know %s", (const char *)name, keys[i].choices[k]);
  }
}

/* Man page, completion and --help know every command and every option of it. */
static void
test_documents_know_commands (void)
{
  static const LabCommand *const commands[] = {
      &lab_command_run,       &lab_command_compare,  &lab_command_theory,
      &lab_command_predict,   &lab_command_boundary, &lab_command_fit,
      &lab_command_dimension, &lab_command_kernel,   &lab_command_corpus};
  static const char *const documents[] = {"data/scaling-lab.1", "data/scaling-lab.bash-completion",
                                          "README.md"};
  g_auto (ProgramResult) general = program_run (NULL, "--help");

  for (gsize d = 0; d < G_N_ELEMENTS (documents); d++) {
    g_autofree char *path = g_build_filename (g_getenv ("LAB_SOURCE"), documents[d], NULL);
    g_autofree char *text = NULL;
    g_autoptr (GString) plain = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    plain = g_string_new (text);
    g_string_replace (plain, "\\-", "-", 0);
    for (const LabOption *option = lab_options; d < 2 && option->name != NULL; option++)
      if (strstr (plain->str, option->name) == NULL)
        g_test_fail_printf ("%s does not know %s", documents[d], option->name);
    for (gsize c = 0; c < G_N_ELEMENTS (commands); c++)
      if (strstr (plain->str, commands[c]->name) == NULL)
        g_test_fail_printf ("%s does not know %s", documents[d], commands[c]->name);
  }
  for (gsize c = 0; c < G_N_ELEMENTS (commands); c++) {
    g_autofree char *usage =
        g_strdup_printf ("scaling-lab %s %s\n", commands[c]->name, commands[c]->usage);

    g_assert_nonnull (strstr (general.out, usage));
    for (const LabOption *option = lab_options; option->name != NULL; option++)
      if (option->flag != 0 && (commands[c]->flags & option->flag) != 0)
        g_assert_nonnull (strstr (commands[c]->usage, option->name));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *words = g_strdelimit (g_strdup (refused[i].words), "/", '-');
    g_autofree char *path = g_strdup_printf ("/cli-arguments/refused/%u %s", i, words);

    g_test_add_data_func (path, &refused[i], test_refused);
  }
  g_test_add_func ("/cli-arguments/version", test_version);
  g_test_add_data_func ("/cli-arguments/help/general", "--help", test_help);
  g_test_add_data_func ("/cli-arguments/help/run", "run --help", test_help);
  g_test_add_data_func ("/cli-arguments/help/theory", "theory -h", test_help);
  g_test_add_func ("/cli-arguments/documents-know-commands", test_documents_know_commands);
  g_test_add_data_func ("/cli-arguments/man-page", "scaling-lab.1", test_documents_know_keys);
  g_test_add_data_func ("/cli-arguments/completion", "scaling-lab.bash-completion",
                        test_documents_know_keys);
  return g_test_run ();
}
