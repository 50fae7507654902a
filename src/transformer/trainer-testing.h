/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of trainer. */
#pragma once

#include "transformer/trainer.h"

G_BEGIN_DECLS

/* Steps done so far. */
guint lab_trainer_steps_done (LabTrainer *trainer);

G_END_DECLS
