/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a label can go without covering anything: a coarse map of what is drawn. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What covers a cell of the map; bits. */
typedef enum
{
  LAB_COVER_SOFT = 1 << 0,  /* may lie under a text if it must: bands, guide lines */
  LAB_COVER_DATA = 1 << 1,  /* points, error bars, curves */
  LAB_COVER_LABEL = 1 << 2, /* other texts */
  LAB_COVER_TRIAL = 1 << 3, /* texts whose place is not settled yet; counts as a label */
  LAB_COVER_AREA = 1 << 4,  /* bands and intervals: costs a text nothing, a legend keeps off */
} LabCover;

/* A rectangle about its centre, turned by angle (radians, clockwise on screen). */
typedef struct
{
  double x, y; /* centre */
  double width, height;
  double angle;
} LabLabelBox;

typedef struct _LabOccupancy LabOccupancy;

/* A map of the rectangle with cells of `cell` pixels. Free with lab_occupancy_free(). */
LabOccupancy *lab_occupancy_new         (double x, double y, double width, double height,
                                         double cell);
void          lab_occupancy_free        (LabOccupancy *map);

void          lab_occupancy_add_box     (LabOccupancy *map, const LabLabelBox *box, LabCover cover);
void          lab_occupancy_add_segment (LabOccupancy *map, double x0, double y0, double x1,
                                         double y1, double thickness, LabCover cover);
/* A vertical stroke: much cheaper than a segment, for curves of many points. */
void          lab_occupancy_add_stroke  (LabOccupancy *map, double x, double y0, double y1,
                                         LabCover cover);

/* Forgets one kind of cover everywhere. */
void          lab_occupancy_clear       (LabOccupancy *map, LabCover cover);

/* What it costs to put a text there: 0 where nothing is, and 1000, 10 or 1 for each cell with a
 * label, data or soft cover under it; INFINITY when the box leaves the map. */
double        lab_occupancy_cost        (const LabOccupancy *map, const LabLabelBox *box);

/* TRUE when something of that kind lies under the box. */
gboolean      lab_occupancy_covers      (const LabOccupancy *map, const LabLabelBox *box,
                                         LabCover cover);

/* TRUE when the rectangles share area (separating axes). */
gboolean      lab_label_boxes_overlap   (const LabLabelBox *a, const LabLabelBox *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabOccupancy, lab_occupancy_free)

G_END_DECLS
