/* Student's distribution for whole degrees of freedom: the small-sample width of an interval. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* P(|t| < value) for degrees >= 1 degrees of freedom; value >= 0.
 * Abramowitz & Stegun 26.7.3 and 26.7.4. */
double lab_student_central_probability (guint degrees, double value);

/* The value with P(|t| < value) = probability, 0 < probability < 1. */
double lab_student_critical_value      (guint degrees, double probability);

G_END_DECLS
