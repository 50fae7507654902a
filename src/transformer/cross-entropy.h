/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loss of a language model on its logits, where they stand: (V, columns), feature-major.
 *
 * softmax with the largest logit taken off first: no logit that is finite overflows. */
#pragma once

#include "transformer/workspace.h"

#define lab_cross_entropy_backward VARIANT (lab_cross_entropy_backward)
#define lab_cross_entropy_measure  VARIANT (lab_cross_entropy_measure)

/* See LabSimd. */
void lab_cross_entropy_backward (LabNetwork       *network,
                                 const Real       *label,
                                 const guint32    *indices,
                                 double            weight,
                                 double           *sum);
void lab_cross_entropy_measure  (const LabNetwork *network,
                                 const Real       *label,
                                 const float      *truth,
                                 double           *losses,
                                 double           *excess);
