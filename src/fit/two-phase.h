/* Rival laws of a training trajectory, and which of them the data prefer.
 *
 * Forms: one power law; exponential then power; power then power; each with and without a floor.
 * Fitted in ln y with the same care (every place for the break, several floors), parameters
 * counted (the break and the noise variance are parameters), compared by AICc. Both forms with a
 * break have the same number of parameters, are continuous there, and each of their phases has at
 * least 4 points and spans half a decade.
 *
 * The comparison is made on the mean of ln y over the repeats, one value per distinct x: repeats
 * share the shape of a trajectory and are no independent witnesses of it. Where the residuals of
 * neighbouring x hang together, the log-likelihood is divided by how many count as one (inflation).
 *
 * The choice:
 *   - a form with a break is chosen when its AICc leads every other form by LAB_TWO_PHASE_LEAD and,
 *     with several repeats, it is the best form of more than half of them fitted alone;
 *   - one power law is chosen when no form with a break leads it by that much, and each law with a
 *     break is either behind by that much or has a break without meaning: in ln y it departs
 *     nowhere by more than LAB_TWO_PHASE_DEPARTURE from the power law it contains (same floor or
 *     none), or nowhere by more than LAB_TWO_PHASE_LIKENESS from the best power law;
 *   - else it cannot be told.
 * The constants were tuned on synthetic curves (24-60 points over 3.6 decades, 1-4 repeats): see
 * tests/fit/test-two-phase-choice.c for the shares of right and wrong answers. With errors that
 * hang together strongly (correlation 0.7 between neighbours, 10 % noise, two repeats) up to 8 of
 * 100 answers were wrong. */
#pragma once

#include "fit/power-law.h"

G_BEGIN_DECLS

/* Fewer distinct x, or a narrower span, are not enough for two phases. */
#define LAB_TWO_PHASE_MINIMUM_ABSCISSAS 10
#define LAB_TWO_PHASE_MINIMUM_SPAN 10.0

#define LAB_TWO_PHASE_LEAD 6.0
#define LAB_TWO_PHASE_DEPARTURE 0.10
#define LAB_TWO_PHASE_LIKENESS 0.08

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
  double residual;   /* sum of squared residuals of ln y, weighted by repeats at each x */
  double aicc;
  double exponent;   /* of the last (or only) power law: negative when y falls */
  double early;      /* rate of the exponential (1/x), or exponent of the first power law */
  double break_x;    /* NaN for one power law */
  double level;      /* ln y at the break, or of the power law at x = 1; floor not included */
  double floor;      /* 0 without */
} LabLawFit;

typedef enum
{
  LAB_CHOICE_NOT_ENOUGH,  /* too few distinct x or too narrow a span (below), or constant y */
  LAB_CHOICE_CANNOT_TELL, /* the rules above decide for no form */
  LAB_CHOICE_POWER,
  LAB_CHOICE_EXPONENTIAL_POWER, /* the optimisation phase of paper B is seen */
  LAB_CHOICE_POWER_POWER,
} LabChoice;

typedef struct
{
  LabChoice choice;
  LabLawFit fits[LAB_LAW_COUNT];
  LabLaw best;         /* the chosen form's better law; lowest AICc of all when none is chosen */
  double lead;         /* AICc lead of the best form over the next; NaN when not enough */
  double inflation;    /* residuals that count as one; 1 for independent ones */
  double boundary;     /* break of the chosen law; NaN where none */
  double boundary_low; /* least and largest break of that law fitted to each repeat alone and to */
  double boundary_high; /* their mean; NaN with fewer than two repeats */
  double bend;         /* break of the best law wherever one power law is behind it by the lead: a
                          break is sure there even if its kind cannot be told; NaN otherwise */
  double exponent;     /* late slope under the best law; NaN when not enough */
  double exponent_low; /* its range over the repeats, as for the boundary */
  double exponent_high;
  guint repeats;          /* that could be fitted alone; 0 when there is only one */
  guint repeats_agreeing; /* of them, whose best form is that of the best law */
  guint points_used;     /* distinct x */
  guint points_left_out; /* samples not positive or not finite */
} LabTwoPhaseChoice;

/* y of a fitted law at x > 0. */
double      lab_law_value        (const LabLawFit     *fit,
                                  double               x);

/* d ln y / d ln x of a fitted law at x > 0, the floor included; at a break that of what follows. */
double      lab_law_local_slope  (const LabLawFit     *fit,
                                  double               x);

/* "power", "power+floor", "exponential+power", ...: for files; untranslated. */
const char *lab_law_name         (LabLaw               law);
const char *lab_choice_name      (LabChoice            choice);

/* samples (count): several trajectories told apart by cluster, in any order. Deterministic. Costs
 * about 5 ms for 40 distinct x, and as much again for each repeat when there are several (one Zen 4
 * core): off the main thread, or at a bounded rate. */
void        lab_two_phase_choose (const LabFitSample  *samples,
                                  guint                count,
                                  LabTwoPhaseChoice   *choice);

G_END_DECLS
