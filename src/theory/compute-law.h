/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-phase law of compute: R (C) = R0 exp (-C / C0) + A C^-gamma.
 *
 * A reconstruction: paper B's abstract gives an exponential phase, then a power of compute with
 * gamma = 1/7 (version 3; 1/6 in version 1); the sum of the two and its constants are this
 * project's way to draw it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double initial_risk;  /* R0 > 0 */
  double initial_scale; /* C0 > 0, FLOP */
  double prefactor;     /* A > 0 */
  double gamma;         /* > 0 */
} LabComputeLaw;

/* R (C) for C > 0. */
double   lab_compute_law_risk     (const LabComputeLaw  *law,
                                   double                compute);

/* The end of the optimisation phase: the larger C at which both terms are equal,
 *   C* = -gamma C0 W_{-1} (-(A / R0)^(1 / gamma) / (gamma C0)).
 * FALSE and LAB_ERROR_INVALID_VALUE when a parameter is not positive, or the terms never meet
 * (the power law is above the exponential everywhere). */
gboolean lab_compute_law_crossing (const LabComputeLaw  *law,
                                   double               *compute,
                                   GError              **error);

/* The condition-number gap (theory notes 2.3): between first-order lower and upper bound on the
 * optimisation error after steps, relative to its start:
 * exp (-4 T / sqrt (kappa)) .. exp (-2 T / kappa), kappa >= 1. */
void     lab_condition_gap        (double                steps,
                                   double                condition_number,
                                   double               *lower,
                                   double               *upper);

G_END_DECLS
