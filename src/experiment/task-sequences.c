/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences of tokens, with one label for each token from a frozen random transformer. */
#include "experiment/task-private.h"

#include <glib/gi18n.h>

#include "experiment/refusal.h"

static const LabErrorWords *
error_words (const LabExperiment *experiment)
{
  static const LabErrorWords excess_risk = {
      .name = N_ ("excess risk"),
      .axis_label = N_ ("excess risk (fraction of the target’s variance)"),
      .unit = N_ ("variance of the target"),
      .column = "excess_risk",
      .meaning = "mean squared distance of the prediction to the noise-free target over the tokens "
                 "of fresh sequences, in units of the target's variance",
      .of_table = "Excess risk in units of the target's variance",
      .of_labels = "targets have variance 1 and the label noise standard deviation sigma",
  };
  return &excess_risk;
}

static LabModelInput
input (const LabExperiment *experiment)
{
  return (LabModelInput){
      .kind = LAB_INPUT_VECTORS,
      .tokens = experiment->tokens,
      .features = lab_experiment_ambient_dimension (experiment),
  };
}

static gboolean
has_manifold (const LabExperiment *experiment)
{
  return experiment->sequence_inputs == LAB_SEQUENCE_MANIFOLD;
}

/* A sequence is one row of tokens * D numbers. */
static gboolean
check_length (const LabExperiment *experiment, GError **error)
{
  guint most = LAB_MODEL_INPUT_MAX / lab_experiment_ambient_dimension (experiment);
  if (experiment->tokens <= most)
    return TRUE;
  g_autofree char *sentence =
      g_strdup_printf (_ ("with D=%u a sequence can have at most %u tokens"),
                       lab_experiment_ambient_dimension (experiment), most);
  return lab_experiment_refuse (error, "tokens", experiment->tokens, sentence);
}

static gboolean
check (const LabExperiment *experiment, GError **error)
{
  return lab_task_check_manifold (experiment, error) &&
         lab_task_check_dimension (experiment, error) && check_length (experiment, error);
}

/* The teacher labels. */
static const char *const replaced[] = {"target", "beta", NULL};

static const char *
why_unused (const LabExperiment *experiment, const char *key)
{
  if (g_strv_contains (replaced, key))
    return N_ (
        "Target and smoothness have no effect: sequences are labelled by a teacher, a frozen "
        "random transformer.");
  return lab_task_why_not_read (experiment->sequence_inputs, key);
}

/* What a distribution of tokens does not read may differ. */
static gboolean
is_same (const LabExperiment *a, const LabExperiment *b)
{
  if (a->sequence_inputs != b->sequence_inputs || a->tokens != b->tokens ||
      a->attention != b->attention)
    return FALSE;
  switch (a->sequence_inputs) {
  case LAB_SEQUENCE_MANIFOLD:
    return a->manifold == b->manifold;
  case LAB_SEQUENCE_CORRELATED:
    return a->correlation == b->correlation;
  case LAB_SEQUENCE_HEAVY_TAILED:
    return a->degrees_of_freedom == b->degrees_of_freedom;
  default:
    return TRUE;
  }
}

static void
make_source (const LabExperiment *experiment, const LabRunPlan *plan, LabRunSource *source)
{
  source->sequences = (LabSequenceSource){
      .inputs = experiment->sequence_inputs,
      .manifold = experiment->manifold,
      .density = experiment->density,
      .intrinsic_dimension = experiment->intrinsic_dimension,
      .ambient_dimension = lab_experiment_ambient_dimension (experiment),
      .ambient_noise = experiment->ambient_noise,
      .correlation = experiment->correlation,
      .degrees_of_freedom = experiment->degrees_of_freedom,
      .tokens = experiment->tokens,
      .causal = experiment->attention == LAB_ATTENTION_CAUSAL,
      .noise = experiment->noise,
      .seed = experiment->seed,
      .repeat = plan->repeat,
  };
}

static gboolean
equal_sources (const LabRunSource *a, const LabRunSource *b)
{
  return lab_sequence_source_equal (&a->sequences, &b->sequences);
}

/* Of all tokens together. */
static gsize
coordinates (const LabRunSource *source)
{
  const LabSequenceSource *sequences = &source->sequences;
  const guint of_token = sequences->ambient_dimension != 0
                             ? sequences->ambient_dimension
                             : lab_sequence_canonical_dimension (sequences);

  return (gsize)sequences->tokens * of_token;
}

static void
bare_source (LabRunSource *source)
{
  source->sequences.ambient_dimension = 0;
  source->sequences.ambient_noise = source->sequences.noise = 0.0;
}

static gpointer
open_source (const LabRunSource *source, const gint *stop, GError **error)
{
  return lab_sequence_sampler_new (&source->sequences, stop, error);
}

static void
close_sampler (gpointer sampler)
{
  lab_sequence_sampler_free (sampler);
}

static LabDataset *
draw (gconstpointer sampler, LabDataRole role, gsize n, const gint *stop, GError **error)
{
  return lab_sequence_sampler_draw (sampler, role, n, stop, error);
}

static char *
title (const LabRunSource *source, guint examples)
{
  const LabSequenceSource *sequences = &source->sequences;
  const char *inputs = sequences->inputs == LAB_SEQUENCE_MANIFOLD
                           ? lab_manifold_info (sequences->manifold)->label
                           : lab_sequence_inputs_info (sequences->inputs)->label;

  /* Translators: how tokens are distributed, their dimension, numbers of sequences and tokens. */
  return g_strdup_printf (_ ("%s, d = %u: %u sequences of %u tokens"), _ (inputs),
                          sequences->intrinsic_dimension, examples, sequences->tokens);
}

static char *
describe (const LabRunSource *source)
{
  const LabSequenceSource *sequences = &source->sequences;
  const char *inputs = sequences->inputs == LAB_SEQUENCE_MANIFOLD
                           ? lab_manifold_info (sequences->manifold)->description
                           : lab_sequence_inputs_info (sequences->inputs)->description;

  return g_strdup_printf (
      /* Translators: a sentence on the inputs. */
      _ ("%s Each point is a token; its target depends on the tokens of its sequence."),
      _ (inputs));
}

const LabTaskInfo lab_task_sequences = {
    .label = N_ ("Sequences"),
    .n_label = N_ ("Training sequences"),
    .n_axis = N_ ("training sequences n"),
    .examples = "sequences",
    .labelled = "sequences",
    .shown = N_ ("Tokens"),
    .extra_words = N_ ("Stopping step chosen on %s extra sequences with noisy labels a run, beyond "
                       "n (%s in all)."),
    .split_words = N_ ("Stopping step chosen on an eighth of the training sequences (%s in all)."),
    .columns =
        {
            .repeat =
                "which of the repeats, from 0; each has its own teacher, sequences and noise, "
                "drawn from (seed, repeat)",
            .n = "training sequences of the run, each with a label per token, without extra "
                 "sequences for validation",
            .training_points = "sequences trained on: n, less what validation=split took",
            .training_loss = "mean squared error on the noisy training batches since the "
                             "evaluation before, in units of the target's variance",
            .validation_loss = "mean squared error on the noisy validation labels, in units of the "
                               "target's variance",
            .validation_labels = "sequences whose labels chose the stopping step of the run",
        },
    .loss = LAB_LOSS_SQUARED_ERROR,
    .label_per_token = TRUE,
    .input = input,
    .why_no_law = N_ ("For sequences no theory states a slope in d and β: their teacher is a "
                      "transformer, smoother than any β."),
    .error_words = error_words,
    .has_manifold = has_manifold,
    .check = check,
    .why_unused = why_unused,
    .replaced = replaced,
    .is_same = is_same,
    .make_source = make_source,
    .equal_sources = equal_sources,
    .coordinates = coordinates,
    .bare_source = bare_source,
    .open = open_source,
    .close = close_sampler,
    .draw = draw,
    .title = title,
    .describe = describe,
};
