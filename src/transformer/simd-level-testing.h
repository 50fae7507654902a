/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of simd-level. */
#pragma once

#include "transformer/simd-level.h"

G_BEGIN_DECLS

/* Whether this processor (and this build) has it. */
gboolean lab_simd_level_available (LabSimdLevel level);

G_END_DECLS
