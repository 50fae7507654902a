/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cloud of points in three dimensions, coloured by a value, seen from a side that can be turned.
 *
 * A cloud is made once and never changed, but for its values: any thread may paint it. */
#pragma once

#include "chart/export/export.h"

G_BEGIN_DECLS

typedef struct
{
  gint reference_count; /* atomic */
  guint n;
  float *points;    /* (n, 3), row-major, within the unit ball */
  float *values;    /* (n); NaN: not known, drawn in the colour of the grid */
  double low, high; /* of the colours; values beyond take the end's colour */
  char *title;
  char *value_name; /* of the colours: "target" */
  char *axis_names[3];
  char *note; /* what the picture shows, below it; "" for nothing */
} LabCloud;

/* Takes over nothing; points (n, 3) and values (n) are copied. low >= high: the range of the finite
 * values is taken. */
LabCloud   *lab_cloud_new   (guint              n,
                             const float       *points,
                             const float       *values,
                             double             low,
                             double             high);
LabCloud   *lab_cloud_ref   (LabCloud          *cloud);
void        lab_cloud_unref (LabCloud          *cloud);

/* Where it is seen from: turned by yaw about the vertical axis, then tipped by pitch, radians. zoom 1
 * shows all of it whatever the turn. */
typedef struct
{
  double yaw, pitch;
  double zoom;
} LabCloudPose;

/* Fills (0, 0, width, height): the points from the back to the front, farther ones paler, with axes,
 * the scale of the colours and the note. On images the discs are written straight into pixels; other
 * surfaces (SVG, PDF) get circles. */
void        lab_cloud_paint (cairo_t             *cr,
                             double               width,
                             double               height,
                             const LabCloud      *cloud,
                             const LabCloudPose  *pose,
                             const LabChartStyle *style);

/* For export; takes a reference of its own. */
LabPicture *lab_cloud_picture (LabCloud           *cloud,
                               const LabCloudPose *pose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCloud, lab_cloud_unref)

/* Inside of the room, paint-cloud-points.c: a place on the picture for each point, far to near. */
typedef struct
{
  float x, y;     /* pixels of the cairo_t */
  float nearness; /* 0 at the back, 1 in front */
  guint index;
} LabCloudPlace;

/* Projects and sorts: places holds n. centre and radius: of the ball on the picture, pixels. */
void        lab_cloud_arrange      (const LabCloud      *cloud,
                                    const LabCloudPose  *pose,
                                    double               centre_x,
                                    double               centre_y,
                                    double               radius,
                                    LabCloudPlace       *places);
/* The ramp's colour at place 0 .. 1; on dark paper without its darkest fifth, which would not show. */
LabColour   lab_cloud_colour       (double               place,
                                    const LabChartStyle *style);
void        lab_paint_cloud_points (cairo_t             *cr,
                                    const LabCloud      *cloud,
                                    const LabCloudPlace *places,
                                    double               disc,
                                    const LabChartStyle *style);

G_END_DECLS
