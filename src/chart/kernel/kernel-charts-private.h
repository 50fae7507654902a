/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the kernel view's picture. */
#pragma once

#include "chart/kernel/kernel-charts.h"

G_BEGIN_DECLS

/* kernel-charts-curves.c and kernel-charts-spectrum.c: the state after so many steps. */
LabChartContent *lab_kernel_compose_curves   (const LabKernelStudy    *study,
                                              const LabKernelFindings *findings,
                                              double                   steps);
LabChartContent *lab_kernel_compose_spectrum (const LabKernelStudy    *study,
                                              double                   steps);

G_END_DECLS
