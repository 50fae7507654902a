/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole network of transformer/model.h on one example, from plain twins, in double. */
#pragma once

#include "transformer/model.h"

/* parameters (N) as laid out in transformer/parameters.h, x (D), predictions (outputs, classes). */
void plain_network (const LabModelShape *shape,
                    const double        *parameters,
                    const double        *x,
                    double              *predictions);
