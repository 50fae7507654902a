/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on an experiment's data, in its results. */
#pragma once

#include <json-glib/json-glib.h>

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

G_END_DECLS
