/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The teacher: a frozen random transformer that maps L tokens to L numbers.
 *
 * Two blocks, width 32, four heads, feed-forward layers of twice the width, GELU, full or causal
 * attention: the network of transformer/model.h with a head on each token. Matrices are normal with
 * variance 1 / in, but queries and keys 4 / in, so that attention tells tokens apart instead of
 * averaging them all, and what expands 4 / in; positions have variance 1/4, gains are 1 and biases 0.
 * It is an analytic function of its inputs, so it has no finite order of smoothness beta; and since it
 * is itself a transformer, a student with its attention, at least two blocks and width 32 (or a
 * multiple) with heads=4 and feed_forward=2 contains it. */
#pragma once

#include "core/random.h"
#include "transformer/simd.h"

G_BEGIN_DECLS

#define LAB_SEQUENCE_TEACHER_WIDTH        32
#define LAB_SEQUENCE_TEACHER_DEPTH        2
#define LAB_SEQUENCE_TEACHER_HEADS        4
#define LAB_SEQUENCE_TEACHER_FEED_FORWARD 2

typedef struct _LabSequenceTeacher LabSequenceTeacher;

/* Deterministic in shape and stream. Sets error where tokens * dimension are too many numbers for a
 * network, or the instruction set asked for is not there. */
LabSequenceTeacher *lab_sequence_teacher_new      (guint               tokens,
                                                   guint               dimension,
                                                   gboolean            causal,
                                                   LabRandom          *random,
                                                   GError            **error);
void                lab_sequence_teacher_free     (LabSequenceTeacher *teacher);

/* Makes outputs that were y into (y - mean) / deviation, by its head alone. */
void                lab_sequence_teacher_rescale  (LabSequenceTeacher *teacher,
                                                   double              mean,
                                                   double              deviation);

/* outputs (n, L) of x (n, L, dimension). Safe from several threads at once; sets error where memory
 * does not suffice; FALSE without one where stop (core/stop.h; nullable) ended it. An output depends on its own sequence alone, bit for bit. */
gboolean            lab_sequence_teacher_evaluate (const LabSequenceTeacher *teacher,
                                                   gsize                     n,
                                                   const float              *x,
                                                   float                    *outputs,
                                                   const gint               *stop,
                                                   GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSequenceTeacher, lab_sequence_teacher_free)

G_END_DECLS
