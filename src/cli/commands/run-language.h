/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command run says of a language beside its points: the floor under the loss of a text, and the exponents
 * that are predicted for it. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Into root, an object of results with the member fits: floor, floor_low, floor_high and exponent_above_floor of a
 * text's fit, and predictions_of_exponent. Nothing of other tasks. Takes up to some seconds. */
void  lab_run_language_add  (const LabCurve    *curve,
                             const LabCurveFit *fit,
                             const GPtrArray   *runs,
                             JsonObject        *root);

/* The same in sentences; empty of other tasks. Free with g_free(). */
char *lab_run_language_text (const LabCurve    *curve,
                             const LabCurveFit *fit,
                             const GPtrArray   *runs);

G_END_DECLS
