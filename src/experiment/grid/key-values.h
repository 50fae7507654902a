/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a key that are swept where none are given. Internal to the folder. */
#pragma once

#include "experiment/grid/key-grid.h"

G_BEGIN_DECLS

/* Sets count, value, is_default and is_linear of axis, whose key is set. FALSE where the experiment's own value leaves
 * nothing to go by. */
gboolean lab_key_axis_default (const LabExperiment *base,
                               LabKeyAxis          *axis);

/* Whether distances along a key are those of values: it is a share, or 0 is among its values. */
gboolean lab_key_axis_linear  (const LabKeyAxis    *axis);

G_END_DECLS
