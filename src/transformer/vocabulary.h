/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of a vocabulary into the residual stream, and gradients back to their vectors.
 *
 * Arrays are feature-major (transformer/workspace.h); tokens (columns) holds one index below V for each
 * column. */
#pragma once

#include "transformer/workspace.h"

#define lab_vocabulary_gather   VARIANT (lab_vocabulary_gather)
#define lab_vocabulary_embed    VARIANT (lab_vocabulary_embed)
#define lab_vocabulary_backward VARIANT (lab_vocabulary_backward)
#define lab_vocabulary_examples VARIANT (lab_vocabulary_examples)

/* network->token_ids from rows of x (n, T); surplus sequences read token 0. A number that is no token is
 * read as 0, and *valid is FALSE then: the loss must not be finite. */
gboolean lab_vocabulary_gather   (LabNetwork    *network,
                                  const Real    *x,
                                  const guint32 *indices);

/* stream (m, c): each column its token's row of the embedding (V, m). */
void     lab_vocabulary_embed    (const LabNetwork *network,
                                  const Real       *embedding,
                                  Real             *stream);

/* Adds the stream's gradient to gradient (V, m). */
void     lab_vocabulary_backward (const LabNetwork *network,
                                  Real             *gradient);

/* The same for each example by itself, at `at` of its row (network->example_rows). add: to what stands there,
 * as where the head is the embedding; else in its place. */
void     lab_vocabulary_examples (const LabNetwork *network,
                                  gsize             at,
                                  gboolean          add);
