/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabKernelView, for the files it is made of. */
#pragma once

#include "ui/views/kernel/kernel-view.h"

#include "chart/kernel/kernel-charts.h"
#include "laboratory/answers/kernel-widths.h"

G_BEGIN_DECLS

struct _LabKernelView
{
  LabView parent_instance;

  GtkWidget *scale, *step_label, *head, *floor, *widths, *pair, *facts;
  LabKernelService *service;
  LabKernelWidths *width_service;
  LabKernelCharts *charts; /* NULL before the first study */
  LabExperiment wanted;
  double wanted_scale; /* 0: nothing was wanted yet, or it was stopped */
  double wanted_floor;
};

/* kernel-view-bar.c: makes scale, step_label, widths, head and floor, which nobody listens to yet, and puts
 * them into bar. */
void lab_kernel_view_build_bar (LabKernelView *self, GtkWidget *bar);

G_END_DECLS
