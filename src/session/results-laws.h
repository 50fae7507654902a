/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rival laws of a training as members of a JSON object under construction. */
#pragma once

#include <json-glib/json-glib.h>

#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* Boundary, chosen law, the models that remain, and every rival with what it needs to be drawn again. */
void lab_results_add_laws (JsonBuilder             *builder,
                           const LabTwoPhaseChoice *choice);

G_END_DECLS
