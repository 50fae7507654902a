/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What theory expects of the runs, as curves: the list `predictions` of results. */
#pragma once

#include "experiment/conclude/curve-fit.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds the list: an object for each source that has a curve, with source, fitted_constants (a count), x
 * and excess_risk; of level-3 also rate_unit (the constant),
 * rms_log_ratio (of measured over predicted), passes, without_decay. */
void lab_results_add_predictions (JsonBuilder *builder, const LabCurveFit *fit);

G_END_DECLS
