/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured errors over the plane of data and time: the evaluations of all runs of one network on
 * one task, whatever was swept. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* The runs of one n at one evaluation step. */
typedef struct
{
  double points;        /* n, as trained on */
  double steps;         /* optimiser steps T so far */
  double compute;       /* C so far, FLOP */
  double excess_risk;   /* geometric mean over the runs */
  guint runs;
  gboolean provisional; /* of runs still in training */
} LabPhaseDot;

/* Collects runs; free with lab_phase_dots_free(). */
typedef struct _LabPhaseDots LabPhaseDots;

/* Of the runs that follow, those are taken that have the task (manifold, d, D, density, target, noise),
 * network (width, depth, heads, tokens, feed-forward) and training (optimizer, schedule, learning
 * rate, batch) of these controls; n, steps, sweep, validation and seed may differ. Width and depth
 * are those of the run. */
LabPhaseDots      *lab_phase_dots_new      (const LabExperiment  *controls);
void               lab_phase_dots_free     (LabPhaseDots         *dots);

/* A finished run's evaluations; others (diverged, stopped) are passed over. */
void               lab_phase_dots_add_run  (LabPhaseDots         *dots,
                                            const LabExperiment  *experiment,
                                            const LabRun         *run);
/* Of a run still in training: shown, never fitted. */
void               lab_phase_dots_add_live (LabPhaseDots         *dots,
                                            const LabExperiment  *experiment,
                                            const LabRunPlan     *plan,
                                            guint                 evaluation_count,
                                            const LabEvaluation  *evaluations);

/* Gathers what was added: ascending in (n, steps), provisional ones after measured ones. The array
 * belongs to dots and is valid until the next addition. */
const LabPhaseDot *lab_phase_dots_gather   (LabPhaseDots         *dots,
                                            guint                *count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPhaseDots, lab_phase_dots_free)

G_END_DECLS
