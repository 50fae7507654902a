/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory: controls, runs, curves and fits, without a widget.
 *
 * Lives on the main thread. Owns the runner; drains a bounded number of its events per call from
 * a timer that exists only while something runs; fits on a thread of the pool. Each axis (data,
 * model, time, compute) has controls of its own that share the task, and keeps its curves.
 *
 * Signals: "changed" (controls, curves, fits or axis), "status" (state or progress). */
#pragma once

#include <glib-object.h>

#include "chart/content/compose.h"
#include "experiment/conclude/consistency.h"
#include "experiment/conclude/curve-difference.h"
#include "experiment/conclude/curve-study.h"

G_BEGIN_DECLS

#define LAB_TYPE_LABORATORY (lab_laboratory_get_type ())
G_DECLARE_FINAL_TYPE (LabLaboratory, lab_laboratory, LAB, LABORATORY, GObject)

/* How long a control must rest before the runs restart, in milliseconds. */
#define LAB_LABORATORY_REST 250

/* What all curves together take at most, in bytes, with the runs they are made of: some 200 sweeps of the
 * default size. Beyond it those go that were not selected for the longest, cleared ones first; those of
 * the controls and the baselines stay whatever their size. */
#define LAB_LABORATORY_RECORD_BYTES ((gsize)32 << 20)

/* What the points of all files that were opened take at most, in bytes, where it is more than one file:
 * curves and steps back name them, so they stay. */
#define LAB_LABORATORY_FILE_BYTES ((gsize)1 << 30)

typedef enum
{
  LAB_STATE_STOPPED,  /* nothing runs; the curve, if any, is not whole */
  LAB_STATE_STALE,    /* controls changed; runs start when they rest, or on resume */
  LAB_STATE_RUNNING,
  LAB_STATE_PAUSED,
  LAB_STATE_FINISHED, /* every run of the controls' experiment is measured */
  LAB_STATE_FAILED,   /* see lab_laboratory_get_failure() */
} LabState;

typedef struct
{
  LabState state;
  guint runs_done;
  guint runs_total;
  guint runs_diverged;
  double fraction;         /* of the work, 0 .. 1 */
  double steps_per_second; /* all workers together; 0 when nothing runs */
  double seconds_left;     /* NaN while it cannot be told */
  LabRunPlan latest;       /* the run that last reported */
} LabProgress;

/* workers: how many runs train at once; 0 = one per core. */
LabLaboratory       *lab_laboratory_new            (guint                 workers);

/* Stops and joins every thread at once; further commands do nothing. */
void                 lab_laboratory_close          (LabLaboratory        *laboratory);

/* Takes effect at the next start. */
void                 lab_laboratory_set_workers    (LabLaboratory        *laboratory,
                                                    guint                 workers);

LabSweep             lab_laboratory_get_axis       (LabLaboratory        *laboratory);
/* Shows another axis, and begins its runs where they are not whole. */
void                 lab_laboratory_set_axis       (LabLaboratory        *laboratory,
                                                    LabSweep              axis);

/* The controls of the current axis; valid until they change. */
const LabExperiment *lab_laboratory_get_experiment (LabLaboratory        *laboratory);

/* Changes one parameter (key of the vocabulary, value as text in the C locale). Parameters bound
 * to it follow (see laboratory-controls.c). The runs restart after LAB_LABORATORY_REST. */
gboolean             lab_laboratory_set            (LabLaboratory        *laboratory,
                                                    const char           *key,
                                                    const char           *value,
                                                    GError              **error);
/* Replaces all controls of the experiment's axis, shows that axis and begins. */
gboolean             lab_laboratory_set_experiment (LabLaboratory        *laboratory,
                                                    const LabExperiment  *experiment,
                                                    GError              **error);

/* Takes points of a file as the data on every axis, or drawn data again (NULL), and begins; can be
 * undone. The laboratory keeps points as long as it lives: experiments that name them stay valid; the
 * same file is kept once. FALSE with a sentence where the axis' experiment does not go with them, or
 * where they are too many beside those opened before (LAB_LABORATORY_FILE_BYTES). */
gboolean             lab_laboratory_take_points    (LabLaboratory        *laboratory,
                                                    LabPointSet          *points,
                                                    GError              **error);

/* "Manifold dimension: 2 → 4", or NULL when there is nothing to undo. Free with g_free(). */
char                *lab_laboratory_undo_label     (LabLaboratory        *laboratory);
void                 lab_laboratory_undo           (LabLaboratory        *laboratory);
/* Likewise for what was undone, until something else changes. */
char                *lab_laboratory_redo_label     (LabLaboratory        *laboratory);
void                 lab_laboratory_redo           (LabLaboratory        *laboratory);

/* Takes earlier curves of this axis off the chart; can be undone. */
void                 lab_laboratory_clear_ghosts   (LabLaboratory        *laboratory);
guint                lab_laboratory_ghost_count    (LabLaboratory        *laboratory);

/* Begins, or continues what is paused. Nothing happens when all is measured. */
void                 lab_laboratory_start          (LabLaboratory        *laboratory);
void                 lab_laboratory_pause          (LabLaboratory        *laboratory);
void                 lab_laboratory_stop           (LabLaboratory        *laboratory);

LabState             lab_laboratory_get_state      (LabLaboratory        *laboratory);
void                 lab_laboratory_get_progress   (LabLaboratory        *laboratory,
                                                    LabProgress          *progress);
/* The sentence of the last failure, or NULL. */
const char          *lab_laboratory_get_failure    (LabLaboratory        *laboratory);
/* Whether nothing is under way: no run, no rest, no fit. */
gboolean             lab_laboratory_is_settled     (LabLaboratory        *laboratory);

/* Curve and fit of the controls' experiment; NULL when not there (yet). */
const LabCurve      *lab_laboratory_get_curve      (LabLaboratory        *laboratory);
const LabCurveFit   *lab_laboratory_get_fit        (LabLaboratory        *laboratory);
/* Bands, residuals, held-out check and what-if of that fit; NULL when not there. */
const LabCurveStudy *lab_laboratory_get_study      (LabLaboratory        *laboratory);
/* The part of the current axis that slopes are fitted to: low <= x <= high; high 0: all of it. It
 * stays when the controls change. */
void                 lab_laboratory_set_fit_window (LabLaboratory        *laboratory,
                                                    double                low,
                                                    double                high);
void                 lab_laboratory_get_fit_window (LabLaboratory        *laboratory,
                                                    double               *low,
                                                    double               *high);
/* On the depth axis: of the other curves on the chart that differ from the controls in the dimension
 * alone, the smallest dimension for which a depth was enough, and that depth. FALSE where there is
 * none (dimension 0). */
gboolean             lab_laboratory_get_known_depth (LabLaboratory       *laboratory,
                                                    guint                *dimension,
                                                    guint                *depth);
/* Labels that chose the stopping step, summed over the finished runs. */
gsize                lab_laboratory_validation_labels (LabLaboratory     *laboratory);

/* Keeps the controls of this axis as the baseline that others are compared with; when they are it
 * already, there is none any more. */
void                 lab_laboratory_pin            (LabLaboratory        *laboratory);
/* The baseline of this axis, or NULL. */
const LabExperiment *lab_laboratory_get_baseline   (LabLaboratory        *laboratory);

/* Two curves side by side: measures before, makes it the baseline once all its runs are measured, then
 * measures now. Ends where it is stopped, or where the controls change before that. FALSE with a sentence
 * where an experiment is not allowed; both are of one axis. */
gboolean             lab_laboratory_measure_two    (LabLaboratory        *laboratory,
                                                    const LabExperiment  *before,
                                                    const LabExperiment  *now,
                                                    GError              **error);

/* Paper A's check of a data law and a model law that were both measured for the present task (its
 * controls count where several were), and where compute goes by them. FALSE where one is missing. */
gboolean             lab_laboratory_check_consistency (LabLaboratory     *laboratory,
                                                    LabConsistency       *consistency);

/* What changed against the baseline, at the largest x that both reach. */
typedef struct
{
  gboolean measured;   /* both are fitted; else by the kernel model, level 1 */
  double x;
  double error;        /* now over before */
  double slope_before;
  double slope_now;
  double amount;       /* of x for the error of before, now over before; NaN: not certain to fall, or runs
                        * diverged */
  double amount_low, amount_high; /* its 95 % interval; NaN where nothing is measured */
  gboolean is_far;     /* that lies beyond ten times the measured range */
  LabCurveDifference difference; /* with intervals; valid only where both are measured */
} LabComparison;

/* FALSE without a baseline, when the controls are the baseline, or theory has no answer. */
gboolean             lab_laboratory_compare        (LabLaboratory        *laboratory,
                                                    LabComparison        *comparison);

/* What theory expects of the controls at their finite size: level 1 at once, level 2 when it is
 * there ("changed" tells). Valid until the next "changed"; NULL where theory has no answer. */
const LabExpectation *lab_laboratory_get_expectation (LabLaboratory     *laboratory);

/* Which theories the chart draws (ids of the catalogue, NULL-terminated; unknown ones are passed
 * over), and whether it draws the prediction for this size: of the excess risk, of the training
 * error. At first: the laws that verdicts are made against, and the excess risk. */
void                 lab_laboratory_set_theories   (LabLaboratory        *laboratory,
                                                    const char *const    *ids);
void                 lab_laboratory_set_prediction (LabLaboratory        *laboratory,
                                                    gboolean              excess_risk,
                                                    gboolean              training_error);
/* Whether the band of one new measurement is drawn about the fit; at first not. */
void                 lab_laboratory_set_band       (LabLaboratory        *laboratory,
                                                    gboolean              shown);

/* Whether the chart shows what kernel ridge regression makes of the same data (data axis), and what
 * the tangent kernel predicts of the training (time and compute). They are computed in the
 * background while a chart is composed that shows them; at first neither. */
void                 lab_laboratory_set_kernel_curves (LabLaboratory     *laboratory,
                                                    gboolean              ridge,
                                                    gboolean              tangent);
/* ridge.csv or tangent.csv of the curve that is shown, as the command line writes it; free with
 * g_free(). NULL where none is shown or known yet. */
char                *lab_laboratory_kernel_csv     (LabLaboratory        *laboratory);

/* What is measured so far, of all axes, earlier curves included (cleared ones not). runs and live:
 * (run_count), as in LabChartCurve and LabChartLiveRun; runs may be NULL where not measured, live
 * have no evaluations where not in training. Valid during the call. */
typedef void (*LabLaboratoryVisit) (const LabExperiment   *experiment,
                                    LabRun *const         *runs,
                                    const LabChartLiveRun *live,
                                    guint                  run_count,
                                    gpointer               user_data);
void                 lab_laboratory_visit          (LabLaboratory        *laboratory,
                                                    LabLaboratoryVisit    visit,
                                                    gpointer              user_data);

/* The chart of this moment; free with lab_chart_content_unref(). */
LabChartContent     *lab_laboratory_compose        (LabLaboratory        *laboratory);

/* points.csv of the current curve, byte for byte what the command line writes; free with g_free().
 * NULL when nothing is measured. */
char                *lab_laboratory_points_csv     (LabLaboratory        *laboratory);

G_END_DECLS
