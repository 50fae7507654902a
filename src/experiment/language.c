/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/language.h"

#include <math.h>

#include "experiment/axis-private.h"

/* Tokens of a step: windows as near to it as whole ones come. */
#define STEP_TOKENS 2048

/* Values of one head. */
#define HEAD_WIDTH 16

/* Of language models (science: 2 blocks, feed-forward 4 m, AdamW .9, .95). */
#define LEARNING_RATE       0.004
#define LEARNING_RATE_WIDTH 32.0
#define CONSTANT_RATE       5e-4 /* of trajectories, for AdamW */
#define WEIGHT_DECAY        0.1

void
lab_experiment_language (const LabExperiment *experiment, LabCorpusSource *source)
{
  g_return_if_fail (experiment != NULL && source != NULL);

  *source = experiment->language;
  source->intrinsic_dimension = experiment->intrinsic_dimension;
  source->smoothness = experiment->smoothness;
  source->window = experiment->tokens;
  source->seed = experiment->seed;
}

LabCorpus *
lab_experiment_corpus (const LabExperiment *experiment)
{
  LabCorpusSource source;

  g_return_val_if_fail (experiment != NULL, NULL);

  if (experiment->task != LAB_TASK_LANGUAGE || experiment->corpus == NULL)
    return NULL;
  lab_experiment_language (experiment, &source);
  return lab_corpus_source_equal (&source, lab_corpus_source (experiment->corpus))
             ? experiment->corpus
             : NULL;
}

/* What a data curve of each kind has room for in some minutes. */
static void
settle_data (LabExperiment *experiment)
{
  const LabCorpusSource *language = &experiment->language;

  experiment->width = 64;
  experiment->steps = 1500;
  experiment->n = 524288;
  experiment->repeats = 2;
  switch (language->kind) {
  case LAB_CORPUS_MARKOV:
    experiment->width = 32;
    experiment->steps = 500;
    experiment->n = 131072;
    break;
  case LAB_CORPUS_FACTS:
    experiment->steps = 800;
    experiment->n = 98304;
    break;
  case LAB_CORPUS_MANIFOLD:
    experiment->width = 32;
    experiment->steps = 600;
    experiment->n = 294912;
    break;
  default:
    break;
  }
}

/* Beside the data axis training data never end, as far as the language goes on. */
static void
settle_other (LabExperiment *experiment)
{
  const gboolean trajectory = lab_axis (experiment->sweep)->is_trajectory;

  settle_data (experiment);
  experiment->n = LAB_CORPUS_TOKENS_MOST;
  experiment->validation = LAB_VALIDATION_NONE;
  if (trajectory) {
    experiment->width = 32;
    experiment->steps = 2500;
    experiment->schedule = LAB_SCHEDULE_CONSTANT;
  }
  if (lab_axis_has_key (experiment->sweep, "depth"))
    experiment->depth = 4;
}

void
lab_language_follow_width (LabExperiment *experiment, gboolean heads_given, gboolean rate_given)
{
  g_return_if_fail (experiment != NULL);

  const gboolean widths = lab_axis_has_key (experiment->sweep, "width");

  if (!heads_given)
    experiment->heads = widths ? 2 : CLAMP (experiment->width / HEAD_WIDTH, 1, 16);
  if (!heads_given && experiment->width % experiment->heads != 0)
    experiment->heads = 1;
  if (!rate_given)
    experiment->learning_rate =
        lab_axis (experiment->sweep)->is_trajectory
            ? CONSTANT_RATE
            : LEARNING_RATE * sqrt (LEARNING_RATE_WIDTH / experiment->width);
}

void
lab_experiment_settle_language (LabExperiment *experiment)
{
  g_return_if_fail (experiment != NULL);

  if (lab_axis_has_key (experiment->sweep, "n"))
    settle_data (experiment);
  else
    settle_other (experiment);
  experiment->intrinsic_dimension = experiment->language.intrinsic_dimension;
  experiment->smoothness = experiment->language.smoothness;
  experiment->tokens = experiment->language.window;
  experiment->noise = 0.0;
  experiment->attention = LAB_ATTENTION_CAUSAL;
  experiment->feed_forward = 4;
  experiment->positions = LAB_POSITIONS_RELATIVE;
  lab_language_follow_width (experiment, FALSE, FALSE);
  experiment->weight_decay = lab_axis (experiment->sweep)->is_trajectory ? 0.0 : WEIGHT_DECAY;
}

guint
lab_language_batch (const LabCorpus *corpus)
{
  g_return_val_if_fail (corpus != NULL, 0);

  return (guint)lround ((double)STEP_TOKENS / lab_corpus_info (corpus)->window);
}

void
lab_experiment_take_corpus (LabExperiment *experiment, LabCorpus *corpus)
{
  g_return_if_fail (experiment != NULL && corpus != NULL);

  experiment->corpus = corpus;
  experiment->tokens = lab_corpus_info (corpus)->window;
}

double
lab_experiment_loss (const LabExperiment *experiment, double error)
{
  const LabCorpus *corpus = lab_experiment_corpus (experiment);

  if (corpus == NULL)
    return NAN;
  const double entropy = lab_corpus_info (corpus)->window_entropy;
  return isnan (entropy) ? error : error + entropy;
}

gboolean
lab_language_knows_entropy (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, TRUE);

  const LabCorpus *corpus = lab_experiment_corpus (experiment);
  return experiment->task != LAB_TASK_LANGUAGE ||
         (corpus != NULL && !isnan (lab_corpus_info (corpus)->entropy));
}

double
lab_experiment_epochs (const LabExperiment *experiment, const LabRunPlan *plan, guint steps)
{
  const LabCorpus *corpus = lab_experiment_corpus (experiment);

  g_return_val_if_fail (plan != NULL, NAN);

  if (corpus == NULL)
    return NAN;
  return (double)steps * experiment->batch * lab_corpus_info (corpus)->fresh_tokens /
         (double)plan->n;
}

const char *const lab_positions_names[LAB_POSITIONS_COUNT + 1] = {
    [LAB_POSITIONS_LEARNED] = "learned",
    [LAB_POSITIONS_RELATIVE] = "relative",
    [LAB_POSITIONS_ROTARY] = "rotary",
};

const char *const lab_output_names[LAB_OUTPUT_COUNT + 1] = {
    [LAB_OUTPUT_UNTIED] = "untied",
    [LAB_OUTPUT_TIED] = "tied",
};

gboolean
lab_language_set_name (LabExperiment *experiment,
                       const char *key,
                       const char *value,
                       GError **error)
{
  g_autofree char *now = lab_language_get_name (experiment, key);
  if (g_str_equal (now, value))
    return TRUE;
  return g_str_equal (key, "corpus")
             ? lab_corpus_source_named (value, &experiment->language, error)
             : lab_corpus_source_twin_of (value, &experiment->language, error);
}

char *
lab_language_get_name (const LabExperiment *experiment, const char *key)
{
  LabCorpusSource source = experiment->language;
  if (g_str_equal (key, "source")) {
    source.kind = source.twin_of;
    if (experiment->language.kind != LAB_CORPUS_TWIN)
      source.kind = LAB_CORPUS_BIBLE;
  }
  return g_strdup (lab_corpus_source_name (&source));
}

/* n of a language may be larger than that of points. */
LabKey
lab_experiment_key_of (const LabExperiment *experiment, const LabKey *key)
{
  LabKey own = *key;
  if (experiment->task == LAB_TASK_LANGUAGE && g_str_equal (key->key, "n"))
    own.maximum = (double)LAB_CORPUS_TOKENS_MOST;
  return own;
}
