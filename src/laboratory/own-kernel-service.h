/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network's own kernel predicts of the controls, computed in a thread beside the runs. Main
 * thread only. */
#pragma once

#include "experiment/kernel/own-kernel-curve.h"

G_BEGIN_DECLS

typedef struct _LabOwnKernelService LabOwnKernelService;

/* changed is called on the main thread whenever there is more to show. */
LabOwnKernelService     *lab_own_kernel_service_new     (void (*changed) (gpointer user_data),
                                                         gpointer             user_data);
/* Ends what is under way and waits for its thread: at most some tens of milliseconds. */
void                     lab_own_kernel_service_free    (LabOwnKernelService *service);

/* Wants the prediction of an experiment (NULL: none). first_only: no more than sizes of
 * LAB_OWN_KERNEL_FIRST_POINTS labels, since runs are waiting for the cores; else up to
 * LAB_OWN_KERNEL_POINTS. What is known already is kept and not computed anew. */
void                     lab_own_kernel_service_want    (LabOwnKernelService *service,
                                                         const LabExperiment *experiment,
                                                         gboolean             first_only);

/* Of the wanted experiment, with the most sizes that are known; NULL where there is none (yet). Grows
 * repeat by repeat. Valid until the next call of changed or lab_own_kernel_service_want(). */
const LabOwnKernelCurve *lab_own_kernel_service_get     (LabOwnKernelService *service);

gboolean                 lab_own_kernel_service_is_busy (LabOwnKernelService *service);

G_END_DECLS
