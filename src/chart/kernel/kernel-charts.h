/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kernel study looks like: the predicted training curve against the real one, and the spectrum
 * with the residuals that are left in its modes. */
#pragma once

#include "chart/export/export.h"
#include "experiment/kernel/kernel-findings.h"
#include "experiment/kernel/width-gap.h"

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
                                          const LabKernelFindings *findings,
                                          double                 steps);
void             lab_kernel_charts_free  (LabKernelCharts       *charts);

/* For export; takes references of its own. */
LabPicture      *lab_kernel_charts_picture (const LabKernelCharts *charts);

/* Wider than high by this: the charts stand side by side. */
#define LAB_KERNEL_CHARTS_SIDE_BY_SIDE 1.3

/* What the study comes to, as sentences for the window, translated. */
typedef enum
{
  LAB_KERNEL_FACT_START,    /* which network, with which head, on how many points */
  LAB_KERNEL_FACT_LAZINESS,
  LAB_KERNEL_FACT_SPECTRUM, /* which kind, and whether the measured curve goes with it */
  LAB_KERNEL_FACT_END,      /* of the optimisation phase: by the ODE, measured, by theory */
  LAB_KERNEL_FACT_COUNT,
} LabKernelFact;

/* The heading, "How lazy"; and the sentence, to free with g_free(). */
const char      *lab_kernel_fact_title   (LabKernelFact          fact);
char            *lab_kernel_fact_text    (const LabKernelStudy  *study,
                                          const LabKernelFindings *findings,
                                          LabKernelFact          fact);

/* How the gap shrinks over widths: "At the same data ...", translated; free with g_free(). */
char            *lab_width_gap_text   (const LabWidthGap     *gap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelCharts, lab_kernel_charts_free)

G_END_DECLS
