/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of intrinsic dimension as small multiples: against neighbours and scale for the data,
 * against training steps for each block of the network. Data without pixels, and its painter.
 *
 * All panels share one linear axis of dimension; each has a logarithmic axis of its own. */
#pragma once

#include "chart/content/compose.h"
#include "chart/export/export.h"
#include "dimension/dimension.h"
#include "experiment/conclude/measured-law.h"

G_BEGIN_DECLS

typedef struct
{
  double x;     /* > 0 */
  double value; /* an estimate, finite */
  double low, high; /* its 95 % interval; equal to value where there is none */
  gboolean has_interval;
  gboolean is_saturated; /* LAB_DIMENSION_SATURATED: that or more */
} LabDimensionPoint;

typedef struct
{
  char *label; /* of an estimator or a run */
  guint colour_index;
  GArray *points; /* LabDimensionPoint, ascending in x */
} LabDimensionSeries;

typedef struct
{
  char *title;       /* "Data", "After block 1" */
  char *x_name;      /* "neighbours k" */
  GPtrArray *series; /* LabDimensionSeries */
} LabDimensionPanel;

/* Immutable once made; atomically reference-counted. */
typedef struct
{
  gint reference_count;
  double truth;      /* the true d, where it is known; else NaN */
  double y_minimum, y_maximum; /* of the shared axis */
  GPtrArray *panels; /* LabDimensionPanel */
  char *note;        /* what the picture says and what is missing in it, one paragraph */
} LabDimensionPlot;

/* What a plot is made of; all but experiment may be missing. */
typedef struct
{
  const LabExperiment *experiment;
  const LabDimensionReport *report; /* of the data, NULL while it is computed */
  LabRun *const *runs;              /* (run_count): entries may be NULL */
  const LabChartLiveRun *live;      /* (run_count): those in training have evaluations; or NULL */
  guint run_count;
} LabDimensionInput;

/* The estimates that the data's panels need, for lab_dimension_measure(): MLE over k, Gride over
 * scales, TwoNN, local PCA over a few k. */
void              lab_dimension_plot_request (LabDimensionRequest     *request);

LabDimensionPlot *lab_dimension_plot_new     (const LabDimensionInput *input);
LabDimensionPlot *lab_dimension_plot_ref     (LabDimensionPlot        *plot);
void              lab_dimension_plot_unref   (LabDimensionPlot        *plot);

/* A point of the plot; panel < 0: none. */
typedef struct
{
  int panel, series, point;
} LabDimensionPlace;

/* "After block 2, step 300: d = 2.15, 95 % interval 2.10 to 2.20 (true 2)". Free with g_free(). */
char             *lab_dimension_plot_readout (const LabDimensionPlot  *plot,
                                              const LabDimensionPlace *place);

/* The point `steps` on from place in the order of reading, or the first where there is none; FALSE
 * in a plot without points. */
gboolean          lab_dimension_plot_move    (const LabDimensionPlot  *plot,
                                              int                      steps,
                                              LabDimensionPlace       *place);

/* In words; free with g_free(). */
char             *lab_dimension_plot_describe (const LabDimensionPlot *plot);

/* Paints into (0, 0, width, height); place (nullable) is ringed. */
void              lab_dimension_plot_paint   (cairo_t                 *cr,
                                              double                   width,
                                              double                   height,
                                              const LabDimensionPlot  *plot,
                                              const LabChartStyle     *style,
                                              const LabDimensionPlace *place);

/* The point within reach of (x, y) in a picture of that size; FALSE where there is none. */
gboolean          lab_dimension_plot_pick    (const LabDimensionPlot  *plot,
                                              double                   width,
                                              double                   height,
                                              const LabChartStyle     *style,
                                              double                   x,
                                              double                   y,
                                              double                   reach,
                                              LabDimensionPlace       *place);

/* For export; takes a reference of its own. */
LabPicture       *lab_dimension_plot_picture (LabDimensionPlot        *plot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDimensionPlot, lab_dimension_plot_unref)

G_END_DECLS
