/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel view: what the transformer's tangent kernel predicts, and how far training follows. */
#pragma once

#include "laboratory/answers/kernel-service.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_VIEW (lab_kernel_view_get_type ())
G_DECLARE_FINAL_TYPE (LabKernelView, lab_kernel_view, LAB, KERNEL_VIEW, LabView)

GtkWidget        *lab_kernel_view_new         (void);

G_END_DECLS
