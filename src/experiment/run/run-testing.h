/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of run. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* Excess risk at the chosen evaluation; NaN when there is none. */
double lab_run_excess_risk (const LabRun *run);

G_END_DECLS
