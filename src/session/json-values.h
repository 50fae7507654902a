/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON object under construction, by the rules of the laboratory's files: a number
 * that is not finite, and a text that is not there, is null. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/experiment.h"
#include "theory/exponents.h"

G_BEGIN_DECLS

void        lab_json_add_real       (JsonBuilder *builder, const char *name, double value);
void        lab_json_add_integer    (JsonBuilder *builder, const char *name, guint64 value);
void        lab_json_add_text       (JsonBuilder *builder, const char *name, const char *value);

/* A list of count numbers. */
void        lab_json_add_reals      (JsonBuilder  *builder,
                                     const char   *name,
                                     const double *values,
                                     guint         count);

/* A file's name as it is, or, where that is no UTF-8, percent-encoded; free with g_free(). */
char       *lab_json_path           (const char *path);

/* The member "experiment": an object of all keys, resolved as by lab_results_resolve(). */
void        lab_json_add_experiment (JsonBuilder *builder, const LabExperiment *experiment);

/* What was built, as text that ends with a newline; free with g_free(). */
char       *lab_json_end            (JsonBuilder *builder);

/* "data", "model", "time", "compute": the words of the key sweep. */
const char *lab_json_axis_name      (LabSweep axis);

G_END_DECLS
