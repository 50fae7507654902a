/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A corpus for other programs. */
#include "cli/corpus/corpus-answer.h"

#include "session/json-values.h"

#include <math.h>

static void
begin (JsonBuilder *builder, const char *name, gboolean is_list)
{
  json_builder_set_member_name (builder, name);
  if (is_list)
    json_builder_begin_array (builder);
  else
    json_builder_begin_object (builder);
}

static void
add_reals (JsonBuilder *builder, const char *name, const double *values, guint count)
{
  begin (builder, name, TRUE);
  for (guint i = 0; i < count; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* Whole numbers, and null where there is none of it. */
static void
add_size (JsonBuilder *builder, const char *name, guint64 value, gboolean known)
{
  if (known)
    lab_json_add_integer (builder, name, value);
  else
    lab_json_add_real (builder, name, NAN);
}

static void
add_sizes (JsonBuilder *builder, const LabCorpus *corpus, const LabCorpusStatistics *statistics)
{
  const LabCorpusInfo *info = lab_corpus_info (corpus);
  const gboolean is_text = lab_corpus_is_text (lab_corpus_source (corpus)->kind);

  add_size (builder, "bytes", info->bytes, is_text);
  add_size (builder, "characters", info->characters, is_text);
  add_size (builder, "documents", info->documents, is_text);
  add_size (builder, "held_out_documents", info->held_out_documents, is_text);
  lab_json_add_real (builder, "held_out_share", is_text ? info->held_out_share : NAN);
  lab_json_add_integer (builder, "vocabulary", info->vocabulary);
  lab_json_add_integer (builder, "window", info->window);
  lab_json_add_integer (builder, "counted_tokens", info->counted_tokens);
  lab_json_add_integer (builder, "training_tokens_most", info->training_most);
  lab_json_add_real (builder, "bytes_per_token", info->bytes_per_token);
  lab_json_add_real (builder, "characters_per_token", info->characters_per_token);
  lab_json_add_integer (builder, "tokens_counted_on", statistics->tokens);
}

static void
add_entropies (JsonBuilder *builder, const LabCorpus *corpus, const LabCorpusStatistics *statistics)
{
  const LabCorpusInfo *info = lab_corpus_info (corpus);
  const LabOrderEntropies *orders = &statistics->by_order;

  lab_json_add_real (builder, "entropy", info->entropy);
  lab_json_add_real (builder, "window_entropy", info->window_entropy);
  if (statistics->conditional_count > 0)
    add_reals (builder, "conditional_entropies", statistics->conditional_entropies,
               statistics->conditional_count);
  if (statistics->level_count > 0)
    add_reals (builder, "entropy_by_level", statistics->entropy_by_level, statistics->level_count);
  begin (builder, "entropy_by_order", TRUE);
  for (guint j = 0; j < LAB_ENTROPY_ORDERS; j++) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "order", j);
    lab_json_add_real (builder, "plug_in", orders->plug_in[j]);
    lab_json_add_real (builder, "bias", orders->bias[j]);
    lab_json_add_real (builder, "entropy", orders->plug_in[j] + orders->bias[j]);
    lab_json_add_integer (builder, "words", orders->words[j]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  if (statistics->contexts > 0)
    add_reals (builder, "held_out_entropy_by_context", statistics->by_context,
               LAB_CONTEXTS_MOST + 1);
}

static void
add_range (JsonBuilder *builder, const char *name, const LabExponentRange *range)
{
  begin (builder, name, FALSE);
  lab_json_add_real (builder, "value", range->value);
  lab_json_add_real (builder, "low", range->low);
  lab_json_add_real (builder, "high", range->high);
  json_builder_end_object (builder);
}

static void
add_decay (JsonBuilder *builder, const LabCorpusStatistics *statistics)
{
  begin (builder, "correlations", TRUE);
  for (guint i = 0; i < LAB_CORRELATION_DISTANCES; i++) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "distance", lab_correlation_distances[i]);
    lab_json_add_real (builder, "size", statistics->correlations.size[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  lab_json_add_real (builder, "correlation_noise", statistics->correlations.noise);
  begin (builder, "duplicates", FALSE);
  lab_json_add_integer (builder, "documents", statistics->duplicates.documents);
  lab_json_add_real (builder, "passages", statistics->duplicates.passages);
  json_builder_end_object (builder);
  add_range (builder, "entropy_exponent", &statistics->entropy_exponent);
  add_range (builder, "correlation_exponent", &statistics->correlation_exponent);
  add_range (builder, "data_exponent", &statistics->data_exponent);
  json_builder_set_member_name (builder, "exponents_are_exact");
  json_builder_add_boolean_value (builder, statistics->exponents_are_exact);
}

static void
add_sample (JsonBuilder *builder,
            const LabCorpus *corpus,
            const LabCorpusStatistics *statistics,
            const LabCorpusSample *sample)
{
  begin (builder, "frequent_tokens", TRUE);
  for (guint i = 0; i < statistics->frequent_count; i++) {
    g_autofree char *token = lab_corpus_token_text (corpus, statistics->frequent[i].token);

    json_builder_begin_object (builder);
    lab_json_add_text (builder, "token", token);
    lab_json_add_real (builder, "share", statistics->frequent[i].share);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  lab_json_add_text (builder, "sample", sample->sample);
  begin (builder, "tabulator", TRUE);
  for (guint i = 0; i < LAB_CORPUS_TABULATOR_POINTS && isfinite (sample->tabulator[i]); i++) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "training_tokens", sample->n[i]);
    lab_json_add_real (builder, "excess_risk", sample->tabulator[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_cost (JsonBuilder *builder, const LabCorpusCost *cost)
{
  begin (builder, "cost", FALSE);
  lab_json_add_integer (builder, "runs", cost->runs);
  lab_json_add_integer (builder, "width", cost->width);
  lab_json_add_integer (builder, "steps", cost->steps);
  lab_json_add_integer (builder, "step_tokens", cost->step_tokens);
  lab_json_add_integer (builder, "parameters", cost->parameters);
  lab_json_add_real (builder, "flop", cost->flop);
  lab_json_add_integer (builder, "memory_bytes", cost->memory);
  lab_json_add_real (builder, "core_seconds", cost->seconds);
  json_builder_end_object (builder);
}

char *
lab_corpus_json (const LabCorpus *corpus,
                 const LabCorpusStatistics *statistics,
                 const LabCorpusSample *sample,
                 const LabCorpusCost *cost)
{
  const LabCorpusSource *source = lab_corpus_source (corpus);
  g_autofree char *name = lab_json_path (lab_corpus_source_name (source));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "corpus", name);
  lab_json_add_text (builder, "tokeniser",
                     lab_corpus_is_text (source->kind) ? lab_tokeniser_names[source->tokeniser]
                                                       : NULL);
  lab_json_add_integer (builder, "seed", source->seed);
  add_sizes (builder, corpus, statistics);
  add_entropies (builder, corpus, statistics);
  add_decay (builder, statistics);
  add_sample (builder, corpus, statistics, sample);
  add_cost (builder, cost);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}
