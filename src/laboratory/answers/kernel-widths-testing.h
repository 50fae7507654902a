/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of kernel-widths. */
#pragma once

#include "laboratory/answers/kernel-widths.h"

G_BEGIN_DECLS

/* Whether something is under way. */
gboolean lab_kernel_widths_is_busy (LabKernelWidths *widths);

G_END_DECLS
