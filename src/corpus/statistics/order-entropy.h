/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entropy of a token given the last 0, 1, 2 and 3, from how often words of so many tokens come. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

#define LAB_ENTROPY_ORDERS 4

typedef struct
{
  double plug_in[LAB_ENTROPY_ORDERS]; /* nats, of the frequencies as they are: too small on average */
  double bias[LAB_ENTROPY_ORDERS];    /* what it is too small by, about: (K - 1)/(2N) of words of K kinds,
                                       * less the same of the contexts (Miller and Madow 1955) */
  guint64 words[LAB_ENTROPY_ORDERS];  /* different words of 1, .. 4 tokens */
} LabOrderEntropies;

/* tokens (count) are below 2^16. FALSE soon after task (nullable) was cancelled. */
gboolean lab_order_entropies (const guint16      *tokens,
                              gsize               count,
                              LabOrderEntropies  *entropies,
                              LabTask            *task);

G_END_DECLS
