/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier in the results. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/frontier.h"

G_BEGIN_DECLS

/* The members "frontier" (a list: compute, excess_risk, width, parameters, steps, is_fitted) and
 * "frontier_fit" (an object: state, exponent with low and high, window, how N and T grow, and what
 * theory says); nothing where frontier is NULL. */
void lab_results_add_frontier (JsonBuilder       *builder,
                               const LabFrontier *frontier);

G_END_DECLS
