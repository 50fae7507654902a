/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of model. */
#pragma once

#include "transformer/model.h"

G_BEGIN_DECLS

/* lab_model_shape_training_flop() of the forward pass alone. */
guint64 lab_model_shape_forward_flop (const LabModelShape *shape);

G_END_DECLS
