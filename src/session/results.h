/* Files of results: points as CSV, fits as JSON. Numbers in the C locale, 17 significant digits,
 * written atomically; the same runs give the same bytes. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/curve-fit.h"

G_BEGIN_DECLS

/* points.csv: comment lines (#) with program version, experiment, seed, units, what each column
 * is; then one row per run (data, model) or per evaluation (time, compute), by run index. */
char     *lab_results_points_csv (const LabExperiment *experiment, LabRun *const *runs, guint count);

/* fits.json: experiment, fits, validation_labels, what was left out and why. */
char     *lab_results_fits_json  (const LabExperiment *experiment, LabRun *const *runs, guint count);

/* The object of `scaling-lab run --json`: experiment, points, fits. */
JsonNode *lab_results_json       (const LabExperiment *experiment, LabRun *const *runs, guint count);

gboolean  lab_results_write      (const char *path, const char *text, GError **error);

G_END_DECLS
