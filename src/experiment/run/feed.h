/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run trains on, step by step: rows of its training set in the order of its epochs, or examples that
 * its task deals anew. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef struct _LabRunFeed LabRunFeed;

/* run: plan and counts are read. data must outlive the feed. NULL with an error, or without one when
 * stopped. */
LabRunFeed *lab_run_feed_new  (const LabExperiment        *experiment,
                               const LabRun               *run,
                               const LabRunData           *data,
                               const LabTrainingSettings  *settings,
                               const gint                 *stop,
                               GError                    **error);
void        lab_run_feed_free (LabRunFeed                 *feed);

/* One optimiser step, the `step`-th from 1, on what comes next; its loss, as lab_trainer_step() has it. */
double      lab_run_feed_step (LabRunFeed                 *feed,
                               LabTrainer                 *trainer,
                               guint                       step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRunFeed, lab_run_feed_free)

G_END_DECLS
