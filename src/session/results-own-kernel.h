/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels predict without or with a fitted constant, in an experiment's results. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/curve.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "experiment/kernel/prediction-gap.h"

G_BEGIN_DECLS

/* The measured risk beside a predicted point: the arithmetic mean of the curve's samples at its x. NaN
 * where there are none. */
double    lab_results_measured_mean   (const LabCurve          *curve,
                                       double                   x);

/* Root mean square of ln (measured / predicted), arithmetic means on both sides, over the points that are
 * measured, those told by a pilot or the others: of where the run stops, or of the best moment. NaN where none is. */
double    lab_results_prediction_error (const LabCurve          *curve,
                                        const LabOwnKernelCurve *prediction,
                                        gboolean                 pilots,
                                        gboolean                 oracle);

/* prediction.csv: comment lines as in points.csv, then one row per point. Free with g_free(). */
char     *lab_results_prediction_csv  (const LabExperiment     *experiment,
                                       const LabOwnKernelCurve *prediction);

/* One of the list "predictions" (results-predictions.h): an object with source, fitted_constants, stop, x,
 * excess_risk, oracle_excess_risk, left_out with its reason, and the errors above; of the sizes told by a
 * pilot, pilot_labels too. Free with json_node_unref(). */
JsonNode *lab_results_prediction_json (const LabCurve          *curve,
                                       const LabOwnKernelCurve *prediction,
                                       gboolean                 pilots);

/* The member "gap" of a result: x, the five risks, and per cent of the three causes and of all of them together.
 * Free with json_node_unref(). */
JsonNode *lab_results_gap_json        (const LabPredictionGap  *gap);

G_END_DECLS
