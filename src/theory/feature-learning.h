/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network gains in time by learning features. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exponent of time of a network that learns features, from the exponent r > 0 of lazy training
 * (lab_theory_time_exponent()): 2 r/(1 + r) for r < 1, else r. An asymptote (Bordelon, Atanasov &
 * Pehlevan 2024, arXiv 2409.17858). */
double lab_theory_rich_time_exponent (double lazy);

G_END_DECLS
