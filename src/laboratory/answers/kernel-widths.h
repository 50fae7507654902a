/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap between kernel and network over widths, from a thread. Main thread only. */
#pragma once

#include <gio/gio.h>

#include "experiment/kernel/width-gap.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_WIDTHS (lab_kernel_widths_get_type ())
/* Signal "changed": a result has come, or failed. */
G_DECLARE_FINAL_TYPE (LabKernelWidths, lab_kernel_widths, LAB, KERNEL_WIDTHS, GObject)

LabKernelWidths   *lab_kernel_widths_new  (void);

/* Wants the gap of the experiment under head_scale; begins once nothing else has been wanted for
 * LAB_LABORATORY_REST. What is known or under way already is kept. */
void               lab_kernel_widths_want (LabKernelWidths     *widths,
                                           const LabExperiment *experiment,
                                           double               head_scale);

/* Ends what is under way and forgets what was wanted. */
void               lab_kernel_widths_stop (LabKernelWidths     *widths);

/* What was wanted last, or NULL where it is not there (yet). */
const LabWidthGap *lab_kernel_widths_get  (LabKernelWidths     *widths);

/* The sentence of the last failure, or NULL. */
const char        *lab_kernel_widths_get_failure (LabKernelWidths *widths);

G_END_DECLS
