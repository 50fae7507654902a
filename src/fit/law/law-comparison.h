/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rival laws fitted to one trajectory and compared by information. Internal to the room. */
#pragma once

#include "fit/law/smooth-reference.h"
#include "fit/sample/trajectory.h"
#include "fit/law/two-phase.h"

G_BEGIN_DECLS

typedef struct
{
  LabLawFit fits[LAB_LAW_COUNT];
  gboolean refused[LAB_LAW_COUNT];       /* valid, but far from the points */
  LabSmoothReference reference;
  const LabLawFit *best[LAB_FORM_COUNT]; /* best law of each form that is not refused, a sum's gamma
                                            free; NULL where none */
  double inflation;
  LabForm winner; /* form of least AICc; its best is NULL only when no law fits */
  double lead;    /* over the next form; infinite when there is none */
} LabLawComparison;

/* What a floor is worth. */
typedef enum
{
  LAB_FLOOR_NONE,
  LAB_FLOOR_TAKEN,
  LAB_FLOOR_OPEN, /* cannot be told */
} LabFloor;

/* Whether there are points and span enough for two phases, and values that change. */
gboolean lab_law_comparison_is_possible (const LabTrajectory *trajectory);

/* With fewer points or less span: whether the power laws, all that is fitted then, are both refused. The
 * rest of comparison stays empty. */
gboolean lab_law_comparison_none_fits   (const LabTrajectory *trajectory,
                                         LabLawComparison    *comparison);

/* correlation of neighbouring errors where repeats tell it; NaN: from the smooth reference.
 * comparison must not be moved afterwards: best points into fits. */
void     lab_law_comparison_make        (const LabTrajectory *trajectory,
                                         double               correlation,
                                         LabLawComparison    *comparison);

/* Whether the data choose one power law: no other form leads it or is a rival of meaning
 * (two-phase.h). */
gboolean lab_law_comparison_is_power    (const LabTrajectory    *trajectory,
                                         const LabLawComparison *comparison);

/* Whether the data choose a floor of the power law or the sum (form). */
LabFloor lab_law_comparison_floor       (const LabTrajectory    *trajectory,
                                         const LabLawComparison *comparison,
                                         LabForm                 form);

G_END_DECLS
