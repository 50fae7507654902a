/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of the dimension of the controls' data, from a thread; the last ones are kept. Main
 * thread only. */
#pragma once

#include <gio/gio.h>

#include "dimension/dimension.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

#define LAB_TYPE_DIMENSION_ESTIMATES (lab_dimension_estimates_get_type ())
/* Signal "estimated": a report has come that may be the one last asked for. */
G_DECLARE_FINAL_TYPE (LabDimensionEstimates,
                      lab_dimension_estimates,
                      LAB,
                      DIMENSION_ESTIMATES,
                      GObject)

LabDimensionEstimates    *lab_dimension_estimates_new  (void);

/* The estimates from fresh points of the experiment's data (of its first repeat), where they are
 * there; else NULL, and they are computed once nothing else has been asked for LAB_LABORATORY_REST.
 * Borrowed until the next call. */
const LabDimensionReport *lab_dimension_estimates_get  (LabDimensionEstimates *estimates,
                                                        const LabExperiment   *experiment);

/* Forgets what was asked for: nothing new is begun, what is under way ends early. */
void                      lab_dimension_estimates_stop (LabDimensionEstimates *estimates);

G_END_DECLS
