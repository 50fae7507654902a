/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Isolated laws of time, data and model size, and where the optimisation phase ends.
 *
 * A reconstruction (theory notes 2.2): paper B's abstract speaks of such laws without their formulas.
 * Linearised at initialisation with a kernel whose least eigenvalue is positive,
 *   R (T, n, N) = R0 exp (-2 T / kappa) + A n^-p + B N^-q,
 * T steps at the learning rate one over the largest eigenvalue. Each term alone is the law of one
 * resource while the others are plentiful. The program shows their exponents (catalogue.h); the whole laws
 * are what its boundary of a finite condition number is held against. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double initial_risk;     /* R0 > 0 */
  double condition_number; /* kappa >= 1 */
  double data_prefactor;   /* A >= 0 */
  double data_exponent;    /* p > 0: 1 for squared loss, 1/2 for a bounded one */
  double model_prefactor;  /* B >= 0 */
  double model_exponent;   /* q > 0: 1/2, the error of lazy training with N ~ width^2 */
} LabIsolatedLaws;

/* The three terms, and their sum. steps >= 0; points and parameters > 0, or INFINITY. */
double lab_isolated_time_risk      (const LabIsolatedLaws *laws, double steps);
double lab_isolated_data_risk      (const LabIsolatedLaws *laws, double points);
double lab_isolated_model_risk     (const LabIsolatedLaws *laws, double parameters);
double lab_isolated_risk           (const LabIsolatedLaws *laws, double steps, double points,
                                    double parameters);

/* T* = (kappa / 2) ln (R0 n^p / A): the steps after which the data's term is the larger one; 0 where
 * it is so from the start, INFINITY where it never is (A = 0 or infinitely many points). */
double lab_isolated_threshold_time (const LabIsolatedLaws *laws, double points);

/* Along resources N ~ n^mu and T ~ n^tau (logarithms dropped) risk ~ C^-this: p / (1 + mu + tau).
 * mu + tau = 6 with p = 1, or 5/2 with p = 1/2, gives version 3's 1/7. */
double lab_isolated_compute_exponent (double data_exponent, double mu, double tau);

G_END_DECLS
