/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of the phase boundary as members of a JSON object under construction. */
#pragma once

#include <json-glib/json-glib.h>

#include "phases/phases.h"

G_BEGIN_DECLS

/* phases: NULL for none. further: a list on another axis whose accounts are appended, or NULL. boundaries: every account (account, axis, place, low, high, nature, source, sentence); boundary_drawn: the
 * account that pictures show, or null; boundary_remark: why there is none, or why accounts differ, or null. */
void lab_results_add_boundaries (JsonBuilder     *builder,
                                 const LabPhases *phases,
                                 const LabPhases *further);

G_END_DECLS
