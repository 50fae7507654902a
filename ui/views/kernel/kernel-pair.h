/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two charts of the kernel view, beside each other or one above the other. */
#pragma once

#include "ui/chart/chart-view.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_PAIR (lab_kernel_pair_get_type ())
/* Signal "read-out" (const char *text): of whichever chart was pointed at last. */
G_DECLARE_FINAL_TYPE (LabKernelPair, lab_kernel_pair, LAB, KERNEL_PAIR, GtkWidget)

GtkWidget *lab_kernel_pair_new            (void);

/* References of its own are taken. */
void       lab_kernel_pair_set_contents   (LabKernelPair   *pair,
                                           LabChartContent *curves,
                                           LabChartContent *spectrum);
void       lab_kernel_pair_set_look       (LabKernelPair   *pair,
                                           LabLook          look);
void       lab_kernel_pair_set_presenting (LabKernelPair   *pair,
                                           gboolean         presenting);

/* Zooms the chart that has the focus, else both; factor as for a canvas. */
void       lab_kernel_pair_zoom           (LabKernelPair   *pair,
                                           double           factor);

G_END_DECLS
