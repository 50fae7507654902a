/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kernel study comes to, below its charts: the meter of laziness, and sentences. */
#pragma once

#include <gtk/gtk.h>

#include "chart/kernel/kernel-charts.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_FACTS (lab_kernel_facts_get_type ())
G_DECLARE_FINAL_TYPE (LabKernelFacts, lab_kernel_facts, LAB, KERNEL_FACTS, GtkBox)

GtkWidget  *lab_kernel_facts_new  (void);

/* The facts in a window that scrolls where they are higher than a few lines: the charts come first. */
GtkWidget  *lab_kernel_facts_scrolled (LabKernelFacts       *facts);

/* study NULL: there is none (yet); sentence, nullable, is then shown alone. */
void        lab_kernel_facts_show (LabKernelFacts          *facts,
                                   const LabKernelStudy    *study,
                                   const LabKernelFindings *findings,
                                   const char              *sentence);

/* The line about widths; NULL takes it away. */
void        lab_kernel_facts_set_width (LabKernelFacts *facts,
                                        const char     *text);

G_END_DECLS
