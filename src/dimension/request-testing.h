/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of request. */
#pragma once

#include "dimension/dimension.h"

G_BEGIN_DECLS

/* All estimators that make their estimate at k = `neighbours`, metric euclid, discard
 * LAB_DIMENSION_DISCARD, one thread per core. */
void lab_dimension_request_default (guint neighbours, LabDimensionRequest *request);

G_END_DECLS
