/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold between an experiment and the points of a file; part of lab_experiment_check(). */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

gboolean lab_points_check (const LabExperiment *experiment, GError **error);

G_END_DECLS
