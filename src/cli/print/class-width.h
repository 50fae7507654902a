/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widths of a kernel study's class of targets, as words and as JSON. */
#pragma once

#include "experiment/kernel/kernel-study.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A table, and what it says; nothing where the study has no widths. network: the study was trained. */
void lab_class_width_append (GString              *text,
                              const LabExperiment  *experiment,
                              const LabKernelStudy *study,
                              gboolean              network);

/* The member target_class, null where the study has no widths. */
void lab_class_width_add    (JsonBuilder          *builder,
                              const LabExperiment  *experiment,
                              const LabKernelStudy *study);

G_END_DECLS
