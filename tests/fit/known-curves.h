/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of known truth with log-normal noise, one for each model, for tests of fits. */
#pragma once

#include "core/random.h"
#include "fit/model-fit.h"

G_BEGIN_DECLS

/* x of all: from 1 over so many decades. */
#define KNOWN_DECADES 3.6

/* Of known_samples(). */
#define KNOWN_POINTS 24

typedef double (*KnownCurve) (double x);

double known_power      (double x); /* 2 x^-0.5 */
double known_with_floor (double x); /* x^-0.7 + 0.05 */
double known_broken     (double x); /* x^-1, from x = 100 on x^-0.35 */
double known_two_phase  (double x); /* exponential, from x = 60 on x^-0.3 */

/* points for each repeat, equally far apart in ln x, with a standard deviation of noise in ln y;
 * returns their number, points x repeats. */
guint  known_draw       (KnownCurve curve, guint points, guint repeats, double noise,
                         LabRandom *random, LabFitSample *samples);
/* KNOWN_POINTS for each repeat, from a random stream of the run's own. */
guint  known_samples    (KnownCurve curve, guint repeats, double noise, guint run,
                         LabFitSample *samples);

G_END_DECLS
