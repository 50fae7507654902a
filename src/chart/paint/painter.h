/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a chart's content on a cairo_t: screen, print, SVG, PDF and PNG alike. */
#pragma once

#include <cairo.h>

#include "chart/content/content.h"

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} LabColour;

#define LAB_PALETTE_SIZE 6

/* How a chart looks; see lab_chart_style_init(). */
typedef struct
{
  LabColour background; /* alpha 0: paints none */
  LabColour foreground; /* text, theory */
  LabColour grid;
  LabColour palette[LAB_PALETTE_SIZE]; /* Okabe-Ito, lightened on dark */
  double font_size;                    /* pixels, of tick labels; others follow */
  double line_width;                   /* pixels, of fitted lines; others follow */
  char font_family[64];
} LabChartStyle;

typedef enum
{
  LAB_LOOK_LIGHT,
  LAB_LOOK_DARK,
  LAB_LOOK_HIGH_CONTRAST,
  LAB_LOOK_PRINT,
} LabLook;

void      lab_chart_style_init    (LabChartStyle   *style,
                                   LabLook          look,
                                   double           font_size);

/* Contrast of two opaque colours after WCAG 2.1: 1 (equal) .. 21 (black on white). */
double    lab_colour_contrast     (const LabColour *a,
                                   const LabColour *b);

/* colour, moved towards black or white just as far as it takes to stand out from background by
 * ratio (text 4.5, lines 3). Alpha is kept. */
LabColour lab_colour_with_contrast (const LabColour *colour,
                                    const LabColour *background,
                                    double           ratio);

/* A plain text of a content ("C^-1/7, paper B") as Pango markup: what follows a caret is raised,
 * lone symbols (n, N, m, d, D, T, C, Greek letters) are italic, the rest is escaped.
 * Free with g_free(). */
char     *lab_chart_markup        (const char      *text);

/* The window of the data that is shown (risk against x, both > 0). */
typedef struct
{
  double x_minimum, x_maximum;
  double y_minimum, y_maximum;
} LabChartRange;

/* The window that holds everything, to half decades. */
void lab_chart_range_fit (const LabChartContent *content, LabChartRange *range);

/* The rectangle inside the axes, in the coordinates of the cairo_t. */
typedef struct
{
  double x, y, width, height;
} LabChartPlot;

/* Paints into the rectangle (0, 0, width, height) and, when plot is not NULL, tells where the
 * axes are: pointer positions convert with the functions below. */
void   lab_chart_paint   (cairo_t               *cr,
                          double                 width,
                          double                 height,
                          const LabChartContent *content,
                          const LabChartRange   *range,
                          const LabChartStyle   *style,
                          LabChartPlot          *plot);

/* The strip of residuals below a chart: its height, and the strip itself, painted into the rectangle
 * (0, 0, width, that height). plot is what lab_chart_paint() told: both share the x axis. */
double lab_chart_residuals_height (const LabChartStyle *style);
void   lab_chart_paint_residuals  (cairo_t               *cr,
                                   double                 width,
                                   const LabChartContent *content,
                                   const LabChartRange   *range,
                                   const LabChartStyle   *style,
                                   const LabChartPlot    *plot);

/* Value to pixel and back; both are monotonic, inverse to each other, and go on outside the plot.
 * Values that are not positive have no place: NaN. */
double lab_chart_plot_x  (const LabChartPlot *plot, const LabChartRange *range, double x);
double lab_chart_plot_y  (const LabChartPlot *plot, const LabChartRange *range, double y);
double lab_chart_value_x (const LabChartPlot *plot, const LabChartRange *range, double pixel_x);
double lab_chart_value_y (const LabChartPlot *plot, const LabChartRange *range, double pixel_y);

G_END_DECLS
