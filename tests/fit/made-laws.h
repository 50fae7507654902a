/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of every rival law, made by the formulas of two-phase.h apart from the program. */
#pragma once

#include "fit/law/two-phase.h"

G_BEGIN_DECLS

#define MADE_POINTS 40

/* Exponent -0.45 (sums with a fixed one: theirs), break at 80 with 0.4 there, floor 0.05 where there is one;
 * sums 20 exp (-x/30) + 2 x^-gamma. */
double made_value   (LabLaw law, double x);

/* Noisy repeats of a law on geometric steps from 1 to 4000. */
guint  made_samples (LabLaw law, guint repeats, double noise, LabFitSample *samples);

G_END_DECLS
