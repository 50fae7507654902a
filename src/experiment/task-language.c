/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language: the next token of a text or of a synthetic language, at each place of a window. */
#include "experiment/task-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/error.h"
#include "experiment/language.h"
#include "experiment/refusal.h"

static const LabErrorWords above_entropy = {
    .name = N_ ("loss above the entropy (nats)"),
    .axis_label = N_ ("loss above the entropy (nats)"),
    .unit = N_ ("nat per token"),
    .column = "excess_risk",
    .meaning = "mean Kullback-Leibler divergence of the model's next-token distribution from the "
               "true one, over the counted tokens of fresh windows, in nats",
    .of_table = "Mean divergence from the true next-token distribution, in nats per token",
    .of_labels = "the entropy of the language is known, and nothing is subtracted",
};

static const LabErrorWords loss = {
    .name = N_ ("loss (nats)"),
    .axis_label = N_ ("loss (nats)"),
    .unit = N_ ("nat per token"),
    .column = "loss",
    .meaning = "mean cross-entropy on held-out text, in nats per token",
    .of_table = "Mean cross-entropy on held-out text, in nats per token",
    .of_labels = "the entropy of the text is not known; nothing is subtracted from its loss",
};

static const LabErrorWords *
error_words (const LabExperiment *experiment)
{
  const LabCorpus *corpus = lab_experiment_corpus (experiment);

  return corpus != NULL && !isnan (lab_corpus_info (corpus)->entropy) ? &above_entropy : &loss;
}

static LabModelInput
input (const LabExperiment *experiment)
{
  const LabCorpusInfo *info = lab_corpus_info (experiment->corpus);

  return (LabModelInput){
      .kind = LAB_INPUT_TOKENS,
      .tokens = info->window,
      .features = info->vocabulary,
  };
}

static gboolean
has_manifold (const LabExperiment *experiment)
{
  return FALSE;
}

static gboolean
check_n (const LabExperiment *experiment, GError **error)
{
  const LabCorpusInfo *info = lab_corpus_info (experiment->corpus);
  const gboolean swept = lab_axis_has_key (experiment->sweep, "n");
  double grid[LAB_GRID_MAX];
  guint length = swept ? lab_experiment_grid (experiment, grid) : 1;

  if (!swept)
    grid[0] = (double)experiment->n;
  if (grid[0] >= (double)info->training_least && grid[length - 1] <= (double)info->training_most)
    return TRUE;
  g_autofree char *least = g_strdup_printf ("%" G_GUINT64_FORMAT, info->training_least);
  g_autofree char *most = g_strdup_printf ("%" G_GUINT64_FORMAT, info->training_most);
  g_autofree char *sentence =
      /* Translators: two numbers of tokens. */
      g_strdup_printf (_ ("n counts tokens here and must be from %s to %s for this corpus"), least,
                       most);
  return lab_experiment_refuse (error, experiment->grid_length > 0 && swept ? "grid" : "n",
                                grid[0] < (double)info->training_least ? grid[0] : grid[length - 1],
                                sentence);
}

static gboolean
check (const LabExperiment *experiment, GError **error)
{
  if (lab_experiment_corpus (experiment) == NULL)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("task=language: a language is learnt on the command line: scaling-lab "
                          "run task=language corpus=facts"));
  if (experiment->optimizer == LAB_OPTIMIZER_GD)
    return lab_refuse (
        error, LAB_ERROR_INVALID_VALUE,
        _ ("optimizer=gd: windows of a language are dealt anew at each step, so that "
           "there is no whole of them; optimizer must be adamw or sgd"));
  if (experiment->validation == LAB_VALIDATION_SPLIT)
    return lab_refuse (
        error, LAB_ERROR_INVALID_VALUE,
        _ ("validation=split: a language has held-out windows of its own; validation "
           "must be extra or none"));
  return check_n (experiment, error);
}

static gboolean
reads_key (const LabExperiment *experiment, const char *key)
{
  static const char *const never[] = {
      "inputs", "correlation", "degrees_of_freedom", "points", "labels", "scaling",   "manifold",
      "D",      "density",     "ambient_noise",      "target", "sigma",  "attention", NULL};
  static const char *const of_kind[] = {
      "tokeniser",        "vocabulary", "symbols",   "order",  "base", "zipf",
      "facts_per_window", "rules",      "branching", "levels", "bins", "classes",
      "source",           "d",          "beta",      "tokens", NULL};

  if (g_strv_contains (never, key))
    return FALSE;
  return !g_strv_contains (of_kind, key) || lab_corpus_reads_key (experiment->language.kind, key);
}

static const char *
why_unused (const LabExperiment *experiment, const char *key)
{
  if (g_str_equal (key, "head_scale") && experiment->output == LAB_OUTPUT_TIED)
    return N_ ("The scale of the head has no effect: the head is the embedding.");
  return NULL;
}

static gboolean
is_same (const LabExperiment *a, const LabExperiment *b)
{
  LabCorpusSource first, second;

  lab_experiment_language (a, &first);
  lab_experiment_language (b, &second);
  return lab_corpus_source_equal (&first, &second);
}

static void
make_source (const LabExperiment *experiment, const LabRunPlan *plan, LabRunSource *source)
{
  source->corpus = experiment->corpus;
  source->repeat = plan->repeat;
}

static gboolean
equal_sources (const LabRunSource *a, const LabRunSource *b)
{
  return a->repeat == b->repeat &&
         (a->corpus == b->corpus ||
          lab_corpus_source_equal (lab_corpus_source (a->corpus), lab_corpus_source (b->corpus)));
}

static gsize
coordinates (const LabRunSource *source)
{
  const LabCorpusInfo *info = lab_corpus_info (source->corpus);

  return (gsize)info->window * (1 + (isnan (info->entropy) ? 0 : info->vocabulary));
}

/* A picture of a language is its text. */
static void
bare_source (LabRunSource *source)
{
}

static gsize
test_examples (const LabRunSource *source)
{
  return lab_windows_of_test (source->corpus);
}

/* What draws is a source of its own. */
static gpointer
open_source (const LabRunSource *source, const gint *stop, GError **error)
{
  LabRunSource *own = g_memdup2 (source, sizeof *source);

  lab_run_source_hold (own);
  return own;
}

static void
close_sampler (gpointer sampler)
{
  lab_run_source_release (sampler);
  g_free (sampler);
}

static LabDataset *
draw (gconstpointer sampler, LabDataRole role, gsize n, const gint *stop, GError **error)
{
  const LabRunSource *source = sampler;

  return lab_windows_draw (source->corpus, source->repeat, role, n, stop, error);
}

static char *
title (const LabRunSource *source, guint examples)
{
  g_autofree char *name =
      g_filename_display_name (lab_corpus_source_name (lab_corpus_source (source->corpus)));

  /* Translators: the name of a text or language, then two numbers. */
  return g_strdup_printf (_ ("%s: %u windows of %u tokens"), name, examples,
                          lab_corpus_info (source->corpus)->window);
}

static char *
describe (const LabRunSource *source)
{
  return g_strdup (_ ("Each token of a window is to be predicted from those before it."));
}

const LabTaskInfo lab_task_language = {
    .label = N_ ("Language"),
    .n_label = N_ ("Training tokens"),
    .n_axis = N_ ("training tokens n"),
    .examples = "tokens",
    .labelled = "windows",
    .shown = N_ ("Tokens"),
    .extra_words = N_ ("Stopping step chosen on %s held-out windows a run, beyond n (%s in all)."),
    .split_words = N_ ("Stopping step chosen on an eighth of the training tokens (%s in all)."),
    .columns =
        {
            .repeat = "which of the repeats, from 0; the language is the same in all, its data and "
                      "the start of the model are drawn from (seed, repeat)",
            .n = "training tokens of the run, without held-out ones",
            .training_points = "tokens trained on: n",
            .training_loss = "mean cross-entropy on the training batches since the evaluation "
                             "before, in nats per counted token",
            .validation_loss = "mean cross-entropy on held-out windows, in nats per counted token",
            .validation_labels = "held-out windows that chose the stopping step of the run",
        },
    .loss = LAB_LOSS_CROSS_ENTROPY,
    .label_per_token = TRUE,
    .deals = TRUE,
    .of_command_line = TRUE,
    .input = input,
    .why_no_law = N_ ("For language no theory states a slope in d and β: a text has neither."),
    .error_words = error_words,
    .has_manifold = has_manifold,
    .check = check,
    .reads_key = reads_key,
    .why_unused = why_unused,
    .is_same = is_same,
    .make_source = make_source,
    .equal_sources = equal_sources,
    .coordinates = coordinates,
    .test_examples = test_examples,
    .bare_source = bare_source,
    .open = open_source,
    .close = close_sampler,
    .draw = draw,
    .title = title,
    .describe = describe,
};
