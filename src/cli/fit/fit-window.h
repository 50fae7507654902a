/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a training curve in which the learning rate is whole: warm-up and decay are no law's matter. */
#pragma once

#include "cli/print/fit-answer.h"

G_BEGIN_DECLS

/* Where x counts steps or tokens and the table has a column of the learning rate that rises at first or falls at the
 * end: the least and the largest x at which it is whole (at least 99 % of its most). FALSE where there is no such column,
 * where the rate never changes, and where it is whole at less than a third of the points, as a cosine's is, which
 * has no such part; *note (free with g_free()) then says so, else what was left out. */
gboolean lab_fit_window_find (const LabTable     *table,
                              const LabFitCurves *curves,
                              double             *from,
                              double             *to,
                              char              **note);

G_END_DECLS
