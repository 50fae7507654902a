/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be known beside estimates of dimension, in sentences. */
#pragma once

#include "dimension/dimension.h"

G_BEGIN_DECLS

/* A sentence for each thing that makes the report's estimates worth less: few points, discrete points,
 * values that ties or k allow none of. Translated; NULL-terminated, empty where there is nothing; free
 * with g_strfreev(). */
char **lab_dimension_notes (const LabDimensionReport *report);

G_END_DECLS
