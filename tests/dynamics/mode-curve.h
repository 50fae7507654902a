/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ODE's curve for a spectrum that is known by construction: the control of the phase detection.
 *
 * Modes k = 1 .. count with eigenvalues k^-b and target powers k^-a, learned by gradient flow on
 * labels with noise (theory notes 3.1, the sequence model):
 *   excess (t) = sum_k power_k exp (-2 lambda_k t) + (sigma^2 / n) sum_k (1 - exp (-lambda_k t))^2.
 * With a finite condition number (a floor under the eigenvalues, a band-limited target, few modes)
 * the first sum ends exponentially: paper B's optimisation phase. Without, it is a power law
 * t^-((a - 1) / b) until the last mode. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint count;  /* modes, 1 or more */
  double a, b;  /* > 0 */
  double floor; /* eigenvalues are at least this (the largest is 1); 0: as they are */
  guint band;   /* modes beyond it carry no target; 0: all do */
  double noise; /* sigma */
  double n;     /* labels, all there from the start; 0: fresh ones, one per unit of time (n = t), as
                 * in one pass over the data: the noise's share then falls like 1/t */
} LabModeCurve;

/* Excess risk at time t > 0, in units of the first mode's power. Costs count operations. */
double lab_mode_curve_risk (const LabModeCurve *curve,
                            double              t);

G_END_DECLS
