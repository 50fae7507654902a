/* What only tests ask of experiment-text. */
#pragma once

#include "experiment/experiment-keys.h"

G_BEGIN_DECLS

/* Sets a numeric or choice (index) key as lab_experiment_set() does with its text. */
gboolean lab_experiment_set_number (LabExperiment *experiment, const char *key, double value,
                                    GError **error);

G_END_DECLS
