/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the prediction, for the files it is made of. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* A step of a real optimiser is worth between these many units of kernel time. */
#define LAB_LEAST_WORTH 1e-2
#define LAB_MOST_WORTH  1e3

/* Floating point operations of one optimiser step of a run. */
double lab_prediction_flop_of_step (const LabExperiment *experiment, const LabRunPlan *plan);

G_END_DECLS
