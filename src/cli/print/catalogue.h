/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of theories as text and as JSON. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* With the exponents for the experiment's d and beta; free with g_free(). */
char *lab_catalogue_text (const LabExperiment *experiment);
char *lab_catalogue_json (const LabExperiment *experiment);

G_END_DECLS
