/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tokens at a distance depend on each other: the largest singular value of P(x_0, x_t) - P(x_0) P(x_t)
 * (F. Cagnetta, M. Wyart 2024), 0 where they are independent. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* Kinds of tokens that are told apart: the most frequent; the others count as one kind. */
#define LAB_CORRELATION_KINDS 256

/* Distances at which it is measured: 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, .. 96. */
#define LAB_CORRELATION_DISTANCES 16

extern const guint lab_correlation_distances[LAB_CORRELATION_DISTANCES];

typedef struct
{
  double size[LAB_CORRELATION_DISTANCES];
  double noise; /* of the same tokens in random order: what independence reads as */
} LabTokenCorrelations;

/* tokens (count) are below vocabulary; count is above the largest distance. FALSE with
 * LAB_ERROR_TOO_LARGE; FALSE without an error soon after task (nullable) was cancelled. */
gboolean lab_token_correlations (const guint16         *tokens,
                                 gsize                  count,
                                 guint                  vocabulary,
                                 LabTokenCorrelations  *correlations,
                                 LabTask               *task,
                                 GError               **error);

G_END_DECLS
