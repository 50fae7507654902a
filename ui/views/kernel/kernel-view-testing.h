/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of kernel-view. */
#pragma once

#include "ui/views/kernel/kernel-view.h"

G_BEGIN_DECLS

/* The studies behind it, the step that is shown, the charts (LabKernelPair) and what is said below them
 * (LabKernelFacts). */
LabKernelService *lab_kernel_view_get_service (LabKernelView *view);
double lab_kernel_view_get_step (LabKernelView *view);
void lab_kernel_view_set_step (LabKernelView *view, double step);
GtkWidget *lab_kernel_view_get_pair (LabKernelView *view);
GtkWidget *lab_kernel_view_get_facts (LabKernelView *view);

/* The switch (GtkToggleButton) that compares widths. */
GtkWidget *lab_kernel_view_get_widths (LabKernelView *view);

G_END_DECLS
