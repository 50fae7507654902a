/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of lambert. */
#pragma once

#include "fit/law/lambert.h"

G_BEGIN_DECLS

/* W_{-1} (z), the solution w <= -1 of w exp (w) = z for -1/e <= z < 0; NaN for other z. */
double lab_lambert_lower (double z);

G_END_DECLS
