/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns that results on language have beside those of all. */
#pragma once

#include "session/results-rows.h"

G_BEGIN_DECLS

/* 0 of other tasks. */
guint           lab_language_column_count   (const LabExperiment *experiment);

/* column counts from 0. */
const char     *lab_language_column_name    (guint                column);
const char     *lab_language_column_meaning (guint                column);
LabResultsValue lab_language_value          (const LabExperiment *experiment,
                                             const LabResultsRow *row,
                                             guint                column);

G_END_DECLS
