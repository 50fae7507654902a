/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run is measured on the way and at its end; part of lab_run_train(), not of its contract
 * (run.h states the rules). Belongs to the run's thread. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef struct _LabEvaluator LabEvaluator;

/* data and trainer, whose stop (lab_trainer_set_stop()) ends evaluations too and is given here once
 * more (nullable), must outlive the evaluator. run: plan and counts of labels are read. Fails where memory does not suffice. */
LabEvaluator *lab_evaluator_new     (const LabExperiment  *experiment,
                                     const LabRun         *run,
                                     const LabRunData     *data,
                                     LabTrainer           *trainer,
                                     const gint           *stop,
                                     GError              **error);
void          lab_evaluator_free    (LabEvaluator         *evaluator);

/* Bytes that an evaluator of a run with so many parameters takes. */
guint64       lab_evaluator_bytes   (const LabExperiment  *experiment,
                                     const LabRunPlan     *plan,
                                     gsize                 parameters);

/* Measures the network as it is after evaluation->step into validation_loss, labels, excess_risk and
 * points; index is the evaluation's place in the run. FALSE when stopped. */
gboolean      lab_evaluator_measure (LabEvaluator         *evaluator,
                                     guint                 index,
                                     LabEvaluation        *evaluation);

/* After the last step: where a choice is still to be made, makes it, measures the chosen evaluation in
 * full and sets run->chosen; the trainer's parameters are then those of that step. FALSE when stopped.
 * *finite is FALSE where the chosen network's predictions are not, and its evaluation as it was. */
gboolean      lab_evaluator_settle  (LabEvaluator         *evaluator,
                                     LabRun               *run,
                                     gboolean             *finite);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabEvaluator, lab_evaluator_free)

G_END_DECLS
