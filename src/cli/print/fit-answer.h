/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command fit prints. */
#pragma once

#include "fit/held-out.h"
#include "session/csv-samples.h"

G_BEGIN_DECLS

/* One JSON object, or lines for people; held_out is NULL where there is none. Free with g_free(). */
char *lab_fit_json (const LabCsvSamples *samples,
                    const LabModelFit   *fit,
                    const LabHeldOut    *held_out);
char *lab_fit_text (const LabCsvSamples *samples,
                    const LabModelFit   *fit,
                    const LabHeldOut    *held_out);

G_END_DECLS
