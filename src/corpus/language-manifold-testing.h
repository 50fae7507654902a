/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of language-manifold. */
#pragma once

#include "corpus/corpus-private.h"

G_BEGIN_DECLS

/* Entropy (nats) of the label at the angles x (d); probabilities (classes) is its distribution. */
double lab_manifold_label (gconstpointer language, const double *x, double *probabilities);

G_END_DECLS
