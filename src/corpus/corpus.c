/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/corpus.h"

#include "core/error.h"
#include "corpus/corpus-private.h"

#include <glib/gi18n.h>
#include <math.h>

struct _LabCorpus
{
  gatomicrefcount references;
  LabCorpusSource source;
  LabCorpusInfo info;
  const LabLanguage *language;
  gpointer state;
};

LabCorpus *
lab_corpus_new (const LabCorpusSource *source, LabTask *task, GError **error)
{
  g_autoptr (LabCorpus) corpus = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  if (!lab_corpus_source_check (source, error))
    return NULL;
  corpus = g_new0 (LabCorpus, 1);
  g_atomic_ref_count_init (&corpus->references);
  corpus->source = *source;
  corpus->language = lab_language_find (source->kind);
  corpus->info = (LabCorpusInfo){
      .entropy = NAN,
      .window_entropy = NAN,
      .bytes_per_token = NAN,
      .characters_per_token = NAN,
      .training_most = LAB_CORPUS_TOKENS_MOST,
  };
  corpus->state = corpus->language->open (source, &corpus->info, task, error);
  return corpus->state != NULL ? g_steal_pointer (&corpus) : NULL;
}

LabCorpus *
lab_corpus_ref (LabCorpus *corpus)
{
  g_return_val_if_fail (corpus != NULL, NULL);

  g_atomic_ref_count_inc (&corpus->references);
  return corpus;
}

void
lab_corpus_unref (LabCorpus *corpus)
{
  if (corpus == NULL || !g_atomic_ref_count_dec (&corpus->references))
    return;
  if (corpus->state != NULL)
    corpus->language->close (corpus->state);
  g_free (corpus);
}

const LabCorpusSource *
lab_corpus_source (const LabCorpus *corpus)
{
  g_return_val_if_fail (corpus != NULL, NULL);

  return &corpus->source;
}

const LabCorpusInfo *
lab_corpus_info (const LabCorpus *corpus)
{
  g_return_val_if_fail (corpus != NULL, NULL);

  return &corpus->info;
}

const LabLanguage *
lab_corpus_language (const LabCorpus *corpus)
{
  return corpus->language;
}

gconstpointer
lab_corpus_state (const LabCorpus *corpus)
{
  return corpus->state;
}

double
lab_corpus_tabulator (const LabCorpus *corpus, guint64 n)
{
  g_return_val_if_fail (corpus != NULL && n > 0, NAN);

  return corpus->language->tabulator != NULL ? corpus->language->tabulator (corpus->state, n) : NAN;
}
