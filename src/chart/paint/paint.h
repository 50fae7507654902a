/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the painter share while one picture is made. Private to this room. */
#pragma once

#include "chart/paint/label-placement.h"
#include "chart/paint/painter.h"
#include "chart/paint/text.h"

G_BEGIN_DECLS

typedef struct
{
  cairo_t *cr;
  const LabChartContent *content;
  const LabChartStyle *style;
  LabChartRange range;
  LabChartPlot plot;
  double width;
  double height;
  PangoContext *pango;
  LabOccupancy *map;  /* of the plot */
  GArray *labels;     /* LabLabelBox of every text drawn, nullable: for tests */
} LabPaint;

/* Sizes that follow the style's font. */
double    lab_paint_marker_radius (const LabPaint *paint);
double    lab_paint_hair          (const LabPaint *paint);

/* Sets the colour with its alpha times opacity. */
void      lab_paint_set_colour    (const LabPaint *paint, const LabColour *colour, double opacity);

/* The colour of a series for lines and, darker where needed, for words. */
LabColour lab_paint_line_colour   (const LabPaint *paint, guint colour_index);
LabColour lab_paint_text_colour   (const LabPaint *paint, guint colour_index);

/* The style's background, opaque. */
LabColour lab_paint_background    (const LabPaint *paint);

/* Draws a text with its anchor at (x, y), notes its box in the map and for tests. */
void      lab_paint_text          (LabPaint *paint, const LabText *text, double x, double y,
                                   LabAnchor anchor, double angle, const LabColour *colour,
                                   gboolean halo);

/* The box a text anchored at (x, y) would take. */
LabLabelBox lab_paint_text_box    (const LabText *text, double x, double y, LabAnchor anchor,
                                   double angle);

/* Adds the visible part of a segment to the current path (as its own sub-path); returns FALSE and
 * adds nothing when none is. x0 .. y1 are clipped in place. */
gboolean  lab_paint_clip_segment  (const LabPaint *paint, double margin, double *x0, double *y0,
                                   double *x1, double *y1);

/* paint-axes: layout reserves the margins and sets paint->plot; axes draws grid, ticks, titles. */
typedef struct
{
  GArray *x_ticks;
  GArray *y_ticks;
  double left, right, top, bottom; /* margins */
  double phase_height;             /* strip above the plot for the names of the phases */
  double title_height;
  double note_top;    /* below the plot */
} LabPaintLayout;

void      lab_paint_layout        (LabPaint *paint, LabPaintLayout *layout);
void      lab_paint_layout_clear  (LabPaintLayout *layout);
void      lab_paint_axes          (LabPaint *paint, const LabPaintLayout *layout);

/* paint-boundary */
double    lab_paint_phases_height (LabPaint *paint, double plot_x, double plot_width);
void      lab_paint_boundaries    (LabPaint *paint, const LabPaintLayout *layout);

/* paint-window */
void      lab_paint_fit_window    (LabPaint *paint);

/* paint-divergence */
void      lab_paint_divergences   (LabPaint *paint);

/* paint-lines */
void      lab_paint_bands         (LabPaint *paint);
void      lab_paint_lines         (LabPaint *paint);
/* Whether the line has the colour of its series, else that of the text. */
gboolean  lab_paint_line_is_coloured (const LabChartLine *line);
void      lab_paint_line_sample   (LabPaint *paint, const LabChartLine *line, double x, double y,
                                   double length);
/* Thin dashes in the text's colour, for strokes of the reference colour_index. */
void      lab_paint_set_reference_pen (LabPaint *paint, guint colour_index);

/* paint-marker */
void      lab_paint_marker        (LabPaint *paint, guint colour_index, double x, double y,
                                   double radius, gboolean hollow, double opacity);

/* paint-series */
void      lab_paint_series        (LabPaint *paint);

/* paint-labels: names of curves at the curves or in a legend, labels along lines. */
void      lab_paint_labels        (LabPaint *paint);

/* paint-legend: what has no label of its own, as a list. */
typedef struct
{
  const LabChartSeries *series; /* or NULL */
  const LabChartLine *line;
} LabLegendEntry;

/* An entry for each of the series (LabChartSeries). */
void      lab_paint_legend_add    (GArray *entries, const GPtrArray *series);
/* The emptiest place for a legend of these entries (LabLegendEntry); FALSE when every place covers
 * a settled label. */
gboolean  lab_paint_legend_place  (LabPaint *paint, const GArray *entries, LabLabelBox *place);
/* Whether a legend there would cover a point, a line, a band or a boundary. */
gboolean  lab_paint_legend_covers (LabPaint *paint, const LabLabelBox *place);
/* Drops the name that is missed least: of a hairline, then of the curve through the points; FALSE
 * when there is none to spare. */
gboolean  lab_paint_legend_drop   (GArray *entries);
void      lab_paint_legend        (LabPaint *paint, const GArray *entries,
                                   const LabLabelBox *place);

/* 35 % of an earlier curve's ink stays. */
#define LAB_GHOST_OPACITY 0.35

G_END_DECLS
