/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi-power law: how the loss follows any schedule of the learning rate.
 *
 *   L (t) = L0 + A S1 (t)^-alpha
 *         - B sum_k (eta_{k-1} - eta_k) (1 - (1 + C eta_k^-gamma S_k (t))^-beta)
 *
 * with S1 (t) the sum of the rates of the steps up to t, warm-up counted, S_k (t) that from step k to t, and
 * the sum over the steps up to t where the rate falls. An empirical law (Luo et al. 2025, "A multi-power law
 * for loss curve prediction across learning rate schedules"): seven constants, fitted to the curves of
 * several schedules together, foretell the curve of another one.
 *
 * Where the rate falls at more than LAB_MULTI_POWER_PIECES steps, neighbouring falls are gathered into as
 * many pieces, each with the sum of its drops at their mean place. */
#pragma once

#include "transformer/schedule.h"

G_BEGIN_DECLS

#define LAB_MULTI_POWER_PIECES 96
#define LAB_MULTI_POWER_CONSTANTS 7

/* A measured curve under one schedule. All borrowed. */
typedef struct
{
  LabScheduleShape shape;
  double learning_rate; /* the peak, > 0 */
  guint count;
  const guint *steps;   /* (count), each in 1 .. shape.steps */
  const double *loss;   /* (count) after that many steps, > 0 */
} LabMultiPowerCurve;

typedef struct
{
  double floor;           /* L0 */
  double amplitude;       /* A */
  double exponent;        /* alpha */
  double decay_amplitude; /* B */
  double decay_scale;     /* C */
  double decay_exponent;  /* beta */
  double rate_exponent;   /* gamma */
  double scatter;         /* root mean square of ln (measured / law) over the points */
  guint points;
} LabMultiPowerFit;

/* Least squares in ln loss over all points of all curves (count), from several starts. Fails with
 * LAB_ERROR_INVALID_VALUE where there are no two curves, no twice as many points as constants, or no curve whose
 * rate falls: one of these leaves constants that nothing tells. */
gboolean lab_multi_power_fit   (const LabMultiPowerCurve *curves,
                                guint                     count,
                                LabMultiPowerFit         *fit,
                                GError                  **error);

/* The law's loss after the steps at (count, each in 1 .. shape->steps) under a schedule. */
void     lab_multi_power_curve (const LabMultiPowerFit   *fit,
                                const LabScheduleShape   *shape,
                                double                    learning_rate,
                                guint                     count,
                                const guint              *at,
                                double                   *loss);

G_END_DECLS
