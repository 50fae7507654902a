/* What only tests ask of compute-law. */
#pragma once

#include "theory/compute-law.h"

G_BEGIN_DECLS

/* The condition-number gap (theory notes 2.3): between first-order lower and upper bound on the
 * optimisation error after steps, relative to its start:
 * exp (-4 T / sqrt (kappa)) .. exp (-2 T / kappa), kappa >= 1. */
void lab_condition_gap (double steps, double condition_number, double *lower, double *upper);

G_END_DECLS
