/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a power law through a table that is known to be enough. Internal to the room. */
#pragma once

#include "fit/power-law.h"
#include "fit/sample/table.h"

G_BEGIN_DECLS

/* Sets all of fit but the counts, from table's logarithms. Without interval (has_interval FALSE) low,
 * high, level_error and level_critical stay as they are, and it costs microseconds. */
void lab_power_law_line (const LabFitTable *table,
                         gboolean           has_interval,
                         guint64            seed,
                         LabPowerLawFit    *fit);

G_END_DECLS
