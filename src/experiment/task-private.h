/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside tasks: their entries of the table, and what several of them say alike. */
#pragma once

#include "experiment/task.h"

G_BEGIN_DECLS

extern const LabTaskInfo lab_task_points, lab_task_sequences, lab_task_language;

/* Whether d is one that the manifold can have; where there is none, whether it is given. */
gboolean    lab_task_check_manifold  (const LabExperiment  *experiment,
                                      GError              **error);

/* Whether D, where it is given, holds the data. */
gboolean    lab_task_check_dimension (const LabExperiment  *experiment,
                                      GError              **error);

/* Why a key that belongs to one distribution of tokens has no effect with these inputs
 * (LAB_SEQUENCE_INPUTS_COUNT: of none): N_(); NULL where it has one, or belongs to none. */
const char *lab_task_why_not_read    (LabSequenceInputs     inputs,
                                      const char           *key);

G_END_DECLS
