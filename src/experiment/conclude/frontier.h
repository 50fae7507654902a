/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier: of the trajectories of several widths over compute C the lower envelope,
 * with the width that leads at each C.
 *
 * How it is made, fixed in advance:
 * - Only repeats count that every measured width has finished, so that widths are compared on the same
 *   targets and data; only evaluations past the warm-up count.
 * - ln (excess risk) of each run is interpolated linearly in ln C at C = 10^(k / 8), within what the run
 *   has measured. The width of least mean over the repeats leads.
 * - The lower envelope is a frontier only where a choice of width is behind it: from where the smallest
 *   width leads for the last time to where the largest begins to lead until the end, or a width that leads
 *   runs out of steps, whichever comes first. Before and after, the envelope is the curve of one width alone,
 *   or lies above what more steps would reach. Only the part between is fitted.
 * - The slope is that of all repeats' values at the leading widths, with the interval of fit/power-law.h
 *   (bootstrap, moderated by how far repeats lie apart). Which width leads is held for it: where two lines
 *   cross both give the same risk, so that the choice counts in second order only.
 * - N and T against C are those of the width that leads in each repeat by itself. */
#pragma once

#include "experiment/conclude/curve.h"
#include "fit/power-law.h"
#include "theory/frontier-laws.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_FRONTIER_TOLD,
  LAB_FRONTIER_ONE_WIDTH,      /* fewer than two widths are measured */
  LAB_FRONTIER_NOT_YET,        /* no repeat is there at every measured width */
  LAB_FRONTIER_SMALLEST_LEADS, /* until it runs out of steps, or to the end */
  LAB_FRONTIER_TOO_SHORT,      /* for a slope: see fit/power-law.h */
  LAB_FRONTIER_STATES,
} LabFrontierState;

typedef enum
{
  LAB_FRONTIER_END_STEPS,   /* the leading width ran out of steps there */
  LAB_FRONTIER_END_LARGEST, /* the largest width leads from there on */
} LabFrontierEnd;

typedef struct
{
  double compute;     /* C, FLOP */
  double excess_risk; /* geometric mean of the repeats at the leading width */
  guint group;        /* grid index of that width */
  guint width;
  double parameters;  /* N of that width */
  double steps;       /* T of that width after C FLOP */
  gboolean is_fitted; /* on the part that is a frontier */
} LabFrontierPoint;

typedef struct
{
  LabFrontierState state;
  LabFrontierEnd end; /* why the fitted part ends; with state told or too short */
  guint end_width;    /* the width of end */
  guint widths;       /* measured */
  guint repeats;      /* that all of them have */
  guint point_count;
  LabFrontierPoint *points;  /* ascending in compute: the whole envelope */
  LabPowerLawFit power;      /* risk over C; .valid only when told */
  LabPowerLawFit parameters; /* N over C; .valid FALSE where one width leads throughout */
  LabPowerLawFit steps;      /* T over C */
  LabFrontierLaw laws[LAB_FRONTIER_LAW_COUNT]; /* of theory, nu = 1/2 */
} LabFrontier;

/* curve is of an axis with has_frontier. Deterministic; a few ms. */
LabFrontier *lab_frontier_new      (const LabCurve      *curve);
void         lab_frontier_free     (LabFrontier         *frontier);

/* "told", "one width", "not measured yet", "smallest width leads", "too short": for files. */
const char  *lab_frontier_state_name (LabFrontierState   state);

/* frontier-words.c, translated, free with g_free(): what was measured, in one or two sentences for a student;
 * and what theory says beside it. */
char        *lab_frontier_describe (const LabFrontier   *frontier);
char        *lab_frontier_theory   (const LabFrontier   *frontier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabFrontier, lab_frontier_free)

G_END_DECLS
