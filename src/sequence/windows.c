/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sequence/windows.h"

#include <math.h>

#include "core/memory.h"
#include "core/stop.h"

struct _LabWindowDeal
{
  const LabCorpusInfo *info; /* of the set's corpus */
  LabTokenSet *set;
  guint batch;
  guint16 *row;     /* (T + 1) */
  float *x, *label; /* (batch, T) */
};

static gboolean
is_known (const LabCorpusInfo *info)
{
  return !isnan (info->entropy);
}

gsize
lab_windows_of_test (const LabCorpus *corpus)
{
  g_return_val_if_fail (corpus != NULL, 0);

  return is_known (lab_corpus_info (corpus)) ? LAB_WINDOWS_TEST : LAB_WINDOWS_TEST_TEXT;
}

/* x (T) and label (T) of a row (T + 1). */
static void
write_window (const LabCorpusInfo *info, const guint16 *row, float *x, float *label)
{
  for (guint t = 0; t < info->window; t++) {
    x[t] = row[t];
    label[t] = info->counted[t] ? (float)row[t + 1] : -1.0F;
  }
}

/* The windows of a held-out set; FALSE when stopped. */
static gboolean
fill (LabDataset *dataset, const LabCorpusInfo *info, const LabTokenSet *set, const gint *stop)
{
  const gsize line = (gsize)info->window * info->vocabulary;
  g_autofree guint16 *row = g_new (guint16, info->window + 1);
  g_autofree double *truth = dataset->distribution != NULL ? g_new (double, line) : NULL;

  for (gsize i = 0; i < dataset->n; i++) {
    const gsize at = i * info->window;

    if (lab_stop_asked (stop))
      return FALSE;
    if (truth != NULL)
      lab_token_set_draw_truth (set, i, row, truth);
    else
      lab_token_set_draw (set, i, row);
    write_window (info, row, dataset->x + at, dataset->label + at);
    for (guint t = 0; t < info->window; t++)
      dataset->target[at + t] = dataset->label[at + t];
    for (gsize k = 0; truth != NULL && k < line; k++)
      dataset->distribution[i * line + k] = (float)truth[k];
  }
  return TRUE;
}

LabDataset *
lab_windows_draw (LabCorpus *corpus,
                  guint32 repeat,
                  LabDataRole role,
                  gsize n,
                  const gint *stop,
                  GError **error)
{
  g_return_val_if_fail (corpus != NULL && role != LAB_DATA_TRAINING, NULL);

  const LabCorpusInfo *info = lab_corpus_info (corpus);

  g_autoptr (LabTokenSet) set = lab_token_set_new_held_out (
      corpus, role == LAB_DATA_TEST ? LAB_TOKENS_TEST : LAB_TOKENS_VALIDATION, repeat, n, stop,
      error);
  if (set == NULL)
    return NULL;
  g_autoptr (LabDataset) dataset =
      lab_dataset_allocate ((gsize)lab_token_set_windows (set), info->window, info->window, error);
  if (dataset == NULL)
    return NULL;
  dataset->is_all = dataset->n < n;
  dataset->classes = info->vocabulary;
  if (is_known (info)) {
    dataset->distribution =
        lab_memory_new_untouched (dataset->n * info->window, info->vocabulary * sizeof (float),
                                  "the true distributions", error);
    if (dataset->distribution == NULL)
      return NULL;
  }
  return fill (dataset, info, set, stop) ? g_steal_pointer (&dataset) : NULL;
}

LabWindowDeal *
lab_window_deal_new (LabCorpus *corpus,
                     guint32 repeat,
                     guint64 n,
                     guint batch,
                     const gint *stop,
                     GError **error)
{
  g_return_val_if_fail (corpus != NULL && batch > 0, NULL);

  const LabCorpusInfo *info = lab_corpus_info (corpus);
  g_autoptr (LabTokenSet) set = lab_token_set_new_training (corpus, repeat, n, stop, error);
  if (set == NULL)
    return NULL;
  LabWindowDeal *deal = g_new (LabWindowDeal, 1);
  *deal = (LabWindowDeal){
      .info = info,
      .set = g_steal_pointer (&set),
      .batch = batch,
      .row = g_new (guint16, info->window + 1),
      .x = g_new (float, (gsize)batch * info->window),
      .label = g_new (float, (gsize)batch * info->window),
  };
  return deal;
}

void
lab_window_deal_free (LabWindowDeal *deal)
{
  if (deal == NULL)
    return;
  lab_token_set_free (deal->set);
  g_free (deal->row);
  g_free (deal->x);
  g_free (deal->label);
  g_free (deal);
}

void
lab_window_deal_next (LabWindowDeal *deal, guint64 step, const float **x, const float **label)
{
  g_return_if_fail (deal != NULL && x != NULL && label != NULL);

  for (guint i = 0; i < deal->batch; i++) {
    lab_token_set_draw (deal->set, step * deal->batch + i, deal->row);
    write_window (deal->info, deal->row, deal->x + (gsize)i * deal->info->window,
                  deal->label + (gsize)i * deal->info->window);
  }
  *x = deal->x;
  *label = deal->label;
}
