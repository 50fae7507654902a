/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of languages. */
#include "corpus/corpus-private.h"

const LabLanguage *
lab_language_find (LabCorpusKind kind)
{
  static const LabLanguage *const languages[LAB_CORPUS_COUNT] = {
      [LAB_CORPUS_MARKOV] = &lab_language_markov,
      [LAB_CORPUS_FACTS] = &lab_language_facts,
      [LAB_CORPUS_HIERARCHY] = &lab_language_hierarchy,
      [LAB_CORPUS_MANIFOLD] = &lab_language_manifold,
      [LAB_CORPUS_BIBLE] = &lab_language_text,
      [LAB_CORPUS_INSTALLED] = &lab_language_text,
      [LAB_CORPUS_FILE] = &lab_language_text,
      [LAB_CORPUS_TWIN] = &lab_language_twin,
  };

  return languages[kind];
}

gboolean
lab_corpus_check_language (const LabCorpusSource *source, GError **error)
{
  const LabLanguage *language = lab_language_find (source->kind);

  return language->check == NULL || language->check (source, error);
}
