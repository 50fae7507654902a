/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A power law with a floor that may lie below zero, and with a shift of x: y = E + A (x + x0)^p, p < 0. Internal to
 * the room.
 *
 * Least squares in ln y by variable projection: for an exponent and a shift the level is linear and E is found on a
 * line; exponent and shift by a simplex from many starts. The law stays positive at all points. */
#pragma once

#include "fit/law/two-phase.h"
#include "fit/sample/trajectory.h"

G_BEGIN_DECLS

/* Laws of more points are refused: their cost grows with the points, and intervals take many fits. */
#define LAB_POWER_SHIFT_MOST_ABSCISSAS 1000

/* fit->valid is FALSE with fewer points than parameters and one. */
void lab_power_shift_fit      (const LabTrajectory *trajectory,
                               gboolean             has_any_floor,
                               gboolean             has_shift,
                               LabLawFit           *fit);

/* The law of `from` fitted to much the same points. */
void lab_power_shift_refit    (const LabTrajectory *trajectory,
                               const LabLawFit     *from,
                               LabLawFit           *fit);

/* The profile's 95 % interval of the exponent of a valid fit, and what floor and level (ln A) are at its ends; an end that the
 * data do not set is -INFINITY or 0, with floors and levels of minus or plus INFINITY. */
typedef struct
{
  double low, high;
  double floor_low, floor_high;
  double level_low, level_high;
} LabPowerShiftInterval;

void lab_power_shift_interval (const LabTrajectory   *trajectory,
                               const LabLawFit       *fit,
                               double                 inflation,
                               LabPowerShiftInterval *interval);

G_END_DECLS
