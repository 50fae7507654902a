/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A corpus for people. */
#include "cli/corpus/corpus-answer.h"

#include "cli/output.h"
#include "core/memory-available.h"
#include "core/shown.h"
#include "corpus/text/installed-text.h"

#include <math.h>
#include <string.h>

#define BITS(nats) ((nats) / G_LN2)

static void
append_sizes (GString *text, const LabCorpus *corpus, const LabCorpusStatistics *statistics)
{
  const LabCorpusSource *source = lab_corpus_source (corpus);
  const LabCorpusInfo *info = lab_corpus_info (corpus);

  if (lab_corpus_is_text (source->kind)) {
    g_string_append_printf (text,
                            "  %" G_GUINT64_FORMAT " bytes, %" G_GUINT64_FORMAT
                            " characters, %" G_GUINT64_FORMAT " documents\n",
                            info->bytes, info->characters, info->documents);
    g_string_append_printf (text, "  tokens: %s, %u kinds, %.3g bytes each on average\n",
                            lab_tokeniser_names[source->tokeniser], info->vocabulary,
                            info->bytes_per_token);
    g_string_append_printf (text,
                            "  held out: %" G_GUINT64_FORMAT " documents, %.1f %% of the bytes; at "
                            "most n = %" G_GUINT64_FORMAT " tokens to train on\n",
                            info->held_out_documents, 100.0 * info->held_out_share,
                            info->training_most);
    g_string_append_printf (text, "  twice: %" G_GUINT64_FORMAT " documents, ",
                            statistics->duplicates.documents);
  } else {
    g_string_append_printf (text,
                            "  %u kinds of tokens; windows of %u, of which %u predictions "
                            "count\n  twice: ",
                            info->vocabulary, info->window, info->counted_tokens);
  }
  g_string_append_printf (text, "%.1f %% of passages of %d tokens\n",
                          100.0 * statistics->duplicates.passages, LAB_DUPLICATE_TOKENS);
  if (isfinite (info->entropy))
    g_string_append_printf (text, "  entropy: %.6f nats a counted token (%.6f bits), exact\n",
                            info->entropy, BITS (info->entropy));
}

static void
add_cell (GPtrArray *cells, const char *format, double value)
{
  g_ptr_array_add (cells, isfinite (value) ? g_strdup_printf (format, value) : g_strdup (""));
}

static void
append_table (GString *text, const char *align, GPtrArray *cells)
{
  g_autofree char *table = NULL;

  g_ptr_array_add (cells, NULL);
  table = lab_columns (align, (const char *const *)cells->pdata);
  g_string_append (text, table);
}

/* A column without a value is left out: rows of all columns are written in, and those kept come out. */
static void
append_columns (GString *text, GPtrArray *cells, guint columns)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  const guint rows = cells->len / columns;
  GString *align = g_string_new (NULL);

  for (guint column = 0; column < columns; column++) {
    guint filled = 0;

    for (guint row = 1; row < rows; row++)
      filled += *(char *)cells->pdata[row * columns + column] != '\0';
    g_string_append (align, filled > 0 ? "r" : "-");
  }
  for (guint i = 0; i < cells->len; i++)
    if (align->str[i % columns] == 'r')
      g_ptr_array_add (kept, g_strdup (cells->pdata[i]));
  while (strchr (align->str, '-') != NULL)
    g_string_erase (align, strchr (align->str, '-') - align->str, 1);
  append_table (text, align->str, kept);
  g_string_free (align, TRUE);
}

static void
append_orders (GString *text, const LabCorpusStatistics *statistics)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  static const char *const heading[] = {"known", "nats", "bias", "held out", "exact"};
  const gboolean is_text = statistics->contexts > 0;
  const gboolean is_hierarchy = statistics->level_count > 0;

  for (guint i = 0; i < G_N_ELEMENTS (heading); i++)
    g_ptr_array_add (cells, g_strdup (heading[i]));
  for (guint m = 0; m < (is_text ? LAB_CONTEXTS_MOST + 1 : LAB_ENTROPY_ORDERS); m++) {
    const gboolean counted = m < LAB_ENTROPY_ORDERS;
    const gboolean exact = !is_hierarchy && m < statistics->conditional_count;

    g_ptr_array_add (cells, g_strdup_printf ("%u", m));
    add_cell (cells, "%.4f",
              counted ? statistics->by_order.plug_in[m] + statistics->by_order.bias[m] : NAN);
    add_cell (cells, "%.4f", counted ? statistics->by_order.bias[m] : NAN);
    add_cell (cells, "%.4f", is_text ? statistics->by_context[m] : NAN);
    add_cell (cells, "%.8f", exact ? statistics->conditional_entropies[m] : NAN);
  }
  g_string_append_printf (text,
                          "\nEntropy of a token given those before it (%zu tokens counted):\n",
                          statistics->tokens);
  append_columns (text, cells, G_N_ELEMENTS (heading));
  lab_append_wrapped (text, "  ",
                      is_text ? "nats: of frequencies, with the bias of their small number (next "
                                "column) added; held out: by the interpolated model of what "
                                "followed in training, an upper bound."
                              : "nats: of frequencies, with the bias of their small number (next "
                                "column) added.");
}

static void
append_positions (GString *text, const LabCorpusStatistics *statistics)
{
  if (statistics->level_count == 0)
    return;
  g_string_append (text, "\nExact entropy at each position of a sentence, given all before it:\n");
  for (guint i = 0; i < statistics->conditional_count; i++)
    g_string_append_printf (text, "%s%.8f%s", i % 4 == 0 ? "  " : " ",
                            statistics->conditional_entropies[i],
                            i % 4 == 3 || i + 1 == statistics->conditional_count ? "\n" : "");
  g_string_append (text, "By level (positions 1, s, s^2, ...):\n ");
  for (guint i = 0; i < statistics->level_count; i++)
    g_string_append_printf (text, " %.8f", statistics->entropy_by_level[i]);
  g_string_append_c (text, '\n');
}

static void
append_correlations (GString *text, const LabTokenCorrelations *correlations)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_string_append (text, "\nCorrelation of tokens at a distance (largest singular value of\n"
                         "P(x0, xt) - P(x0) P(xt)):\n");
  g_ptr_array_add (cells, g_strdup ("distance"));
  g_ptr_array_add (cells, g_strdup ("size"));
  for (guint i = 0; i < LAB_CORRELATION_DISTANCES; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%u", lab_correlation_distances[i]));
    add_cell (cells, "%.5f", correlations->size[i]);
  }
  append_table (text, "rr", cells);
  g_string_append_printf (text, "  Tokens in random order read %.5f.\n", correlations->noise);
}

static void
append_range (GString *text, const char *name, const LabExponentRange *range, gboolean exact)
{
  if (exact)
    g_string_append_printf (text, "  %-38s %.4f\n", name, range->value);
  else
    g_string_append_printf (text, "  %-38s %.2f, range %.2f to %.2f\n", name, range->value,
                            range->low, range->high);
}

static void
append_exponents (GString *text, const LabCorpusStatistics *statistics)
{
  const gboolean exact = statistics->exponents_are_exact;

  g_string_append (text, "\nData exponent without a free parameter, gamma/(2 beta)\n"
                         "(arXiv 2602.07488):\n");
  if (!isfinite (statistics->data_exponent.value)) {
    lab_append_wrapped (text, "  ",
                        "None: neither decay is a power of the distance here, or there are too few "
                        "tokens to tell.");
    return;
  }
  append_range (text, "gamma, decay of the entropy", &statistics->entropy_exponent, exact);
  append_range (text, "beta, decay of the correlations", &statistics->correlation_exponent, exact);
  append_range (text, "gamma/(2 beta)", &statistics->data_exponent, exact);
  if (!exact)
    lab_append_wrapped (
        text, "  ",
        "Ranges over the floors and windows that the data allow: neither decay of a "
        "text is a clean power law.");
}

static void
append_frequent (GString *text, const LabCorpus *corpus, const LabCorpusStatistics *statistics)
{
  GString *list = g_string_new ("most frequent:");

  for (guint i = 0; i < statistics->frequent_count; i++) {
    g_autofree char *token = lab_corpus_token_text (corpus, statistics->frequent[i].token);

    g_string_append_printf (list, " %s %.1f%%%s", token, 100.0 * statistics->frequent[i].share,
                            i + 1 < statistics->frequent_count ? "," : "");
  }
  lab_append_wrapped (text, "  ", list->str);
  g_string_free (list, TRUE);
}

static void
append_sample (GString *text, const LabCorpusSample *sample)
{
  g_autofree char *shown = lab_shown (sample->sample, "");
  g_autofree char *quoted = g_strdup_printf ("it says: %s", shown);

  lab_append_wrapped (text, "  ", quoted);
}

static void
append_tabulator (GString *text, const LabCorpusSample *sample)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (!isfinite (sample->tabulator[0]))
    return;
  g_string_append (text,
                   "\nThe learner that keeps a table of what followed what, after n tokens:\n");
  g_ptr_array_add (cells, g_strdup ("n"));
  g_ptr_array_add (cells, g_strdup ("excess, nats"));
  for (guint i = 0; i < LAB_CORPUS_TABULATOR_POINTS; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%" G_GUINT64_FORMAT, sample->n[i]));
    add_cell (cells, "%.4g", sample->tabulator[i]);
  }
  append_table (text, "rr", cells);
}

static void
append_cost (GString *text, const LabCorpusCost *cost)
{
  g_autofree char *memory = lab_memory_words (cost->memory);

  g_string_append_printf (
      text,
      "\nAn experiment on it with these keys:\n  %u runs, width %u, %u steps of "
      "%" G_GUINT64_FORMAT " tokens, %" G_GUINT64_FORMAT " parameters\n"
      "  %.3g FLOP in all, %s of memory a worker\n",
      cost->runs, cost->width, cost->steps, cost->step_tokens, cost->parameters, cost->flop,
      memory);
  if (isfinite (cost->seconds))
    g_string_append_printf (text, "  about %.0f s of one core, at the speed of a few steps\n",
                            cost->seconds);
}

/* What a text that is not one's own is, and who may do what with it. */
static void
append_title (GString *text, const LabCorpusSource *source)
{
  const LabInstalledText *installed =
      source->kind == LAB_CORPUS_INSTALLED ? lab_installed_text_find (source->path) : NULL;

  if (source->kind == LAB_CORPUS_BIBLE)
    lab_append_wrapped (text, "  ",
                        "The King James Bible; public domain (printing in the United Kingdom is "
                        "under letters patent)");
  if (installed != NULL) {
    g_autofree char *title = g_strdup_printf ("%s (package %s; %s)", installed->title,
                                              installed->package, installed->rights);

    lab_append_wrapped (text, "  ", title);
  }
}

char *
lab_corpus_text (const LabCorpus *corpus,
                 const LabCorpusStatistics *statistics,
                 const LabCorpusSample *sample,
                 const LabCorpusCost *cost)
{
  g_autofree char *name = lab_shown (lab_corpus_source_name (lab_corpus_source (corpus)), "");
  GString *text = g_string_new (name);

  g_string_append_c (text, '\n');
  append_title (text, lab_corpus_source (corpus));
  append_sizes (text, corpus, statistics);
  append_frequent (text, corpus, statistics);
  append_sample (text, sample);
  append_orders (text, statistics);
  append_positions (text, statistics);
  append_correlations (text, &statistics->correlations);
  append_exponents (text, statistics);
  append_tabulator (text, sample);
  append_cost (text, cost);
  return g_string_free (text, FALSE);
}
