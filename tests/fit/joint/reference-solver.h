/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joint law fitted in another way, as Hoffmann et al. (2022) write it: ln L = log-sum-exp (e, a - alpha
 * ln N, b - beta ln D) over all five numbers at once, by Nelder and Mead's simplex from many starts. It
 * shares no code with src/fit/joint. */
#pragma once

#include "fit/joint/joint-table.h"

G_BEGIN_DECLS

typedef struct
{
  double E, A, B, alpha, beta;
  double objective; /* sum of Huber's loss with that bend, of squares where it is infinite */
} Reference;

void reference_fit (const LabJointPoint *points, guint count, double bend, Reference *reference);

G_END_DECLS
