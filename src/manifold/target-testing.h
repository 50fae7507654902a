/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of target. */
#pragma once

#include "manifold/target.h"

G_BEGIN_DECLS

/* The largest frequency R of a sum of waves: below 1/R the target is smooth. NaN for the others. */
double lab_target_largest_frequency (const LabTarget *target);

G_END_DECLS
