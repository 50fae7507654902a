/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of the phase boundary of a measured experiment (phases/phases.h). */
#pragma once

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Makes fit->phases anew from the model choice, from prediction (level 2 on time and compute; NULL or level
 * 1: level 2 is silent) with what a step is worth fitted to the curve, and from the own kernel last given. */
void lab_curve_fit_tell_phases    (LabCurveFit          *fit,
                                   const LabCurve       *curve,
                                   const LabPrediction  *prediction);

/* Adds what the run's own kernel says. */
void lab_curve_fit_set_own_kernel (LabCurveFit          *fit,
                                   const LabOwnKernel   *own);

G_END_DECLS
