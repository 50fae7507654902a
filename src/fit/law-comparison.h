/* All rival laws fitted to one trajectory and compared by information. Internal to the room. */
#pragma once

#include "fit/trajectory.h"
#include "fit/two-phase.h"

G_BEGIN_DECLS

/* What the laws stand for; a floor makes no form of its own. */
typedef enum
{
  LAB_FORM_POWER,
  LAB_FORM_EXPONENTIAL_POWER,
  LAB_FORM_POWER_POWER,
  LAB_FORM_COUNT,
} LabForm;

typedef struct
{
  LabLawFit fits[LAB_LAW_COUNT];
  const LabLawFit *best[LAB_FORM_COUNT]; /* better law of each form; NULL where none fits */
  double inflation;
  LabForm winner; /* form of least AICc; its best is NULL only when nothing fits */
  double lead;    /* over the next form */
} LabLawComparison;

/* Whether there are points and span enough for two phases, and values that change. */
gboolean lab_law_comparison_is_possible (const LabTrajectory *trajectory);

/* comparison must not be moved afterwards: best points into fits. */
void     lab_law_comparison_make        (const LabTrajectory *trajectory,
                                         LabLawComparison    *comparison);

/* Whether the data choose one power law: no law with a break leads it or is a rival of meaning
 * (two-phase.h). */
gboolean lab_law_comparison_is_power    (const LabTrajectory    *trajectory,
                                         const LabLawComparison *comparison);

G_END_DECLS
