/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dimension report as text and as JSON. */
#pragma once

#include "dimension/dimension.h"
#include "points/points.h"

G_BEGIN_DECLS

/* points are those that report was made of. Free with g_free(). */
char *lab_dimension_text (const LabPoints          *points,
                          const LabDimensionReport *report);
char *lab_dimension_json (const LabPoints          *points,
                          const LabDimensionReport *report);

G_END_DECLS
