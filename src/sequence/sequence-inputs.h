/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of sequences in canonical coordinates. */
#pragma once

#include "sequence/sequence.h"

G_BEGIN_DECLS

/* Draws n sequences: canonical is (n, L, E), row-major, E lab_sequence_canonical_dimension(). They are
 * drawn one by one: the first k of a stream are the same for every n >= k. geometry is read where the
 * inputs lie on a manifold, and NULL elsewhere. */
void lab_sequence_inputs_draw (const LabSequenceSource *source,
                               const LabGeometry       *geometry,
                               LabRandom               *random,
                               gsize                    n,
                               float                   *canonical);

G_END_DECLS
