/* One of the rival laws fitted to one trajectory. Internal to the room. */
#pragma once

#include "fit/trajectory.h"
#include "fit/two-phase.h"

G_BEGIN_DECLS

/* Each phase of a law with a break has at least this many points and spans half a decade
 * (LAB_FIT_MINIMUM_SPAN): the rule for slopes holds for the slope of a phase as well. */
#define LAB_LAW_LEAST_POINTS_OF_PHASE 4

/* Least squares in ln y. fit->valid is FALSE when the trajectory has too few points for the law's
 * parameters or no place for its break. */
void     lab_law_fit       (const LabTrajectory *trajectory,
                            LabLaw               law,
                            LabLawFit           *fit);

gboolean lab_law_has_break (LabLaw               law);
gboolean lab_law_has_floor (LabLaw               law);

G_END_DECLS
