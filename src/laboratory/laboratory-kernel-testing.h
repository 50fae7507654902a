/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of laboratory-kernel. */
#pragma once

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* Whether the ridge or the tangent curve is being computed. */
gboolean lab_laboratory_is_computing_kernel (LabLaboratory *laboratory);

G_END_DECLS
