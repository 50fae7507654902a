/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of a table and their laws as a chart. */
#pragma once

#include "chart/content/content.h"
#include "cli/print/fit-answer.h"

G_BEGIN_DECLS

/* Points of all curves with the bands of their laws, to --at where that lies beyond. */
LabChartContent *lab_fit_chart (const LabFitAnswers *answers);

G_END_DECLS
