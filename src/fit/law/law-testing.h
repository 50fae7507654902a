/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of law. */
#pragma once

#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* d ln y / d ln x of a fitted law at x > 0, the floor included; at a break that of what follows. */
double lab_law_local_slope (const LabLawFit *fit, double x);

G_END_DECLS
