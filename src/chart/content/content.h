/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows, as data: no pixels, no colours, no toolkit.
 *
 * Texts are plain, so that they can also be spoken; the painter typesets "n^-1/2" or "C^(1/7)" with
 * raised exponents and lone symbols in italics (lab_chart_markup() of painter.h).
 *
 * Both axes are logarithmic. A content is built once (see chart/content/compose.h), then only read; the
 * painter turns the same content into screen, SVG, PDF and PNG. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
  double low; /* error bar; equal to y when there is none */
  double high;
  gboolean provisional; /* a run still in training: hollow marker */
  gboolean left_out;    /* measured, but not fitted by a rule fixed in advance: pale marker */
  gboolean outside;     /* outside the fit window that the user chose: hollow marker */
} LabChartPoint;

/* A series of this colour_index, or this plus 1, 2, ...: what was computed to be laid beside the
 * trained networks, in the colour of the text and dashed, each index with a marker and dash of its
 * own. Points are joined, trajectories have no dots; its name stands in the legend. */
#define LAB_CHART_REFERENCE 0x10000u

typedef enum
{
  LAB_SERIES_POINTS,     /* markers with error bars */
  LAB_SERIES_TRAJECTORY, /* thin line through many points, small or no markers */
} LabSeriesKind;

typedef struct
{
  LabSeriesKind kind;
  char *label;        /* "d = 2, m = 32" */
  guint colour_index; /* into the palette; marker shape and dash follow it; from
                       * LAB_CHART_REFERENCE on: a reference */
  gboolean ghost;     /* an earlier curve */
  gboolean thin;      /* of a trajectory: one of those that an envelope stands for */
  guint point_count;
  LabChartPoint *points; /* ascending in x */
} LabChartSeries;

typedef enum
{
  LAB_LINE_FIT,        /* solid, in the colour of its series, with band */
  LAB_LINE_LAW,        /* thin solid, in the colour of its series: a fitted law that bends */
  LAB_LINE_ENVELOPE,   /* the strongest line, in the text's colour: the best of several curves */
  LAB_LINE_PREDICTION, /* thin solid, text colour */
  LAB_LINE_TRAINING,   /* thin dotted, text colour: predicted training error */
  LAB_LINE_BAND,       /* no line: the edges of its band, thin, in the colour of its series */
  LAB_LINE_REFERENCE,  /* dashed, text colour, label along the line */
  LAB_LINE_HAIRLINE,   /* horizontal: noise floor, variance of the target */
} LabLineKind;

/* A polyline in the order of its vertices (straight on log axes where it is a power law; a hairline
 * needs one vertex and spans the plot). band_low/high follow the vertices. */
typedef struct
{
  LabLineKind kind;
  char *label;
  guint colour_index;
  gboolean ghost;
  guint vertex_count;
  double *x;         /* (vertex_count) */
  double *y;         /* (vertex_count) */
  double *band_low;  /* (vertex_count), or NULL */
  double *band_high; /* (vertex_count), or NULL */
} LabChartLine;

/* How far a measurement lies from the fitted line: its place in the strip below the chart. */
typedef struct
{
  double x;
  double standard; /* ln (measured / fitted) in standard deviations */
  guint colour_index;
} LabChartResidual;

/* A vertical band: the boundary between two phases with its interval. */
typedef struct
{
  double x;
  double low;
  double high;
  char *left_label;
  char *right_label;
  char *sentence; /* nullable: what it is, for those who do not see it */
} LabChartBoundary;

/* A mark for a run that diverged: at x on the upper edge, with its sentence; neighbours share one
 * sentence that counts them. */
typedef struct
{
  double x;
  guint step; /* at which the run broke off; 0 = not told */
  char *label;
} LabChartDivergence;

typedef struct
{
  gatomicrefcount reference_count;
  char *title;   /* nullable */
  char *x_label; /* "training points n" */
  char *y_label; /* "excess risk (fraction of the target's variance)" */
  char *x_name;  /* nullable, for read-outs: "n" */
  char *y_name;  /* nullable, for read-outs: "excess risk" */
  char *note;    /* nullable: counts of what is not drawn */
  gboolean x_whole; /* x counts things: ticks are whole numbers, and limits stand close */
  double x_low, x_high; /* shown even while empty: the grid of the experiment; 0 = no wish */
  double y_low, y_high; /* likewise */
  double fit_low, fit_high; /* the fit window that the user chose; fit_high 0: none */
  guint residual_count;
  LabChartResidual *residuals; /* (residual_count), owned */
  GPtrArray *series;      /* LabChartSeries, owned */
  GPtrArray *lines;       /* LabChartLine, owned */
  GPtrArray *boundaries;  /* LabChartBoundary, owned */
  GPtrArray *divergences; /* LabChartDivergence, owned */
} LabChartContent;

LabChartContent *lab_chart_content_new   (void);
LabChartContent *lab_chart_content_ref   (LabChartContent *content);
void             lab_chart_content_unref (LabChartContent *content);

/* Whether it is one of LAB_CHART_REFERENCE. */
gboolean lab_chart_series_is_reference (const LabChartSeries *series);

/* Each adds an empty element that the content owns, and returns it for filling. */
LabChartSeries     *lab_chart_content_add_series     (LabChartContent *content, guint point_count);
LabChartLine       *lab_chart_content_add_line       (LabChartContent *content, guint vertex_count,
                                                      gboolean         with_band);
LabChartBoundary   *lab_chart_content_add_boundary   (LabChartContent *content);
LabChartDivergence *lab_chart_content_add_divergence (LabChartContent *content);

/* One or two sentences that say what the chart shows now: for screen readers and as alternative
 * text of exported files. Free with g_free(). */
char            *lab_chart_content_describe (const LabChartContent *content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabChartContent, lab_chart_content_unref)

G_END_DECLS
