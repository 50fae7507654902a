/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of laboratory-runs. */
#pragma once

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

/* Whether a run is in training, or one that was stopped has not ended yet. */
gboolean lab_laboratory_is_training (LabLaboratory *laboratory);

/* Events of the runner not yet read, for tests of boundedness. */
guint lab_laboratory_event_count (LabLaboratory *laboratory);

G_END_DECLS
