/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on an experiment's data, in its results. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/curve.h"
#include "experiment/kernel/ridge-curve.h"
#include "experiment/kernel/tangent-curve.h"

G_BEGIN_DECLS

/* ridge.csv: comment lines as in points.csv, then one row per kernel and n. Free with g_free(). */
char     *lab_results_ridge_csv    (const LabExperiment   *experiment,
                                    const LabRidgeCurve   *curve);

/* tangent.csv: likewise, one row per step or compute. */
char     *lab_results_tangent_csv  (const LabExperiment   *experiment,
                                    const LabTangentCurve *curve);

/* The member "kernel_ridge" of a result: a list of objects with the columns of ridge.csv. Free with
 * json_node_unref(). */
JsonNode *lab_results_ridge_json   (const LabRidgeCurve   *curve);

/* The member "tangent_kernel": an object with what the curve assumes, and "points". */
JsonNode *lab_results_tangent_json (const LabTangentCurve *curve);

/* One of the list "predictions": source own-kernel, or own-kernel-pilot where the kernel is that of fewer
 * labels; fitted_constants 0; x, excess_risk, and oracle_excess_risk: the least up to x; without_decay. Where repeats of the
 * curve's last group were measured, rms_log_ratio. Free with json_node_unref(). */
JsonNode *lab_results_tangent_prediction_json (const LabCurve        *measured,
                                               const LabTangentCurve *curve);

/* Root mean square of ln (measured / predicted) over the measured points of the last group that lie within
 * the curve; arithmetic means on both sides. NaN where there are none. */
double    lab_results_tangent_error (const LabCurve        *measured,
                                     const LabTangentCurve *curve);

G_END_DECLS
