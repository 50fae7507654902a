/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments on language: words to experiments, windows to runs, and what is measured of a chain whose entropy is
 * known. */
#include "core/error.h"
#include "experiment/conclude/measured-law.h"
#include "experiment/language.h"
#include "experiment/run/run.h"

#include <math.h>
#include <string.h>

/* The experiment of KEY=VALUE words, or NULL with error; the corpus is kept for the whole test. */
static gboolean
make (const char *text, LabExperiment *experiment, GError **error)
{
  static GPtrArray *corpora;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  LabCorpusSource source;

  if (corpora == NULL)
    corpora = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_corpus_unref);
  if (!lab_experiment_words_language ((const char *const *)words, &source, error))
    return FALSE;
  LabCorpus *corpus = lab_corpus_new (&source, NULL, error);
  if (corpus == NULL)
    return FALSE;
  g_ptr_array_add (corpora, corpus);
  return lab_experiment_parse_language ((const char *const *)words, corpus, experiment, error);
}

static LabExperiment
made (const char *text)
{
  LabExperiment experiment;
  g_autoptr (GError) error = NULL;

  make (text, &experiment, &error);
  g_assert_no_error (error);
  return experiment;
}

static LabRun *
train (const LabExperiment *experiment, guint index)
{
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;

  lab_experiment_plan (experiment, index, &plan);
  LabRun *run = lab_run_train (experiment, &plan, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (run);
  return run;
}

/* The defaults that each language brings, whatever the order of the words. */
static void
test_defaults (void)
{
  static const struct
  {
    const char *corpus;
    guint width, steps, tokens, heads;
    guint64 n;
  } cases[] = {
      {"facts", 64, 800, 48, 4, 98304},
      {"markov", 32, 500, 64, 2, 131072},
      {"hierarchy", 64, 1500, 16, 4, 524288},
      {"manifold", 32, 600, 8, 2, 294912},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("corpus=%s task=language", cases[i].corpus);
    const LabExperiment experiment = made (text);

    g_assert_cmpuint (experiment.width, ==, cases[i].width);
    g_assert_cmpuint (experiment.steps, ==, cases[i].steps);
    g_assert_cmpuint (experiment.tokens, ==, cases[i].tokens);
    g_assert_cmpuint (experiment.heads, ==, cases[i].heads);
    g_assert_cmpuint (experiment.n, ==, cases[i].n);
    g_assert_cmpint ((int)experiment.positions, ==, LAB_POSITIONS_RELATIVE);
    g_assert_cmpfloat (lab_experiment_weight_decay (&experiment), ==, 0.1);
    g_autofree char *told = lab_experiment_to_text (&experiment);
    const LabExperiment again = made (told);
    g_assert_true (lab_experiment_equal (&experiment, &again));
    g_assert_null (strstr (told, "manifold=torus"));
  }
}

/* Words that say nothing about a language, or about this one, are refused by name. */
static void
test_refusals (void)
{
  static const char *const cases[][2] = {
      {"task=language corpus=manifold tokens=16", "tokens"},
      {"task=language corpus=facts order=2", "order"},
      {"task=language corpus=markov manifold=sphere", "manifold"},
      {"task=language corpus=markov optimizer=gd", "optimizer"},
      {"task=language corpus=markov validation=split", "validation"},
      {"task=language corpus=markov n=32", "n"},
      {"task=language corpus=markov n=1073741825", "n"},
      {"task=language corpus=no-such-file", "no-such-file"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    LabExperiment experiment;

    g_assert_false (make (cases[i][0], &experiment, &error));
    g_assert_nonnull (error);
    if (error != NULL && strstr (error->message, cases[i][1]) == NULL)
      g_test_fail_printf ("%s: %s", cases[i][0], error->message);
  }
  const LabExperiment large = made ("task=language corpus=markov n=1073741824");
  g_assert_cmpuint (large.n, ==, LAB_CORPUS_TOKENS_MOST);
}

/* The excess falls far below what the symbols' own frequencies leave; loss is entropy and excess; bytes
 * repeat. */
static void
test_run (void)
{
  const LabExperiment experiment =
      made ("task=language corpus=markov symbols=4 order=1 sweep=data n=65536 grid=65536 width=16 "
            "steps=120 repeats=1 learning_rate=0.01");
  g_autoptr (LabRun) run = train (&experiment, 0);
  g_autoptr (LabRun) again = train (&experiment, 0);
  const LabEvaluation *first = &run->evaluations[0];
  const LabEvaluation *chosen = &run->evaluations[run->chosen];

  g_assert_cmpint ((int)run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpuint (run->training_points, ==, 65536);
  g_test_message ("excess %g, then %g", first->excess_risk, chosen->excess_risk);
  g_assert_cmpfloat (chosen->excess_risk, >, 0);
  g_assert_cmpfloat (chosen->excess_risk, <, 0.01);
  g_assert_cmpfloat (first->excess_risk, >, 10 * chosen->excess_risk);
  g_assert_cmpfloat_with_epsilon (lab_experiment_loss (&experiment, chosen->excess_risk),
                                  chosen->validation_loss, 0.03);
  g_assert_true (again->evaluations[run->chosen].excess_risk == chosen->excess_risk);
  g_assert_cmpfloat_with_epsilon (
      lab_experiment_epochs (&experiment, &run->plan, chosen->step),
      chosen->step * (double)experiment.batch * experiment.tokens / 65536.0, 1e-9);
}

/* With few tokens validation turns, and the run ends before its last step. */
static void
test_ends_early (void)
{
  const LabExperiment experiment =
      made ("task=language corpus=markov sweep=data n=512 grid=512 width=32 steps=2000 repeats=1 "
            "learning_rate=0.01");
  g_autoptr (LabRun) run = train (&experiment, 0);
  const guint last = run->evaluation_count - 1;

  g_assert_cmpint ((int)run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpuint (run->evaluations[last].step, <, experiment.steps);
  g_assert_cmpint (run->chosen, <, (int)last);
  g_assert_true (lab_run_is_past_its_best (&experiment, run));
}

/* Dimensions after both blocks, and paper A's slope from the last: 2/(2 + d). */
static void
test_dimension (void)
{
  const LabExperiment experiment =
      made ("task=language corpus=markov sweep=data n=65536 grid=65536 width=16 steps=20 "
            "repeats=1 dimension=pooled");
  g_autoptr (LabRun) run = train (&experiment, 0);
  LabMeasuredLaw measured;

  g_assert_true (lab_measured_law (&experiment, &run, 1, &measured));
  g_assert_cmpuint (measured.blocks, ==, 2);
  g_assert_true (isnan (measured.data.value));
  const double d = (double)measured.block[1].value;
  g_assert_cmpfloat (d, >, 1);
  g_assert_cmpfloat_with_epsilon (measured.law.exponent, -2 / (2 + d), 1e-6);
  g_assert_cmpfloat (measured.steepest, <, measured.law.exponent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/language/defaults", test_defaults);
  g_test_add_func ("/experiment/language/refusals", test_refusals);
  g_test_add_func ("/experiment/language/run", test_run);
  g_test_add_func ("/experiment/language/ends-early", test_ends_early);
  g_test_add_func ("/experiment/language/dimension", test_dimension);
  return g_test_run ();
}
