/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 95 % intervals of a law's break (or crossing) and exponent, from the profile of its loss. Internal to
 * the room. */
#pragma once

#include "fit/sample/trajectory.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* Where the sum of squares, all other parameters fitted anew, stays under Student's threshold for the
 * points of the trajectory, inflation of which count as one. fit is valid and was fitted to the
 * trajectory. -INFINITY and INFINITY where the data set no limit. */

/* Of the break, or of a sum's crossing; NaN where fit has neither. */
void lab_law_break_interval    (const LabTrajectory *trajectory,
                                const LabLawFit     *fit,
                                double               inflation,
                                double              *low,
                                double              *high);

/* Of the last (or only) exponent of a law with a break or of a sum; high is 0 where a sum's gamma is not
 * told from 0. The exponent itself twice where it is fixed. */
void lab_law_exponent_interval (const LabTrajectory *trajectory,
                                const LabLawFit     *fit,
                                double               inflation,
                                double              *low,
                                double              *high);

G_END_DECLS
