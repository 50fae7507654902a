/* The kernel view: what the transformer's tangent kernel predicts, and how far training follows. */
#pragma once

#include "laboratory/answers/kernel-service.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_VIEW (lab_kernel_view_get_type ())
G_DECLARE_FINAL_TYPE (LabKernelView, lab_kernel_view, LAB, KERNEL_VIEW, LabView)

GtkWidget        *lab_kernel_view_new         (void);

/* For tests: the studies behind it, the step that is shown, the charts (LabKernelPair) and what is said
 * below them (LabKernelFacts). */
LabKernelService *lab_kernel_view_get_service (LabKernelView *view);
double            lab_kernel_view_get_step    (LabKernelView *view);
void              lab_kernel_view_set_step    (LabKernelView *view,
                                               double         step);
GtkWidget        *lab_kernel_view_get_pair    (LabKernelView *view);
GtkWidget        *lab_kernel_view_get_facts   (LabKernelView *view);
/* The switch (GtkToggleButton) that compares widths. */
GtkWidget        *lab_kernel_view_get_widths  (LabKernelView *view);

G_END_DECLS
