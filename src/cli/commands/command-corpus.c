/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab corpus: what a text or a language is like, before anything is trained on it. */
#include "cli/command.h"

#include "cli/corpus/corpus-cost.h"
#include "cli/output.h"
#include "cli/watch.h"

/* What is measured, and what becomes of it. */
typedef struct
{
  const LabArguments *arguments;
  LabCorpusCost cost;
  GError *error;
} Errand;

/* A LabWatched: the statistics, or NULL with an error, or without one when stopped. */
static gpointer
measure (LabTask *task, gpointer data)
{
  Errand *errand = data;
  g_autoptr (LabCorpusStatistics) statistics =
      lab_corpus_statistics_new (errand->arguments->corpus, task, &errand->error);

  if (statistics == NULL ||
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
  gboolean well;
  int signal;

  statistics = lab_watch (measure, &errand, "Counting", &signal);
  error = errand.error;
  if (statistics == NULL)
    return lab_exit_after (signal, error);
  text = arguments->json ? lab_corpus_json (arguments->corpus, statistics, &errand.cost)
                         : lab_corpus_text (arguments->corpus, statistics, &errand.cost);
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
               "follows from both decays without a free parameter (arXiv 2602.07488), and what\n"
               "the experiment that the keys describe takes: runs, FLOP, memory, time.\n"
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
