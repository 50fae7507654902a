/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which depth on more blocks no longer help: the conclusion of a depth sweep.
 *
 * The rule, fixed in advance: the smallest measured depth whose mean ln (excess risk) lies within the
 * 95 % interval of the best deeper one, where "best" is the deeper depth of least mean, and the
 * interval is Student's for the mean difference of the two, paired over repeats (the depths of one
 * repeat share target, data and noise). Where only the deepest is left, each depth still helped and
 * the point lies beyond. The rule says what so many repeats can tell: fewer repeats, wider intervals,
 * a smaller depth. The interval of the depth itself is a bootstrap over repeats (2,000 resamples).
 *
 * Paper A's network needs a depth of O(log d) (theory notes 1.2: products in a binary tree), that is
 * log2 d and a constant that is unknown: lab_theory_depth(). */
#pragma once

#include "experiment/conclude/curve.h"

G_BEGIN_DECLS

#define LAB_DEPTH_LEAST_REPEATS 3

typedef struct
{
  gboolean valid;   /* at least two depths with LAB_DEPTH_LEAST_REPEATS repeats in common */
  guint depths;     /* measured */
  guint repeats;    /* that all depths have */
  guint shallowest; /* blocks */
  guint deepest;    /* blocks */
  guint best;       /* blocks of least mean ln (excess risk) */
  double gain;      /* mean of ln (risk of the shallowest / risk of the best) */
  gboolean reached; /* more depth stops helping before the deepest */
  guint enough;     /* blocks from which on more do not help; deepest where not reached */
  guint low, high;  /* 95 % interval of enough; deepest stands for "there or beyond" */
  guint floor_limited; /* depths at the optimisation floor: more steps may let depth help */
} LabDepthChoice;

/* curve is of a depth sweep. All its depths count, those at the optimisation floor too.
 * Deterministic: the bootstrap is keyed by the experiment's seed. 10 ms at most. */
void  lab_depth_choose   (const LabCurve       *curve,
                          LabDepthChoice       *choice);

/* The conclusion in a student's words, with what theory says for the experiment's d; translated,
 * free with g_free(). */
char *lab_depth_describe (const LabExperiment  *experiment,
                          const LabDepthChoice *choice);

G_END_DECLS
