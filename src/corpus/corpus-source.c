/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a language is made from: names, defaults, bounds. */
#include "corpus/corpus.h"

#include "core/error.h"
#include "corpus/corpus-private.h"
#include "corpus/text/installed-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* INSTALLED and FILE have names of their own. */
static const char *const kind_names[LAB_CORPUS_COUNT] = {
    [LAB_CORPUS_BIBLE] = "bible",       [LAB_CORPUS_MARKOV] = "markov",
    [LAB_CORPUS_FACTS] = "facts",       [LAB_CORPUS_HIERARCHY] = "hierarchy",
    [LAB_CORPUS_MANIFOLD] = "manifold", [LAB_CORPUS_TWIN] = "twin",
};

LabCorpusSource
lab_corpus_source_default (LabCorpusKind kind)
{
  return (LabCorpusSource){
      .kind = kind,
      .twin_of = LAB_CORPUS_BIBLE,
      .tokeniser = LAB_TOKENISER_CHARACTERS,
      .vocabulary = 256,
      .symbols = kind == LAB_CORPUS_HIERARCHY ? 16 : 8,
      .order = kind == LAB_CORPUS_TWIN ? 3 : 2,
      .base = 64,
      .zipf = 1.0,
      .facts_per_window = 16,
      .rules = 4,
      .branching = 2,
      .levels = 4,
      .intrinsic_dimension = 1,
      .smoothness = 1.0,
      .bins = 64,
      .classes = 4,
      .window = 64,
      .seed = 1,
  };
}

gboolean
lab_corpus_is_text (LabCorpusKind kind)
{
  return kind == LAB_CORPUS_BIBLE || kind == LAB_CORPUS_INSTALLED || kind == LAB_CORPUS_FILE;
}

gboolean
lab_corpus_source_named (const char *name, LabCorpusSource *source, GError **error)
{
  g_return_val_if_fail (name != NULL && source != NULL, FALSE);

  for (LabCorpusKind kind = 0; kind < LAB_CORPUS_COUNT; kind++)
    if (kind_names[kind] != NULL && g_str_equal (name, kind_names[kind])) {
      *source = lab_corpus_source_default (kind);
      return TRUE;
    }
  if (*name == '\0')
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("corpus= needs the name of a language, a file or a folder."));
  *source = lab_corpus_source_default (lab_installed_text_find (name) != NULL ? LAB_CORPUS_INSTALLED
                                                                              : LAB_CORPUS_FILE);
  source->path = g_intern_string (name);
  return TRUE;
}

gboolean
lab_corpus_source_twin_of (const char *name, LabCorpusSource *source, GError **error)
{
  LabCorpusSource text;

  g_return_val_if_fail (source != NULL, FALSE);

  if (!lab_corpus_source_named (name, &text, error))
    return FALSE;
  if (!lab_corpus_is_text (text.kind))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("source=%s: a twin is fitted to a text: bible, or a file or folder."),
                       name);
  source->twin_of = text.kind;
  source->path = text.path;
  return TRUE;
}

const char *
lab_corpus_source_name (const LabCorpusSource *source)
{
  g_return_val_if_fail (source != NULL, NULL);

  return kind_names[source->kind] != NULL ? kind_names[source->kind] : source->path;
}

typedef struct
{
  LabCorpusKind kind;
  const char *key;
  gsize offset; /* of a guint in LabCorpusSource */
  guint least, most;
} Bound;

#define BOUND(kind, key, field, least, most)                                                       \
  {                                                                                                \
    kind, key, G_STRUCT_OFFSET (LabCorpusSource, field), least, most                               \
  }

static const Bound bounds[] = {
    BOUND (LAB_CORPUS_MARKOV, "symbols", symbols, 2, LAB_CORPUS_SYMBOLS_MAX),
    BOUND (LAB_CORPUS_MARKOV, "order", order, 1, LAB_CORPUS_ORDER_MAX),
    BOUND (LAB_CORPUS_MARKOV, "tokens", window, 1, LAB_CORPUS_WINDOW_MAX),
    BOUND (LAB_CORPUS_FACTS, "base", base, 2, LAB_CORPUS_BASE_MAX),
    BOUND (LAB_CORPUS_FACTS, "facts_per_window", facts_per_window, 1, LAB_CORPUS_FACTS_MAX),
    BOUND (LAB_CORPUS_HIERARCHY, "symbols", symbols, 2, LAB_CORPUS_SYMBOLS_MAX),
    BOUND (LAB_CORPUS_HIERARCHY, "rules", rules, 1, LAB_CORPUS_RULES_MAX),
    BOUND (LAB_CORPUS_HIERARCHY, "branching", branching, 2, LAB_CORPUS_BRANCHING_MAX),
    BOUND (LAB_CORPUS_HIERARCHY, "levels", levels, 1, LAB_CORPUS_LEVELS_MAX),
    BOUND (LAB_CORPUS_MANIFOLD, "d", intrinsic_dimension, 1, LAB_CORPUS_DIMENSION_MAX),
    BOUND (LAB_CORPUS_MANIFOLD, "bins", bins, 2, LAB_CORPUS_BINS_MAX),
    BOUND (LAB_CORPUS_MANIFOLD, "classes", classes, 2, LAB_CORPUS_CLASSES_MAX),
    BOUND (LAB_CORPUS_TWIN, "order", order, 1, LAB_CORPUS_ORDER_MAX),
    BOUND (LAB_CORPUS_TWIN, "tokens", window, 1, LAB_CORPUS_WINDOW_MAX),
    BOUND (LAB_CORPUS_BIBLE, "tokens", window, 1, LAB_CORPUS_WINDOW_MAX),
    BOUND (LAB_CORPUS_BIBLE,
           "vocabulary",
           vocabulary,
           LAB_CORPUS_VOCABULARY_MIN,
           LAB_CORPUS_VOCABULARY_MAX),
};

/* All texts have the bounds of one. */
static LabCorpusKind
bounded_as (LabCorpusKind kind)
{
  return lab_corpus_is_text (kind) ? LAB_CORPUS_BIBLE : kind;
}

static guint *
value_at (const LabCorpusSource *source, const Bound *bound)
{
  return (guint *)(gpointer)((char *)source + bound->offset);
}

gboolean
lab_corpus_reads_key (LabCorpusKind kind, const char *key)
{
  static const struct
  {
    LabCorpusKind kind;
    const char *key;
  } others[] = {
      {LAB_CORPUS_FACTS, "zipf"},
      {LAB_CORPUS_MANIFOLD, "beta"},
      {LAB_CORPUS_TWIN, "source"},
      {LAB_CORPUS_BIBLE, "tokeniser"},
  };

  if (g_str_equal (key, "seed"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i].kind == bounded_as (kind) && g_str_equal (bounds[i].key, key))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].kind == bounded_as (kind) && g_str_equal (others[i].key, key))
      return TRUE;
  return FALSE;
}

gboolean
lab_corpus_source_equal (const LabCorpusSource *a, const LabCorpusSource *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind != b->kind || a->seed != b->seed || a->path != b->path)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i].kind == bounded_as (a->kind) &&
        *value_at (a, &bounds[i]) != *value_at (b, &bounds[i]))
      return FALSE;
  switch (a->kind) {
  case LAB_CORPUS_FACTS:
    return a->zipf == b->zipf;
  case LAB_CORPUS_MANIFOLD:
    return a->smoothness == b->smoothness;
  case LAB_CORPUS_TWIN:
    return a->twin_of == b->twin_of;
  default:
    return !lab_corpus_is_text (a->kind) || a->tokeniser == b->tokeniser;
  }
}

static gboolean
check_reals (const LabCorpusSource *source, GError **error)
{
  if (source->kind == LAB_CORPUS_FACTS && !(source->zipf > 0.0 && source->zipf <= 4.0))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE, _ ("zipf=%g: allowed is above 0, up to 4."),
                       source->zipf);
  if (source->kind == LAB_CORPUS_MANIFOLD &&
      !(source->smoothness >= 0.1 && source->smoothness <= 4.0))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE, _ ("beta=%g: allowed is from 0.1 to 4."),
                       source->smoothness);
  return TRUE;
}

gboolean
lab_corpus_source_check (const LabCorpusSource *source, GError **error)
{
  g_return_val_if_fail (source != NULL && (guint)source->kind < LAB_CORPUS_COUNT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++) {
    const guint value = *value_at (source, &bounds[i]);

    if (bounds[i].kind == bounded_as (source->kind) &&
        (value < bounds[i].least || value > bounds[i].most))
      return lab_refuse (error, LAB_ERROR_INVALID_VALUE, _ ("%s=%u: allowed is from %u to %u."),
                         bounds[i].key, value, bounds[i].least, bounds[i].most);
  }
  return check_reals (source, error) && lab_corpus_check_language (source, error);
}
