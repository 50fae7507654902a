/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of results: points as CSV, fits as JSON. Numbers in the C locale, 17 significant digits,
 * written atomically; the same runs give the same bytes. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* points.csv: comment lines (#) with program version, experiment, seed, units, what each column
 * is; then one row per run (data, model) or per evaluation (time, compute), by run index.
 * runs (count): in any order, entries may be NULL (not measured). Free with g_free(). */
char     *lab_results_points_csv (const LabExperiment *experiment,
                                  LabRun *const       *runs,
                                  guint                count);

/* The object of fits.json: experiment, fits, validation_labels, what was left out and why. curve and
 * fit are those of the same runs; fit is taken as given because its bootstrap is the costly part.
 * Free with json_node_unref(). */
JsonNode *lab_results_fits_json  (const LabCurve      *curve,
                                  const LabCurveFit   *fit,
                                  LabRun *const       *runs,
                                  guint                count);

/* The object of `scaling-lab run --json`: experiment, points, fits, on compute the frontier. A value that is not finite or
 * not there is null. Free with json_node_unref(). */
JsonNode *lab_results_json       (const LabCurve      *curve,
                                  const LabCurveFit   *fit,
                                  LabRun *const       *runs,
                                  guint                count);

/* The experiment as written into files: D and the grid as used, so that the words of the file
 * repeat the runs whatever a later version chooses by itself. */
void      lab_results_resolve    (const LabExperiment *experiment,
                                  LabExperiment       *resolved);

/* KEY=VALUE words of every key at its default for the sweep of experiment; free with g_free(). */
char     *lab_results_presets    (const LabExperiment *experiment);

/* Writes text to path as lab_file_write() does: whole or not at all. Sets error (LAB_ERROR_FILE) with path and cause. */
gboolean  lab_results_write      (const char          *path,
                                  const char          *text,
                                  GError             **error);

G_END_DECLS
