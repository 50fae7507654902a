/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an optimiser step does to arrays of numbers. See LabSimd for the arguments. */
#pragma once

#include "transformer/simd.h"
#include "transformer/vector.h"

#define lab_sum_of_squares VARIANT (lab_sum_of_squares)
#define lab_adamw          VARIANT (lab_adamw)
#define lab_descend        VARIANT (lab_descend)

double lab_sum_of_squares (gsize               count,
                           const Real         *values,
                           double              total);
void   lab_adamw          (const LabAdamwStep *step,
                           gsize               count,
                           const Real         *gradient,
                           Real               *first_moment,
                           Real               *second_moment,
                           Real               *parameters);
void   lab_descend        (gsize               count,
                           double              rate,
                           const Real         *gradient,
                           Real               *parameters);
