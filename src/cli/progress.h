/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far an experiment is, on one line of a terminal. Silent where standard error is none. */
#pragma once

#include "experiment/runner/runner.h"

G_BEGIN_DECLS

typedef struct _LabProgress LabProgress;

LabProgress *lab_progress_new   (const LabExperiment *experiment);

/* Of so many runs, told by how many are done. */
LabProgress *lab_progress_new_of_runs (guint              runs);
void         lab_progress_runs (LabProgress         *progress,
                                guint                done);

/* Wipes the line. */
void         lab_progress_free  (LabProgress         *progress);

void         lab_progress_event (LabProgress         *progress,
                                 const LabEvent      *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabProgress, lab_progress_free)

G_END_DECLS
