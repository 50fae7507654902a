/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rotary positions (Su et al. 2021): pairs of features turned by an angle that grows with the place, so
 * that the product of a query and a key depends on how far apart they stand. */
#pragma once

#include "transformer/workspace.h"

#define lab_rotary_fill VARIANT (lab_rotary_fill)
#define lab_rotary_turn VARIANT (lab_rotary_turn)

/* angles (T, head width / 2, 2): cosine and sine of place * 10,000^(-2 i / head width). */
void lab_rotary_fill (const LabModelShape *shape,
                      Real                *angles);

/* Queries and keys, the first 2 m rows of qkv (3m, c), in place; back turns the other way: what a gradient
 * needs. Features 2 i and 2 i + 1 of a head are a pair; the last one of an odd head stays. */
void lab_rotary_turn (const LabNetwork *network,
                      gboolean          back,
                      Real             *qkv);
