/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from what was measured, as text for people. */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* A sentence, made as by printf(), broken into lines. */
void lab_append_sentence    (GString           *text,
                             const char        *format,
                             ...) G_GNUC_PRINTF (2, 3);

/* The law of the axis, or the depth that is enough, with the verdict; rival laws; the accounts of the phase
 * boundary; the frontier; and what was measured of the dimension. runs as in lab_measured_text(). */
void lab_append_conclusions (GString           *text,
                             const LabCurve    *curve,
                             const LabCurveFit *fit,
                             const GPtrArray   *runs);

G_END_DECLS
