/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured of one experiment: its runs, those still in training, its curve and fit. */
#pragma once

#include "chart/content/compose.h"
#include "experiment/conclude/curve-study.h"
#include "experiment/runner/runner.h"

G_BEGIN_DECLS

/* Part of an axis that a slope is fitted to; high 0: all of it. */
typedef struct
{
  double low, high;
} LabFitWindow;

typedef struct
{
  LabExperiment experiment;
  guint colour_index;
  guint64 generation; /* of its latest start; 0 before the first */
  guint run_count;
  LabRun **runs;         /* (run_count), NULL where not measured yet */
  LabChartLiveRun *live; /* (run_count), evaluation_count 0 where not in training */
  double *work;          /* (run_count), share of the whole experiment's FLOP; sums to 1 */
  double *done;          /* (run_count), share of the run's steps that is done */
  LabCurve *curve;       /* never NULL: without points before the first run ends */
  LabCurveFit *fit;      /* NULL before the first fit */
  LabCurveStudy *study;  /* of the fit; NULL where it is not valid */
  LabFitWindow window;   /* that the next fit is to use */
  LabFitWindow fitted_window; /* that the fit has used */
  gboolean settled;      /* the fit was made from all runs */
  gboolean dirty;        /* runs arrived since the curve was gathered */
  guint64 selected;      /* when the controls last were this experiment */
  gboolean hidden;       /* cleared away; undo brings it back */
} LabRecord;

LabRecord *lab_record_new        (const LabExperiment *experiment, guint colour_index);
void       lab_record_free       (LabRecord           *record);

/* Forgets what earlier starts left unfinished; finished runs stay. */
void       lab_record_begin      (LabRecord           *record, guint64 generation);

/* Which runs are measured, (run_count) by run index; free with g_free(). */
gboolean  *lab_record_done       (const LabRecord     *record);

/* Takes what it needs out of the event, which the caller frees. Returns whether it fits. */
gboolean   lab_record_take       (LabRecord           *record, LabEvent *event);

/* Takes a run that was measured before and finished or diverged; a reference of its own. */
void       lab_record_put        (LabRecord           *record, LabRun *run);

/* Runs that came to an end by themselves: finished or diverged. */
guint      lab_record_runs_done  (const LabRecord     *record);
gboolean   lab_record_is_complete (const LabRecord    *record);

/* Anything on the chart of it. */
gboolean   lab_record_has_points (const LabRecord     *record);

/* What it takes in memory. */
gsize      lab_record_bytes      (const LabRecord     *record);

/* Share of the work that is done, 0 .. 1, weighted by FLOP. */
double     lab_record_fraction   (const LabRecord     *record);

G_END_DECLS
