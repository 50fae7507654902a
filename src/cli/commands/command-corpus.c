/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab corpus: what a text or a language is like, before anything is trained on it. */
#include "cli/command.h"

#include "cli/corpus/corpus-cost.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "corpus/token-set.h"

/* What is measured, and what becomes of it. */
typedef struct
{
  const LabArguments *arguments;
  LabCorpusSample sample;
  LabCorpusCost cost;
  GError *error;
} Errand;

/* The tabulator at the experiment's n, a quarter of it, and so on; FALSE when stopped. */
static gboolean
take_sample (const LabArguments *arguments, LabCorpusSample *sample, LabTask *task)
{
  const LabCorpusInfo *info = lab_corpus_info (arguments->corpus);
  g_autoptr (LabTokenSet) set = NULL;
  guint16 row[LAB_CORPUS_WINDOW_MAX + 1];
  guint64 n = arguments->experiment.n;

  set = lab_token_set_new_held_out (arguments->corpus, LAB_TOKENS_TEST, 0, 1,
                                    task != NULL ? &task->cancelled : NULL, NULL);
  if (set == NULL)
    return FALSE;
  lab_token_set_draw (set, 0, row);
  sample->sample = lab_corpus_decode (arguments->corpus, row, info->fresh_tokens);
  for (guint i = LAB_CORPUS_TABULATOR_POINTS; i-- > 0; n /= 4) {
    sample->n[i] = MAX (n, info->training_least);
    sample->tabulator[i] = lab_corpus_tabulator (arguments->corpus, sample->n[i]);
    if (lab_task_is_cancelled (task))
      return FALSE;
  }
  return TRUE;
}

/* A LabWatched: the statistics, or NULL with an error, or without one when stopped. */
static gpointer
measure (LabTask *task, gpointer data)
{
  Errand *errand = data;
  g_autoptr (LabCorpusStatistics) statistics =
      lab_corpus_statistics_new (errand->arguments->corpus, task, &errand->error);

  if (statistics == NULL || !take_sample (errand->arguments, &errand->sample, task) ||
      !lab_corpus_cost (&errand->arguments->experiment, &errand->cost, task, &errand->error))
    return NULL;
  return g_steal_pointer (&statistics);
}

static int
run (const LabArguments *arguments)
{
  Errand errand = {.arguments = arguments};
  g_autoptr (LabCorpusStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sample = NULL;
  gboolean well;
  int signal;

  statistics = lab_watch (measure, &errand, "Counting", &signal);
  error = errand.error;
  sample = errand.sample.sample;
  if (statistics == NULL)
    return lab_exit_after (signal, error);
  text = arguments->json
             ? lab_corpus_json (arguments->corpus, statistics, &errand.sample, &errand.cost)
             : lab_corpus_text (arguments->corpus, statistics, &errand.sample, &errand.cost);
  well = arguments->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_corpus = {
    .name = "corpus",
    .takes_language = TRUE,
    .usage = "NAME [KEY=VALUE]... [--json]",
    .summary = "Tell what a text or a synthetic language is like, and what learning it costs.",
    .details = "NAME is bible (the King James Bible, which comes with the program); a language of\n"
               "known truth: markov, facts, hierarchy, manifold or twin; a text that the system\n"
               "has installed: foldoc, gcide, wordnet, sqlite or python; or a file or folder\n"
               "(several are separated by colons, ./NAME is a file whatever its name, - is\n"
               "standard input).\n"
               "\n"
               "Prints the size, how many documents there are and how many are held out, what is\n"
               "there twice, the entropy of a token given those before it (of frequencies, with\n"
               "the bias of their number; by a model on held-out text; exact where it is known),\n"
               "how the correlation of tokens decays with their distance, the data exponent that\n"
               "follows from both decays without a free parameter (arXiv 2602.07488), the excess\n"
               "of the learner that keeps a table, where it is known, and what the experiment\n"
               "that the keys describe takes: runs, FLOP, memory, time.\n"
               "\n"
               "Exact: conditional_entropies of markov and twin are given the last 0, 1, .. k\n"
               "tokens; those of the hierarchy are of each position of a sentence, given all\n"
               "before it.\n"
               "\n"
               "Examples: scaling-lab corpus hierarchy symbols=16 rules=4 levels=4 --json\n"
               "          scaling-lab corpus novel.txt tokeniser=pairs vocabulary=512\n",
    .flags = LAB_COMMAND_TAKES_CORPUS | LAB_COMMAND_TAKES_JSON,
    .run = run,
};
