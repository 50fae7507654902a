/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on the data of an experiment, for `scaling-lab run`: its keys prediction,
 * ridge and tangent. */
#pragma once

#include "cli/command.h"
#include "cli/out.h"
#include "experiment/conclude/curve.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "experiment/kernel/prediction-gap.h"
#include "experiment/kernel/ridge-curve.h"
#include "experiment/kernel/tangent-curve.h"
#include "session/results-fitted.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

extern const LabNumberKey lab_run_kernel_keys[];

typedef struct
{
  gboolean has_ridge, has_tangent, has_own;
  gboolean is_whole; /* what there is came to its end */
  LabRidgeCurve ridge;
  LabTangentCurve tangent;
  LabOwnKernelCurve own;
  LabPredictionGap gap; /* repeats 0: not asked for */
  LabFittedPrediction second; /* count 0: not asked for, or there is none */
} LabRunKernel;

/* Whether what is asked for fits the sweep: before anything is trained. FALSE and error if not. */
gboolean lab_run_kernel_check   (const LabArguments *words, GError **error);

/* Computes what is asked for, on all cores, told on a terminal; signal as lab_watch(), FALSE and error
 * where it cannot be had. */
gboolean lab_run_kernel_compute (const LabArguments *words,
                                 LabRunKernel   *kernel,
                                 int            *signal,
                                 GError        **error);

/* What is told by what was measured: the second line's one constant, and where the own kernel's phases end,
 * in fit. */
void     lab_run_kernel_fit     (const LabArguments *words,
                                 const LabCurve *curve,
                                 LabCurveFit    *fit,
                                 LabRunKernel   *kernel);

/* ridge.csv, tangent.csv and prediction.csv among the results, whichever there are. */
void     lab_run_kernel_write   (const LabArguments     *words,
                                 const LabRunKernel *kernel,
                                 LabOut             *out);

/* The members kernel_ridge, tangent_kernel and predictions, whichever there are. */
void     lab_run_kernel_add     (const LabRunKernel *kernel,
                                 const LabCurve     *curve,
                                 JsonObject         *root);

/* As tables for a terminal; "" where nothing was asked for. Free with g_free(). */
char    *lab_run_kernel_text    (const LabRunKernel *kernel, const LabCurve *curve);

/* Whether all was computed that the words ask for. */
gboolean lab_run_kernel_is_whole (const LabArguments *words, const LabRunKernel *kernel);

G_END_DECLS
