/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gradients of single examples, of one layer at a time, where training sums them over the batch.
 *
 * Activations are feature-major, column = token * sequences + sequence (transformer/workspace.h).
 * Row e of rows is example e's; the same place of every row is written, nothing beside it. */
#pragma once

#include "transformer/vector.h"

#define LabExampleRows          VARIANT (LabExampleRows)
#define lab_example_dense       VARIANT (lab_example_dense)
#define lab_example_layer_norm  VARIANT (lab_example_layer_norm)
#define lab_example_head        VARIANT (lab_example_head)
#define lab_example_positions   VARIANT (lab_example_positions)

typedef struct
{
  Real *rows;    /* (examples, row_stride) */
  gsize row_stride;
  guint examples, sequences, tokens;
  gsize stride;  /* of the activations */
  Real *scratch; /* tokens * the largest `in` numbers */
} LabExampleRows;

/* At weight, y_gradient x^T (out, in) summed over the example's tokens; at bias (out), unless it is
 * LAB_NO_BIAS, y_gradient summed over them. */
#define LAB_NO_BIAS G_MAXSIZE
void lab_example_dense      (const LabExampleRows *to,
                             guint                 out,
                             guint                 in,
                             const Real           *y_gradient,
                             const Real           *x,
                             gsize                 weight,
                             gsize                 bias);

/* At gain and bias (width), as lab_layer_norm_backward() for one example. */
void lab_example_layer_norm (const LabExampleRows *to,
                             guint                 width,
                             const Real           *x,
                             const Real           *mean,
                             const Real           *inverse_deviation,
                             const Real           *y_gradient,
                             gsize                 gain,
                             gsize                 bias);

/* At position (tokens, width), the gradient of the stream itself. */
void lab_example_positions  (const LabExampleRows *to,
                             guint                 width,
                             const Real           *stream_gradient,
                             gsize                 position);

/* At head (width), pooled (width, sequences) times the example's prediction_gradient; at bias that
 * alone. */
void lab_example_head       (const LabExampleRows *to,
                             guint                 width,
                             const Real           *pooled,
                             const Real           *prediction_gradient,
                             gsize                 head,
                             gsize                 bias);
