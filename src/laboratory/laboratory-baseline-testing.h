/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of laboratory-baseline. */
#pragma once

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* FALSE where a fit is not valid. */
gboolean lab_comparison_of_fits (const LabPowerLawFit *before, const LabPowerLawFit *now,
                                 LabComparison *comparison);

G_END_DECLS
