/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size prediction, level 3: one pass of stochastic gradient descent under any schedule.
 *
 * Features phi_k ~ N (0, 1), independent; target sum c_k phi_k, labels with noise of deviation sigma;
 * each step meets B fresh points. The expected squared residual of mode k, u_k = c_k^2 at the start,
 * follows exactly
 *   u_k <- (1 - eta lambda_k)^2 u_k + (eta^2 / B) lambda_k^2 (S + sigma^2 + u_k),  S = sum u_k,
 * and S is the excess risk (theory notes, section 9; derived for this project, exact for Gaussian
 * features). A real network's features are not Gaussian and its kernel moves. */
#pragma once

#include "core/task.h"
#include "theory/spectrum.h"
#include "transformer/schedule.h"

G_BEGIN_DECLS

typedef struct
{
  double noise;           /* sigma >= 0 */
  guint batch;            /* B >= 1 */
  double learning_rate;   /* the peak, > 0, in units of 1 / eigenvalue */
  LabScheduleShape shape; /* with the number of steps */
} LabStochasticDescent;

/* Most steps that lab_stochastic_descent_moments() names. */
#define LAB_STOCHASTIC_DESCENT_MOMENTS 32

/* The steps 1, 2, 5, 10, 20, 50, ... below steps, and steps itself; returns their number. */
guint    lab_stochastic_descent_moments (guint steps, guint at[LAB_STOCHASTIC_DESCENT_MOMENTS]);

/* The excess risk after each of the steps at (count), ascending, in 1 .. shape.steps. A schedule that
 * diverges ends in infinities. Costs two products per bin and step. FALSE, and NaN from there on, where
 * task (nullable) was cancelled or spectrum->stop set: both are looked at before each step. */
gboolean lab_stochastic_descent (const LabStochasticDescent *descent,
                                 const LabSpectrum          *spectrum,
                                 guint                       count,
                                 const guint                *at,
                                 LabTask                    *task,
                                 double                     *excess_risk);

G_END_DECLS
