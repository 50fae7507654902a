/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of random. */
#pragma once

#include "core/random.h"

G_BEGIN_DECLS

/* The generator itself: the block (4) of random words at counter (4) under key (2). A bijection of
 * counters for each key. Public so that it can be held against the paper's known answers. */
void lab_random_philox_block (const guint32 counter[4], const guint32 key[2], guint32 block[4]);

G_END_DECLS
