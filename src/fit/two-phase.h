/* Rival laws of a training trajectory, and which of them the data prefer.
 *
 * Forms: one power law; exponential then power; power then power; each with and without a floor.
 * Fitted in ln y with the same care (multi-start), parameters counted, compared by AICc. */
#pragma once

#include "fit/power-law.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_LAW_POWER,
  LAB_LAW_POWER_FLOOR,
  LAB_LAW_EXPONENTIAL_POWER,
  LAB_LAW_EXPONENTIAL_POWER_FLOOR,
  LAB_LAW_POWER_POWER,
  LAB_LAW_POWER_POWER_FLOOR,
  LAB_LAW_COUNT,
} LabLaw;

typedef struct
{
  gboolean valid;
  LabLaw law;
  guint parameters;  /* counted, noise variance included */
  double residual;   /* sum of squared residuals of ln y */
  double aicc;
  double exponent;   /* of the last (or only) power law: negative when y falls */
  double early;      /* rate of the exponential (1/x), or exponent of the first power law */
  double break_x;    /* NaN for one power law */
  double level;      /* ln y at the break, or of the power law at x = 1 */
  double floor;      /* 0 without */
} LabLawFit;

typedef enum
{
  LAB_CHOICE_NOT_ENOUGH,
  LAB_CHOICE_CANNOT_TELL, /* the best form leads by less than the threshold */
  LAB_CHOICE_POWER,
  LAB_CHOICE_EXPONENTIAL_POWER, /* the optimisation phase of paper B is seen */
  LAB_CHOICE_POWER_POWER,
} LabChoice;

typedef struct
{
  LabChoice choice;
  LabLawFit fits[LAB_LAW_COUNT];
  LabLaw best;         /* lowest AICc of all */
  double lead;         /* AICc lead of the best form over the next rival form */
  double boundary;     /* break of the winner; NaN where none */
  double boundary_low; /* its interval over the seeds; NaN with fewer than two */
  double boundary_high;
  double exponent;     /* late slope under the best law, with its interval over the seeds */
  double exponent_low;
  double exponent_high;
} LabTwoPhaseChoice;

/* y of a fitted law at x. */
double      lab_law_value        (const LabLawFit     *fit,
                                  double               x);

/* "power", "power+floor", "exponential+power", ...: for files; untranslated. */
const char *lab_law_name         (LabLaw               law);
const char *lab_choice_name      (LabChoice            choice);

/* samples: several trajectories told apart by cluster. */
void        lab_two_phase_choose (const LabFitSample  *samples,
                                  guint                count,
                                  guint64              seed,
                                  LabTwoPhaseChoice   *choice);

G_END_DECLS
