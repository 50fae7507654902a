/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From curves, fits and theory to a chart's content. */
#pragma once

#include "chart/content/content.h"
#include "experiment/conclude/prediction.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "experiment/kernel/ridge-curve.h"
#include "experiment/kernel/tangent-curve.h"
#include "fit/curve-bootstrap.h"
#include "fit/residuals.h"

G_BEGIN_DECLS

/* One curve to show. curve and fit may be NULL (nothing measured yet). On time and compute the
 * largest width has colour_index itself, smaller ones the colours that follow. */
typedef struct
{
  const LabCurve *curve;
  const LabCurveFit *fit;
  const LabBandPoint *band; /* (band_count): where new measurements would fall; NULL: not drawn */
  guint band_count;
  const LabResiduals *residuals; /* about the fit, or NULL */
  guint colour_index;
  gboolean ghost;
  gboolean baseline; /* a ghost that others are compared with */
  LabRun *const *runs; /* (run_count), entries may be NULL; or NULL: then no divergence is marked */
  guint run_count;
} LabChartCurve;

/* A run still in training: its latest evaluation on the axis (data, model), or its trajectory so
 * far (time, compute). */
typedef struct
{
  LabRunPlan plan;
  guint evaluation_count;
  const LabEvaluation *evaluations;
} LabChartLiveRun;

typedef struct
{
  const LabExperiment *experiment; /* the controls as they stand: axis and theory follow it */
  const LabChartCurve *curves;     /* (curve_count), ghosts first, the current one last */
  guint curve_count;
  const LabChartLiveRun *live; /* (live_count); runs of the current curve's experiment */
  guint live_count;
  const LabTheory *const *theories; /* (theory_count): the slopes to draw, those of the axis; NULL:
                                     * the reference that verdicts are made against */
  guint theory_count;
  const LabExpectation *expectation; /* of `experiment`, or NULL */
  gboolean prediction;               /* draw its excess risk */
  gboolean training;                 /* draw its training error */
  const LabRidgeCurve *ridge;        /* of `experiment`, drawn on the data axis; NULL: not drawn */
  const LabTangentCurve *tangent;    /* of `experiment`, likewise on time and compute */
  const LabOwnKernelCurve *own_kernel; /* of `experiment`, over its sizes; NULL: not drawn */
  const char *remark;                /* a sentence for the note, or NULL */
  double fit_low, fit_high;          /* the fit window that the user chose; fit_high 0: none */
} LabChartInput;

/* The x of the smallest and the largest size or step that an experiment measures. */
void             lab_chart_grid    (const LabExperiment *experiment, double *low, double *high);

/* Points with error bars, trajectories, fitted lines with bands, the theory's reference lines of
 * `experiment` through the centre of the current data (or, before there are any, through a
 * neutral point), its prediction for this size, what kernels do, boundary, divergence marks, hairlines.
 * Free with lab_chart_content_unref(). */
LabChartContent *lab_chart_compose (const LabChartInput *input);

/* A law of theory as the chart writes it: "n^−1/2, paper A (bound)"; free with g_free(). */
char *lab_compose_reference_label (LabSweep axis, const LabReferenceLaw *law);

G_END_DECLS
