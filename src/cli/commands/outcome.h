/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a measured experiment comes to, and the files that say so. */
#pragma once

#include "cli/command.h"
#include "cli/commands/run-kernel.h"
#include "cli/out.h"
#include "experiment/conclude/curve-fit.h"

G_BEGIN_DECLS

/* Everything that is known of a measured experiment. */
typedef struct
{
  GPtrArray *runs; /* by index; NULL where one is missing */
  LabCurve *curve;
  LabCurveFit *fit;
  LabRunKernel kernel;
} LabOutcome;

void     lab_outcome_clear    (LabOutcome         *outcome);

/* From runs to curve and fit. */
void     lab_outcome_fit      (LabOutcome         *outcome,
                               const LabArguments *arguments);

/* Beside them what kernels say. FALSE where they could not be computed (error is then set); *signal as
 * lab_run_kernel_compute(). */
gboolean lab_outcome_add_kernels (LabOutcome      *outcome,
                               const LabArguments *arguments,
                               int                *signal,
                               GError            **error);

/* The folder for the files of run; as lab_out_open(). */
LabOut  *lab_outcome_open_out (const LabArguments *arguments,
                               int                *status);

/* points.csv, fits.json, the chart and what kernels gave. FALSE after a sentence on standard error. */
gboolean lab_outcome_write    (const LabOutcome   *outcome,
                               const LabArguments *arguments,
                               LabOut             *out,
                               LabHold            *hold);

/* All of it for runs that were measured before: fit, kernels, files, and the line that names them. Returns what
 * the command ends with. */
int      lab_outcome_make_files (LabOutcome       *outcome,
                                 const LabArguments *arguments);

/* Whether the experiment came to its end: what was cut short never replaces what was not. */
gboolean lab_outcome_is_finished (const LabOutcome *outcome,
                                  const LabArguments *arguments);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabOutcome, lab_outcome_clear)

G_END_DECLS
