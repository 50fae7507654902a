/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a model's fit: shared by its files only. */
#pragma once

#include "fit/model-fit.h"
#include "fit/power-floor.h"
#include "fit/sample/trajectory.h"

G_BEGIN_DECLS

typedef struct
{
  const LabFitOptions *options;
  LabFitSample *samples; /* (count): inside the window */
  LabFitSample *pulled;  /* (count): the same, robustly with outliers pulled in */
  guint count;
  LabPowerLawFit power; /* valid */
  LabTwoPhaseChoice choice;
} LabModelData;

/* By least squares, or robustly, as the options ask. */
gboolean lab_model_fit_power      (const LabFitSample     *samples,
                                   guint                   count,
                                   const LabFitOptions    *options,
                                   LabPowerLawFit         *power,
                                   GError                **error);

/* Exponent and interval (and floor) into fit. */
void     lab_model_take_power     (const LabPowerLawFit   *power,
                                   LabModelFit            *fit);
void     lab_model_take_floor     (const LabPowerFloorFit *with_floor,
                                   LabModelFit            *fit);

/* Neighbouring residuals about curve that count as one; few points are taken as independent. */
double   lab_model_memory         (const LabTrajectory    *trajectory,
                                   const LabLawFit        *curve);

/* Distinct x up to which laws with a break and sums are fitted. */
guint    lab_model_most_abscissas (const LabFitOptions    *options);

/* FALSE, with a sentence on too many of something. */
gboolean lab_model_refuse_size    (const char             *what,
                                   guint                   count,
                                   guint                   most,
                                   GError                **error);

/* Fits a model with a break or a sum. */
gboolean lab_model_fit_law        (const LabModelData     *data,
                                   LabModel                model,
                                   LabModelFit            *fit,
                                   GError                **error);

G_END_DECLS
