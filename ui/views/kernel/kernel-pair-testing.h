/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of kernel-pair. */
#pragma once

#include "ui/views/kernel/kernel-pair.h"

G_BEGIN_DECLS

/* 0 the curves, 1 the spectrum. */
GtkWidget *lab_kernel_pair_get_chart (LabKernelPair *pair, guint index);

G_END_DECLS
