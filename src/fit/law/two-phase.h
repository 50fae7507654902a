/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rival laws of a training trajectory, and which of them the data prefer.
 *
 * Forms: one power law; exponential then power; power then power (a sharp bend or a smooth one); constant
 * speed then power, (1 - x/c)^2, as AdamW's normalised steps fall; the sum of an exponential and a power
 * law, R0 exp (-x/C0) + A x^-gamma, paper B's own form, gamma free or 1/7 or 1/6. Each with and without a
 * floor. Fitted in ln y with the same care, parameters counted (the break and the noise variance are
 * parameters), compared by AICc. Laws with a break are continuous there, and each of their phases has at
 * least 4 points and spans half a decade, or a quarter of all points' span (in ln x) where that is less.
 *
 * The comparison is made on the mean of ln y over the repeats, one value per distinct x: repeats
 * share the shape of a trajectory and are no independent witnesses of it. Where errors of neighbouring x
 * hang together, the log-likelihood is divided by how many count as one (inflation). How they do is told
 * by the repeats' distances to their mean, or with one repeat by a smooth curve of no law (or a law that
 * leaves less than that curve), never by what a rival leaves that misses the points: a law that does not fit leaves residuals with memory, and the less noise the more.
 *
 * The choice:
 *   - a law that scatters more than LAB_LAW_MOST_SCATTER times as much as that smooth curve is refused,
 *     if that is no chance of few points; where all are refused, none fits;
 *   - one power law is chosen when no other form leads it by LAB_TWO_PHASE_LEAD, and each of the others
 *     is either behind by that much or without meaning: in ln y it departs nowhere by more than
 *     LAB_TWO_PHASE_DEPARTURE from the power law it contains (same floor or none), or nowhere by more
 *     than LAB_TWO_PHASE_LIKENESS from the best power law;
 *   - another form is chosen when its AICc leads one power law by LAB_TWO_PHASE_LEAD, every other form by
 *     LAB_TWO_PHASE_LEAD_OF_KIND and, with several repeats, it is the best form of more than half of them fitted alone;
 *   - a floor of a power law or a sum is taken by the same two rules, as a form that contains the other;
 *   - else it cannot be told, and the laws that no rule excludes remain.
 * So "exponential" is said only where constant speed is behind as well. The constants were tuned on
 * synthetic curves (24-60 points over 3.6 decades, 1-4 repeats): see tests/fit/test-two-phase-choice.c and
 * tests/fit/test-rival-table.c for the shares of right and wrong answers. */
#pragma once

#include "fit/sample/sample.h"

G_BEGIN_DECLS

/* Fewer distinct x, or a narrower span, are not enough for two phases. */
#define LAB_TWO_PHASE_MINIMUM_ABSCISSAS 10
#define LAB_TWO_PHASE_MINIMUM_SPAN 4.0

#define LAB_TWO_PHASE_LEAD 6.0
#define LAB_TWO_PHASE_LEAD_OF_KIND 4.5
#define LAB_TWO_PHASE_DEPARTURE 0.10
#define LAB_TWO_PHASE_LIKENESS 0.08

/* Times the scatter of the smooth curve (smooth-reference.h), which counts as at least one in a thousand:
 * numbers of a file have few digits. */
#define LAB_LAW_MOST_SCATTER 3.0
#define LAB_LAW_LEAST_SCATTER 1e-3

typedef enum
{
  LAB_LAW_POWER,
  LAB_LAW_POWER_FLOOR,
  LAB_LAW_EXPONENTIAL_POWER,
  LAB_LAW_EXPONENTIAL_POWER_FLOOR,
  LAB_LAW_POWER_POWER,
  LAB_LAW_POWER_POWER_FLOOR,
  LAB_LAW_SMOOTH_POWER_POWER,
  LAB_LAW_SMOOTH_POWER_POWER_FLOOR,
  LAB_LAW_SPEED_POWER,
  LAB_LAW_SPEED_POWER_FLOOR,
  LAB_LAW_SUM,
  LAB_LAW_SUM_FLOOR,
  LAB_LAW_SUM_SEVENTH, /* gamma = 1/7 */
  LAB_LAW_SUM_SEVENTH_FLOOR,
  LAB_LAW_SUM_SIXTH, /* gamma = 1/6 */
  LAB_LAW_SUM_SIXTH_FLOOR,
  LAB_LAW_COUNT,
} LabLaw;

/* What the laws stand for; a floor makes no form of its own. */
typedef enum
{
  LAB_FORM_POWER,
  LAB_FORM_EXPONENTIAL_POWER,
  LAB_FORM_POWER_POWER,
  LAB_FORM_SPEED_POWER,
  LAB_FORM_SUM,
  LAB_FORM_COUNT,
} LabForm;

typedef struct
{
  gboolean valid;
  LabLaw law;
  guint parameters;  /* counted, noise variance included */
  double residual;   /* sum of squared residuals of ln y, weighted by repeats at each x */
  double aicc;
  double exponent;   /* of the last (or only) power law: negative when y falls */
  double early;      /* rate of the exponential (1/x; 1/C0 of a sum), exponent of the first power law,
                        or 1/c of constant speed */
  double break_x;    /* NaN for one power law; of a sum the crossing of its parts, NaN without one */
  double level;      /* ln y at the break (of a smooth bend: of the two power laws where they meet), or of
                        the power law at x = 1 (a sum's too: ln A); floor not included */
  double floor;      /* 0 without */
  double transient;  /* ln R0 of a sum */
  double width;      /* of a smooth bend, in ln x; 0 for a sharp one */
  gboolean is_exponent_fixed; /* of a sum whose gamma was given */
  double shift;           /* x0 of A (x + x0)^p + E; 0 in all laws but those of power-shift.h */
  gboolean has_shift;     /* it was fitted */
  gboolean has_any_floor; /* the floor was free to lie below 0 */
} LabLawFit;

typedef enum
{
  LAB_CHOICE_NOT_ENOUGH,  /* too few distinct x or too narrow a span (below), or constant y */
  LAB_CHOICE_CANNOT_TELL, /* the rules above decide for no form */
  LAB_CHOICE_POWER,
  LAB_CHOICE_EXPONENTIAL_POWER, /* the optimisation phase of paper B is seen */
  LAB_CHOICE_POWER_POWER,
  LAB_CHOICE_SPEED_POWER, /* training at constant speed, as AdamW's normalised steps */
  LAB_CHOICE_SUM,         /* paper B's own form: its optimisation phase is seen */
  LAB_CHOICE_NONE_FITS,   /* every law scatters far more than a smooth curve */
} LabChoice;

typedef struct
{
  LabChoice choice;
  LabLawFit fits[LAB_LAW_COUNT];
  LabLaw best;         /* the chosen form's better law; lowest AICc of all when none is chosen */
  double lead;         /* AICc lead of the best form over the next; NaN when not enough */
  double inflation;    /* residuals that count as one; 1 for independent ones */
  double boundary;     /* break of the chosen law, or crossing of the chosen sum; NaN where none */
  double boundary_low; /* with several repeats and a break: the least and largest of that law fitted */
  double boundary_high; /* to each repeat alone and to their mean; else its 95 % interval, infinite where
                          the data set no limit */
  gboolean boundary_by_repeat;
  double bend;         /* break of the best law wherever one power law is behind it by the lead: a
                          break is sure there even if its kind cannot be told, unless half of several
                          repeats or more choose one power law alone; NaN otherwise */
  double exponent;     /* late slope under the best law; NaN when not enough */
  double exponent_low; /* its range over the repeats; of a chosen sum its 95 % interval; else NaN */
  double exponent_high;
  LabLaw remaining[LAB_FORM_COUNT + 1]; /* laws that no rule excludes, least AICc first: one when a form */
  guint remaining_count;                /* is chosen, more when it cannot be told, none when none fits */
  gboolean refused[LAB_LAW_COUNT];      /* valid, but scattering too much */
  double last;              /* mean y at the largest x; NaN when not enough */
  double reference_scatter; /* of ln y about the smooth curve; NaN with too few points */
  guint repeats;          /* that could be fitted alone; 0 when there is only one */
  guint repeats_agreeing; /* of them, whose best form is that of the best law */
  guint points_used;     /* distinct x */
  guint points_left_out; /* samples not positive or not finite */
} LabTwoPhaseChoice;

/* y of a fitted law at x > 0. */
double      lab_law_value        (const LabLawFit     *fit,
                                  double               x);

/* Where the exponential of a sum falls below its power law for good: the larger solution of
 * R0 exp (-x/C0) = A x^-gamma (lambert.h); NaN where the exponential never is the larger part. */
double      lab_law_crossing     (const LabLawFit     *fit);

/* x from which on a law is its last power law to within 5 % (of a smooth bend: of its local exponent to
 * within a tenth of the change); 0 without a break. */
double      lab_law_settled      (const LabLawFit     *fit);

LabForm     lab_law_form         (LabLaw               law);

/* "power", "power+floor", "exponential+power", ...: for files; untranslated. */
const char *lab_law_name         (LabLaw               law);
const char *lab_choice_name      (LabChoice            choice);

/* Whether two phases were chosen, with a boundary between them. */
gboolean    lab_choice_has_phases (LabChoice           choice);

/* Whether an exponential phase was chosen, before a power law or beside it. */
gboolean    lab_choice_is_exponential (LabChoice       choice);

/* Whether the best law levels off: its floor lies below the last measured value by more than the scatter
 * about the law. */
gboolean    lab_choice_levels_off (const LabTwoPhaseChoice *choice);

/* Standard deviation of ln y about a valid fit of count points. */
double      lab_law_scatter      (const LabLawFit     *fit,
                                  guint                count);

/* samples (count): several trajectories told apart by cluster, in any order. Deterministic. Costs
 * about 7 ms for 40 distinct x, and as much again for each repeat when there are several (one Zen 4
 * core): off the main thread, or at a bounded rate. */
void        lab_two_phase_choose (const LabFitSample  *samples,
                                  guint                count,
                                  LabTwoPhaseChoice   *choice);

G_END_DECLS
