/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one account of the phase boundary: every account that can be given of one training, in order, with
 * place, interval, nature, source and a sentence for a student.
 *
 * Two questions are kept apart. Where does the curve change its law? That is measured, or follows from a
 * condition number. Where does noise cost as much as is left to learn, and when is it best to stop? That
 * is predicted, by the network's own kernel or by the kernel picture at finite n and N (level 2). Whoever
 * shows a boundary shows an entry of this list, in its words. */
#pragma once

#include "fit/law/two-phase.h"
#include "phases/level-two.h"

G_BEGIN_DECLS

/* In the order of the list. */
typedef enum
{
  LAB_ACCOUNT_MEASURED_BREAK,   /* of the law that the model choice took, or a break of unknown kind */
  LAB_ACCOUNT_SUM_CROSSING,     /* of R0 exp (-x / C0) + A x^-gamma, where the choice took that */
  LAB_ACCOUNT_OWN_KERNEL,       /* variance = bias in the flow of the network's own tangent kernel */
  LAB_ACCOUNT_LEVEL_TWO,        /* the same in the kernel picture at finite n and N */
  LAB_ACCOUNT_BEST_STOP,        /* least excess risk of level 2 */
  LAB_ACCOUNT_CONDITION_NUMBER, /* an exponential phase between first-order lower and upper bound */
  LAB_ACCOUNT_PAPER_B,          /* the threshold, reconstructed (theory notes 2.2) */
  LAB_ACCOUNT_COUNT,
} LabAccountKind;

typedef enum
{
  LAB_ACCOUNT_IS_MEASURED,
  LAB_ACCOUNT_IS_PREDICTED,
  LAB_ACCOUNT_IS_BOUND,
  LAB_ACCOUNT_IS_RECONSTRUCTION,
} LabAccountNature;

/* What places are counted in. */
typedef enum
{
  LAB_PLACE_POINTS,  /* n */
  LAB_PLACE_STEPS,   /* optimiser steps */
  LAB_PLACE_COMPUTE, /* FLOP */
  LAB_PLACE_TIME,    /* learning rate times steps, of the kernel picture alone */
} LabPlace;

typedef struct
{
  LabAccountKind kind;
  LabAccountNature nature;
  LabPlace axis;
  double place;     /* finite, > 0; at least one step */
  double low, high; /* its interval; NaN: none is known; high may be INFINITY */
  char *source;     /* translated: what it stands on */
  char *sentence;   /* translated, for a student */
  char *before;     /* translated: what rules before and after it, for a picture */
  char *after;
} LabAccount;

/* Nothing in it changes once it is made: any thread may read it. */
typedef struct
{
  guint count;
  LabAccount accounts[LAB_ACCOUNT_COUNT]; /* (count), in the order of their kinds */
  int drawn; /* the boundary that is drawn: the first of measured (break or sum), own kernel, level 2 that lies
              * within the training; -1: none */
  char *remark; /* translated: why none can be given, or why accounts differ; NULL: nothing to say */
} LabPhases;

/* Of the flow of a network's own kernel, all in optimiser steps and units of the target's variance. */
typedef struct
{
  gboolean known;
  double end;              /* variance = bias; INFINITY or NaN: it is not reached */
  double condition_number; /* mu_max / mu_min > 1; NaN: not known */
  gboolean condition_is_bound; /* the true one is larger */
  gboolean is_stand_in;    /* gradient descent stands in for an optimiser that has no flow */
  double rate;             /* of the flow, in units of 1 / mu_max */
  double initial_risk;     /* excess risk before training, > 0 */
  double least_risk;       /* least of the predicted curve, > 0 */
} LabOwnKernel;

/* Everything that is known. */
typedef struct
{
  gboolean has_trajectory; /* FALSE: over sizes, where each run stops for itself: no boundary */
  const char *symbol;      /* of the sizes then: "n" */
  LabPlace axis;           /* that all places are told on */
  double unit;             /* of one optimiser step on it: 1, or FLOP */
  double noise;            /* sigma, in units of the target's standard deviation; NaN: not known */
  double points;           /* n, labels trained on */
  double last;             /* where the training ends; NaN: not known. What lies beyond is not drawn */
  const LabTwoPhaseChoice *choice; /* measured, on the axis itself; NULL: nothing was */
  LabOwnKernel own;
  LabLevelTwo level_two; /* all NaN where theory is silent */
  double step_time;      /* of one optimiser step in level 2's time; NaN: not known, then level 2 is silent */
  gboolean step_is_fitted; /* it was fitted to the measured curve: one fitted constant */
  double threshold; /* paper B's, given on the axis (command boundary); NaN: from the own kernel, if known */
} LabPhaseNumbers;

/* Empty numbers: everything not known. */
void       lab_phase_numbers_init (LabPhaseNumbers       *numbers);

LabPhases *lab_phases_new         (const LabPhaseNumbers *numbers);
void       lab_phases_free        (LabPhases             *phases);

/* The drawn one, or NULL; and the one of a kind, or NULL. phases may be NULL. */
const LabAccount *lab_phases_drawn (const LabPhases      *phases);
const LabAccount *lab_phases_find  (const LabPhases      *phases,
                                    LabAccountKind        kind);

/* What to say first: the drawn account's sentence, then the remark, where there are any; NULL where there is
 * nothing to say. Free with g_free(). */
char       *lab_phases_headline     (const LabPhases     *phases);

/* "measured-break" and the like, "measured", ..., "steps", ...: for files; untranslated. */
const char *lab_account_name        (LabAccountKind       kind);
const char *lab_account_nature_name (LabAccountNature     nature);
const char *lab_place_name          (LabPlace             axis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPhases, lab_phases_free)

G_END_DECLS
