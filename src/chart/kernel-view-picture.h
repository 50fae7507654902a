/* What a kernel study looks like: the predicted training curve against the real one, and the spectrum
 * with the residuals that are left in its modes. */
#pragma once

#include "chart/export.h"
#include "experiment/kernel-study.h"

G_BEGIN_DECLS

/* Two charts, made once, then only read. */
typedef struct
{
  LabChartContent *curves;   /* risk over steps */
  LabChartContent *spectrum; /* eigenvalue and residual power over the mode */
} LabKernelCharts;

/* The state after `steps` >= 1 steps of the ODE. study has its flow; it is not kept. Costs some
 * test points times n operations. */
LabKernelCharts *lab_kernel_charts_new   (const LabKernelStudy  *study,
                                          double                 steps);
void             lab_kernel_charts_free  (LabKernelCharts       *charts);

/* Fills (0, 0, width, height): side by side where that is wide enough, else one above the other. */
void             lab_kernel_charts_paint (cairo_t               *cr,
                                          double                 width,
                                          double                 height,
                                          gconstpointer          charts,
                                          const LabChartStyle   *style);

/* For export; takes references of its own. */
LabPicture      *lab_kernel_charts_picture (const LabKernelCharts *charts);

/* How lazy the network is, and where its optimisation phase ends: sentences for the window,
 * translated; free with g_free(). */
char            *lab_kernel_summary      (const LabKernelStudy  *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelCharts, lab_kernel_charts_free)

G_END_DECLS
