/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network holds after each block, copied out of its workspace. */
#pragma once

#include "transformer/simd.h"
#include "transformer/vector.h"

#define lab_network_activations VARIANT (lab_network_activations)

/* See LabSimd for what it does. */
void lab_network_activations (const LabNetwork *network,
                              guint             block,
                              gboolean          pooled,
                              Real             *rows);
