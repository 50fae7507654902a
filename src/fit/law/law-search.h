/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws that have no linear part to project out at a given break: a smooth bend, constant speed then
 * power, and the sum law, each fitted from many starts. Internal to the room. */
#pragma once

#include "fit/sample/trajectory.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

/* Whether law is one of them. */
gboolean lab_law_needs_search (LabLaw               law);

/* Least squares in ln y from starts on a grid of breaks, or of time scales and exponents of a sum, the
 * amplitudes of each start solved linearly (variable projection). gamma > 0 fixes a sum's exponent.
 * fit->law and fit->parameters are set before; fit->valid stays FALSE where nothing fits. */
void     lab_law_search       (const LabTrajectory *trajectory,
                               double               gamma,
                               LabLawFit           *fit);

/* The same from one start alone, the curve `from` of the same law (also laws with a sharp break): for
 * refits of much the same points. */
void     lab_law_search_near  (const LabTrajectory *trajectory,
                               const LabLawFit     *from,
                               LabLawFit           *fit);

G_END_DECLS
