/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of values over two quantities: dots on logarithmic axes, coloured by value, with lines over them and a
 * scale of the colours. Errors over two swept keys, and residuals over (N, D). */
#pragma once

#include "chart/export/export.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y;  /* positive */
  double value; /* NaN: a ring, measured but without a value */
} LabValueDot;

typedef struct
{
  char *title;       /* of the file */
  char *scale_label; /* what the colours are */
  gboolean is_signed; /* colours part at 0 and are linear; else the values are positive and their logarithms
                         colour them */
  double low, high;   /* ends of the colours' scale */
  double radius;      /* of a dot, in units of the font */
  guint count;
  LabValueDot *dots;      /* (count), owned */
  LabChartContent *frame; /* axes, and the lines over the dots */
} LabDotPlane;

/* Dots (count) are copied; those with a place that is not positive are left out. The axes are named x_label and y_label;
 * lines may be added to the frame before it is painted. Free with lab_dot_plane_free(). */
LabDotPlane   *lab_dot_plane_new     (const char        *x_label,
                               const char        *y_label,
                               const char        *scale_label,
                               gboolean           is_signed,
                               const LabValueDot *dots,
                               guint              count);
void        lab_dot_plane_free    (LabDotPlane          *plane);

/* The ends of colours for a value: 0 to 1; 0.5 where there is none. */
double      lab_dot_plane_place   (const LabDotPlane    *plane,
                               double             value);
LabColour   lab_dot_plane_colour  (const LabDotPlane    *plane,
                               double             place);

/* What it shows, in words; free with g_free(). */
char       *lab_dot_plane_describe (const LabDotPlane   *plane);

void        lab_dot_plane_paint   (cairo_t             *cr,
                               double               width,
                               double               height,
                               const LabDotPlane      *plane,
                               const LabChartStyle *style);

/* The whole as a picture, which takes the plane. */
LabPicture *lab_dot_plane_picture (LabDotPlane          *plane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDotPlane, lab_dot_plane_free)

G_END_DECLS
