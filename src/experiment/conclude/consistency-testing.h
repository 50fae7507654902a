/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of consistency. */
#pragma once

#include "experiment/conclude/consistency.h"

G_BEGIN_DECLS

/* N and n that the allocation asks for at compute > 0 FLOP. */
void lab_consistency_allocate (const LabConsistency *consistency, double compute,
                               double *parameters, double *points);

G_END_DECLS
