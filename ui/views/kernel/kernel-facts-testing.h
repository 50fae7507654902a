/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of kernel-facts. */
#pragma once

#include "ui/views/kernel/kernel-facts.h"

G_BEGIN_DECLS

/* A sentence as shown; the line about widths; and how far a bar of the meter is filled, 0 .. 1: of the
 * weights, of the kernel, of the curves. */
const char *lab_kernel_facts_get_text (LabKernelFacts *facts, LabKernelFact fact);
const char *lab_kernel_facts_get_width (LabKernelFacts *facts);
double lab_kernel_facts_get_level (LabKernelFacts *facts, guint index);

G_END_DECLS
