/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on the data of the controls, computed in a thread: kernel ridge regression over the
 * grid of a data sweep, or the tangent kernel's training curve on time and compute. Main thread
 * only. */
#pragma once

#include "experiment/kernel/ridge-curve.h"
#include "experiment/kernel/tangent-curve.h"

G_BEGIN_DECLS

typedef struct _LabKernelCurves LabKernelCurves;

/* changed is called on the main thread whenever there is more to show. */
LabKernelCurves       *lab_kernel_curves_new  (void (*changed) (gpointer user_data),
                                               gpointer         user_data);
/* Ends what is under way and waits for its thread: at most some tens of milliseconds. */
void                   lab_kernel_curves_free (LabKernelCurves     *curves);

/* Wants the curve of an experiment (NULL: none); begins once nothing else has been wanted for
 * LAB_LABORATORY_REST. What is known already, or under way, is not computed anew. first_only: in time no more
 * than by a kernel of LAB_OWN_KERNEL_FIRST_POINTS labels, since runs are waiting for the cores; else of
 * LAB_TANGENT_CURVE_POINTS. */
void                   lab_kernel_curves_want (LabKernelCurves     *curves,
                                               const LabExperiment *experiment,
                                               gboolean             first_only);

/* Of the wanted experiment, or NULL: there is none (yet). A ridge curve grows point by point. Valid
 * until the next call of changed or lab_kernel_curves_want(). */
const LabRidgeCurve   *lab_kernel_curves_get_ridge   (LabKernelCurves *curves);
const LabTangentCurve *lab_kernel_curves_get_tangent (LabKernelCurves *curves);

/* Why the wanted curve cannot be had: a sentence, or NULL. */
const char            *lab_kernel_curves_get_failure (LabKernelCurves *curves);
gboolean               lab_kernel_curves_is_busy     (LabKernelCurves *curves);

G_END_DECLS
