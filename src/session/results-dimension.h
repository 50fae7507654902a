/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured dimensions in the results. */
#pragma once

#include <json-glib/json-glib.h>

#include "experiment/conclude/measured-law.h"

G_BEGIN_DECLS

/* The members "measured_dimension" (an object: what lab_measured_law() says) and
 * "hidden_dimensions" (a list: every run and step measured); nothing where none was measured. */
void lab_results_add_dimensions (JsonBuilder         *builder,
                                 const LabExperiment *experiment,
                                 LabRun *const       *runs,
                                 guint                count);

G_END_DECLS
