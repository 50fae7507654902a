/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the optimisation phase gives way to the statistical phase, in its several forms.
 *
 * Theory notes 3.4. All are derived for this project from the kernel picture; times are learning
 * rate times steps. (The numeric crossing of level 1 is lab_sequence_crossing (); the boundary in
 * compute under the two-phase law is lab_compute_law_crossing ().) */
#pragma once

#include "core/task.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

/* Asymptote: the boundary moves like n^(b/a) = n^((2 nu + d) / (2 beta + d)). */
double   lab_boundary_exponent            (double               smoothness,
                                           double               intrinsic_dimension,
                                           double               nu);

/* Level 2 is followed to here: for steep spectra rounding reaches 1 % soon after. */
#define LAB_BOUNDARY_LAST_TIME 1e12

/* Optimal stopping under level 2 (deterministic-equivalent.h: ranges, errors): the time of least
 * excess risk, the time to about 1 % and the risk to 1e-4 relative. Where the risk falls as far as
 * it can be followed (no noise at infinite width) time is INFINITY and excess_risk the least risk
 * seen. Where the optimum lies beyond LAB_BOUNDARY_LAST_TIME both are NaN: level 1 still tells it
 * (lab_sequence_stopping()). 20-300 ms (many bins, much noise fitted slowly), with a million modes half a
 * minute: for the background. Reports to task (nullable) progress from `from` to `to`. Where
 * spectrum->stop is set it is soon over and its answer, or its refusal, means nothing. */
gboolean lab_boundary_optimal_stopping    (const LabSpectrum   *spectrum,
                                           double               points,
                                           double               features,
                                           double               noise,
                                           double              *time,
                                           double              *excess_risk,
                                           LabTask             *task,
                                           double               from,
                                           double               to,
                                           GError             **error);

/* Level 2: the time at which what noise adds on average has grown to what is left to learn (variance =
 * bias; the excess risk with noise is twice that without), to 1e-6 relative. INFINITY where it does not:
 * no noise, or too few features for it. NaN where the time lies beyond LAB_BOUNDARY_LAST_TIME or beyond what
 * double precision resolves: level 1 still tells it (lab_sequence_crossing()). Costs, reports
 * and stops like the stopping. */
gboolean lab_boundary_crossing            (const LabSpectrum   *spectrum,
                                           double               points,
                                           double               features,
                                           double               noise,
                                           double              *time,
                                           LabTask             *task,
                                           double               from,
                                           double               to,
                                           GError             **error);

/* Finite condition number: exp (-2 eta lambda_min t) brings initial_risk down to statistical_risk
 * after ln (R0 / R_stat) / (2 eta lambda_min) steps; 0 where it starts below. All positive. */
double   lab_boundary_finite_condition    (double               initial_risk,
                                           double               statistical_risk,
                                           double               learning_rate,
                                           double               least_eigenvalue);

G_END_DECLS
