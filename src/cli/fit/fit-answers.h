/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits of the curves of a table. */
#pragma once

#include "cli/fit/fit-request.h"
#include "cli/print/fit-answer.h"

G_BEGIN_DECLS

/* table is borrowed. FALSE with an error where it cannot be read as asked, or where no curve can be fitted (the
 * error of the first). */
gboolean lab_fit_answers_make (const LabTable       *table,
                               const LabFitRequest  *request,
                               LabFitAnswers        *answers,
                               GError              **error);

G_END_DECLS
