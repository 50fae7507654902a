/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step of a language model spends on its vocabulary beside the output's matrix product. */
#pragma once

#include "transformer/model.h"

/* Processor seconds of a step of `batch` windows on looking up tokens, softmax, loss and their gradients; of each
 * instruction set. Runs for about `seconds`. */
double language_parts_float_baseline (const LabModelShape *shape,
                                      guint                batch,
                                      double               seconds);
double language_parts_float_avx2     (const LabModelShape *shape,
                                      guint                batch,
                                      double               seconds);
double language_parts_float_avx512   (const LabModelShape *shape,
                                      guint                batch,
                                      double               seconds);
