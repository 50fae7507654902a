/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an experiment on a language will take, before it is begun. */
#pragma once

#include "cli/corpus/corpus-answer.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Adds up the runs of the experiment, and takes a few steps of the largest one for the speed, a second at most
 * unless one step takes longer. FALSE with LAB_ERROR_TOO_LARGE; FALSE without an error when task (nullable)
 * was cancelled. */
gboolean lab_corpus_cost (const LabExperiment  *experiment,
                          LabCorpusCost        *cost,
                          LabTask              *task,
                          GError              **error);

G_END_DECLS
