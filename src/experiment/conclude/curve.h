/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curve: the runs of one experiment on one axis, gathered into points with errors.
 *
 * On the data, model and depth axes a point gathers the repeats of one grid value at their chosen step;
 * on time and compute, for each width of the grid, a point gathers the repeats at one evaluation
 * step. Only finished runs count; diverged and stopped ones are counted apart, and so are values
 * that a logarithmic axis cannot show (zero, negative, non-finite). */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef struct
{
  double x;              /* n, N, T, C or blocks */
  guint group;           /* grid index of the width on time and compute, else 0 */
  guint count;           /* repeats gathered */
  double mean;           /* geometric mean of the excess risks */
  double low;            /* mean -/+ one standard error of the logarithm, as risks; */
  double high;           /* equal to mean when count < 2 */
  gboolean warm_up;      /* under learning-rate warm-up: drawn, never fitted */
  gboolean floor_limited; /* at the optimisation floor: drawn, never fitted */
} LabCurvePoint;

/* One excess risk of one run: what fits are made from. */
typedef struct
{
  double x;
  double excess_risk;
  guint run_index;
  guint repeat;
  guint group;
  gboolean warm_up;
  gboolean floor_limited;
} LabCurveSample;

typedef struct
{
  LabExperiment experiment;
  guint point_count;
  LabCurvePoint *points; /* ascending in (group, x) */
  guint sample_count;
  LabCurveSample *samples; /* ascending in (group, x, repeat) */
  guint runs_finished;
  guint runs_diverged;
  guint runs_stopped;
  guint values_left_out; /* not positive or not finite */
  guint samples_floor_limited; /* model axis: at the optimisation floor (optimisation-floor.h) */
  guint sizes_still_falling;   /* data and depth axes: grid values that reach that floor's rule: their
                                * error still falls with time; they count all the same */
} LabCurve;

/* runs (count): in any order, entries may be NULL (not there yet). Same runs, same bytes. */
LabCurve   *lab_curve_new       (const LabExperiment  *experiment,
                                 LabRun *const        *runs,
                                 guint                 count);
void        lab_curve_free      (LabCurve             *curve);

/* The x of a run (at evaluation, for time and compute) on the experiment's axis. */
double      lab_curve_abscissa  (LabSweep              sweep,
                                 const LabRun         *run,
                                 const LabEvaluation  *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCurve, lab_curve_free)

G_END_DECLS
