/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scaling-lab corpus prints. */
#pragma once

#include "corpus/statistics/corpus-statistics.h"

G_BEGIN_DECLS

/* What an experiment on it takes. */
typedef struct
{
  guint runs;
  guint width, steps;         /* of the largest run */
  guint64 step_tokens;        /* that one step trains on */
  guint64 parameters;         /* of the largest run */
  double flop;                /* of all runs */
  guint64 memory;             /* bytes, with one worker */
  double seconds;             /* of one core, from the speed of a few steps; NAN where it was not taken */
} LabCorpusCost;

/* Tokens of training data whose tabulator is told. */
#define LAB_CORPUS_TABULATOR_POINTS 6

typedef struct
{
  char *sample; /* of what it says: a held-out window; g_free() */
  guint64 n[LAB_CORPUS_TABULATOR_POINTS];
  double tabulator[LAB_CORPUS_TABULATOR_POINTS]; /* excess at n (corpus.h); NAN where there is none */
} LabCorpusSample;

/* One JSON object, or lines for people; free with g_free(). */
char *lab_corpus_json (const LabCorpus            *corpus,
                       const LabCorpusStatistics  *statistics,
                       const LabCorpusSample      *sample,
                       const LabCorpusCost        *cost);
char *lab_corpus_text (const LabCorpus            *corpus,
                       const LabCorpusStatistics  *statistics,
                       const LabCorpusSample      *sample,
                       const LabCorpusCost        *cost);

G_END_DECLS
