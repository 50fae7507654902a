/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stationary Markov chain of order k over V symbols, with everything that is exact about it. */
#pragma once

#include "core/random.h"
#include "core/task.h"

G_BEGIN_DECLS

/* Numbers V^(k+1) of the largest table: 128 MiB. */
#define LAB_CHAIN_MOST ((gsize)1 << 25)

typedef struct
{
  guint symbols, order;
  gsize contexts;     /* V^k; a context is its symbols as digits, the oldest first */
  float *table;       /* (V^k, V): the next symbol's weights, all above 0; a line divided by its sum is
                       * its distribution */
  double *stationary; /* (V^k): how often a context occurs, sums to 1 */
  double **given;     /* (k): table j is (V^j, V), the next symbol's distribution given the last j, in the
                       * stationary chain */
  double *entropies;  /* (k + 1): of the next symbol given the last 0, 1, .. k; nats. The last is the
                       * entropy rate */
} LabChain;

/* Takes the table, which lab_memory_new() made, whatever comes out, and finds the rest. NULL with
 * LAB_ERROR_TOO_LARGE; NULL without an error soon after task (nullable) was cancelled. */
LabChain *lab_chain_new      (guint             symbols,
                              guint             order,
                              float            *table,
                              LabTask          *task,
                              GError          **error);
void      lab_chain_free     (LabChain         *chain);

/* V^k. */
gsize     lab_chain_contexts (guint             symbols,
                              guint             order);

/* Writes count symbols of the stationary chain. */
void      lab_chain_draw     (const LabChain   *chain,
                              LabRandom        *random,
                              gsize             count,
                              guint16          *symbols);
/* Goes on after the last `order` of symbols[0 .. from - 1]; from >= order. */
void      lab_chain_draw_on  (const LabChain   *chain,
                              LabRandom        *random,
                              gsize             from,
                              gsize             count,
                              guint16          *symbols);

/* The next symbol's distribution (V) after known symbols (known of them), given those alone. */
void      lab_chain_next     (const LabChain   *chain,
                              const guint16    *symbols,
                              gsize             known,
                              double           *probabilities);

/* Mean entropy of the predictions of symbols 2 .. T + 1 from those before them in a window, nats. */
double    lab_chain_window_entropy (const LabChain *chain,
                                    guint           window);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabChain, lab_chain_free)

G_END_DECLS
