/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a chart, or another picture, to a file with the painter of the screen. Atomic: the file is
 * there whole or not at all. */
#pragma once

#include "chart/paint/painter.h"

G_BEGIN_DECLS

/* Anything that fills a rectangle: what a chart is for export, and what the other views are. */
typedef struct
{
  char *title;            /* NULL: none */
  char *description;      /* what it shows, in words; the files carry it */
  gpointer content;       /* never changed once it is here: any thread may paint it */
  GDestroyNotify release; /* of content; NULL: nothing to release */
  /* Fills (0, 0, width, height). */
  void (*paint) (cairo_t             *cr,
                 double               width,
                 double               height,
                 gconstpointer        content,
                 const LabChartStyle *style);
} LabPicture;

void        lab_picture_free   (LabPicture             *picture);

/* What a file of that name (or path) holds. Format by its ending: .svg, .pdf or .png. width and height
 * in pixels (points for PDF), 64 .. 16384. NULL and error where the name has another ending, the
 * size is not allowed, or the picture cannot be drawn. */
GBytes     *lab_picture_bytes  (const LabPicture       *picture,
                                const LabChartStyle    *style,
                                double                  width,
                                double                  height,
                                const char             *name,
                                GError                **error);

/* Writes that into the file path. */
gboolean    lab_picture_export (const LabPicture       *picture,
                                const LabChartStyle    *style,
                                double                  width,
                                double                  height,
                                const char             *path,
                                GError                **error);

/* The whole of a chart as a picture; takes a reference of its own. */
LabPicture *lab_chart_picture  (LabChartContent        *content);

G_END_DECLS
