/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's distribution for whole degrees of freedom: the small-sample width of an interval. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The value with P(|t| < value) = probability, 0 < probability < 1. */
double lab_student_critical_value      (guint degrees, double probability);

G_END_DECLS
