/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the command fit: the answer, the residuals and a chart. */
#pragma once

#include "cli/out.h"
#include "cli/print/fit-answer.h"

G_BEGIN_DECLS

/* Before the work: opens the folder of --out; NULL after a sentence, *status is then what the command ends with. */
LabOut   *lab_fit_files_open  (const LabArguments  *words,
                               const LabTable      *table,
                               int                 *status);

/* After it: writes fits.json, residuals.csv and chart.svg. FALSE after a sentence. */
gboolean  lab_fit_files_write (LabOut              *out,
                               const LabFitAnswers *answers);

G_END_DECLS
