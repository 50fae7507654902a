/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map of cells that says what is drawn where, for placing labels greedily: candidates are tried
 * in the order a designer would, the first free one wins. */
#include "chart/paint/label-placement.h"

#include <math.h>

#define COST_LABEL 1000.0
#define COST_DATA  10.0
#define COST_SOFT  1.0

/* Cells per map: bounds the memory of absurdly large surfaces. */
#define MOST_CELLS (1 << 22)

struct _LabOccupancy
{
  double x;
  double y;
  double cell;
  int columns;
  int rows;
  guint8 *cover; /* (rows, columns), row-major */
};

LabOccupancy *
lab_occupancy_new (double x, double y, double width, double height, double cell)
{
  LabOccupancy *map = g_new0 (LabOccupancy, 1);

  width = CLAMP (width, 1.0, 1e6);
  height = CLAMP (height, 1.0, 1e6);
  map->x = x;
  map->y = y;
  map->cell = fmax (cell, 1.0);
  while (ceil (width / map->cell) * ceil (height / map->cell) > MOST_CELLS)
    map->cell *= 2.0;
  map->columns = (int)ceil (width / map->cell);
  map->rows = (int)ceil (height / map->cell);
  map->cover = g_new0 (guint8, (gsize)map->columns * (gsize)map->rows);
  return map;
}

void
lab_occupancy_free (LabOccupancy *map)
{
  if (map == NULL)
    return;
  g_free (map->cover);
  g_free (map);
}

/* The cells whose centres (grown by half a cell) lie in the box are those a text would touch. */
static gboolean
box_holds (const LabLabelBox *box, double cosine, double sine, double slack, double x, double y)
{
  double dx = x - box->x, dy = y - box->y;

  return fabs (dx * cosine + dy * sine) <= box->width / 2.0 + slack &&
         fabs (dy * cosine - dx * sine) <= box->height / 2.0 + slack;
}

static gboolean
box_is_finite (const LabLabelBox *box)
{
  return isfinite (box->x) && isfinite (box->y) && isfinite (box->width) && isfinite (box->height);
}

typedef struct
{
  int first_column, last_column;
  int first_row, last_row;
  gboolean leaves; /* the box reaches beyond the map */
} Extent;

static Extent
box_extent (const LabOccupancy *map, const LabLabelBox *box)
{
  double c = fabs (cos (box->angle)), s = fabs (sin (box->angle));
  double half_x = (box->width * c + box->height * s) / 2.0;
  double half_y = (box->width * s + box->height * c) / 2.0;
  double left = (box->x - half_x - map->x) / map->cell;
  double right = (box->x + half_x - map->x) / map->cell;
  double top = (box->y - half_y - map->y) / map->cell;
  double bottom = (box->y + half_y - map->y) / map->cell;

  return (Extent){
      .first_column = (int)CLAMP (floor (left), 0.0, map->columns - 1.0),
      .last_column = (int)CLAMP (floor (right), 0.0, map->columns - 1.0),
      .first_row = (int)CLAMP (floor (top), 0.0, map->rows - 1.0),
      .last_row = (int)CLAMP (floor (bottom), 0.0, map->rows - 1.0),
      .leaves = !(left >= 0.0 && right <= map->columns && top >= 0.0 && bottom <= map->rows),
  };
}

/* Leaves of the extent of an upright box the cells that it holds, so that they need not be asked one by
 * one; FALSE for boxes at an angle. */
static gboolean
trim_upright (const LabOccupancy *map, const LabLabelBox *box, Extent *extent)
{
  double half_x = (box->width + map->cell) / 2.0, half_y = (box->height + map->cell) / 2.0;

  if (box->angle != 0.0)
    return FALSE;
  while (extent->first_column <= extent->last_column &&
         fabs (map->x + (extent->first_column + 0.5) * map->cell - box->x) > half_x)
    extent->first_column++;
  while (extent->first_column <= extent->last_column &&
         fabs (map->x + (extent->last_column + 0.5) * map->cell - box->x) > half_x)
    extent->last_column--;
  while (extent->first_row <= extent->last_row &&
         fabs (map->y + (extent->first_row + 0.5) * map->cell - box->y) > half_y)
    extent->first_row++;
  while (extent->first_row <= extent->last_row &&
         fabs (map->y + (extent->last_row + 0.5) * map->cell - box->y) > half_y)
    extent->last_row--;
  return TRUE;
}

void
lab_occupancy_add_box (LabOccupancy *map, const LabLabelBox *box, LabCover cover)
{
  double c = cos (box->angle), s = sin (box->angle);
  Extent extent;

  if (!box_is_finite (box))
    return;
  extent = box_extent (map, box);
  for (int row = extent.first_row; row <= extent.last_row; row++)
    for (int column = extent.first_column; column <= extent.last_column; column++)
      if (box_holds (box, c, s, map->cell / 2.0, map->x + (column + 0.5) * map->cell,
                     map->y + (row + 0.5) * map->cell))
        map->cover[row * map->columns + column] |= (guint8)cover;
}

/* Walks along the segment in steps of half a cell, in both directions of its thickness. */
void
lab_occupancy_add_segment (LabOccupancy *map,
                           double x0,
                           double y0,
                           double x1,
                           double y1,
                           double thickness,
                           LabCover cover)
{
  double length = hypot (x1 - x0, y1 - y0);
  int steps = (int)fmin (ceil (2.0 * length / map->cell), 2.0 * (map->columns + map->rows));
  int reach = (int)floor (thickness / 2.0 / map->cell);

  if (!isfinite (length))
    return;
  for (int i = 0; i <= steps; i++) {
    double t = steps > 0 ? (double)i / steps : 0.0;
    double at_x = floor ((x0 + t * (x1 - x0) - map->x) / map->cell);
    double at_y = floor ((y0 + t * (y1 - y0) - map->y) / map->cell);

    for (int dy = -reach; dy <= reach; dy++)
      for (int dx = -reach; dx <= reach; dx++)
        if (at_x + dx >= 0 && at_x + dx < map->columns && at_y + dy >= 0 && at_y + dy < map->rows)
          map->cover[((int)at_y + dy) * map->columns + (int)at_x + dx] |= (guint8)cover;
  }
}

void
lab_occupancy_add_stroke (LabOccupancy *map, double x, double y0, double y1, LabCover cover)
{
  double column = floor ((x - map->x) / map->cell);
  double first = floor ((MIN (y0, y1) - map->y) / map->cell);
  double last = floor ((MAX (y0, y1) - map->y) / map->cell);

  if (!(column >= 0.0 && column < map->columns && last >= 0.0 && first < map->rows))
    return;
  last = MIN (last, map->rows - 1.0);
  for (int row = (int)MAX (first, 0.0); row <= (int)last; row++)
    map->cover[row * map->columns + (int)column] |= (guint8)cover;
}

void
lab_occupancy_clear (LabOccupancy *map, LabCover cover)
{
  gsize count = (gsize)map->columns * (gsize)map->rows;

  for (gsize i = 0; i < count; i++)
    map->cover[i] &= (guint8)~cover;
}

static double
cover_cost (guint8 cover)
{
  return cover & (LAB_COVER_LABEL | LAB_COVER_TRIAL) ? COST_LABEL
         : cover & LAB_COVER_DATA                    ? COST_DATA
                                                     : COST_SOFT;
}

double
lab_occupancy_cost (const LabOccupancy *map, const LabLabelBox *box)
{
  double c = cos (box->angle), s = sin (box->angle), cost = 0.0;
  Extent extent;
  gboolean all;

  if (!box_is_finite (box))
    return INFINITY;
  extent = box_extent (map, box);
  if (extent.leaves)
    return INFINITY;
  all = trim_upright (map, box, &extent);
  for (int row = extent.first_row; row <= extent.last_row; row++)
    for (int column = extent.first_column; column <= extent.last_column; column++) {
      guint8 cover = map->cover[row * map->columns + column];

      if ((cover & ~LAB_COVER_AREA) != 0 &&
          (all || box_holds (box, c, s, map->cell / 2.0, map->x + (column + 0.5) * map->cell,
                             map->y + (row + 0.5) * map->cell)))
        cost += cover_cost (cover);
    }
  return cost;
}

gboolean
lab_occupancy_covers (const LabOccupancy *map, const LabLabelBox *box, LabCover cover)
{
  double c = cos (box->angle), s = sin (box->angle);
  Extent extent;
  gboolean all;

  if (!box_is_finite (box))
    return FALSE;
  extent = box_extent (map, box);
  all = trim_upright (map, box, &extent);
  for (int row = extent.first_row; row <= extent.last_row; row++)
    for (int column = extent.first_column; column <= extent.last_column; column++)
      if ((map->cover[row * map->columns + column] & cover) != 0 &&
          (all || box_holds (box, c, s, map->cell / 2.0, map->x + (column + 0.5) * map->cell,
                             map->y + (row + 0.5) * map->cell)))
        return TRUE;
  return FALSE;
}

/* Do the projections of both boxes on the axes of a overlap? */
static gboolean
overlap_along (const LabLabelBox *a, const LabLabelBox *b)
{
  double c = cos (a->angle), s = sin (a->angle);
  double dx = b->x - a->x, dy = b->y - a->y;
  double turn = b->angle - a->angle;
  double reach_x = (b->width * fabs (cos (turn)) + b->height * fabs (sin (turn))) / 2.0;
  double reach_y = (b->width * fabs (sin (turn)) + b->height * fabs (cos (turn))) / 2.0;

  return fabs (dx * c + dy * s) < a->width / 2.0 + reach_x &&
         fabs (dy * c - dx * s) < a->height / 2.0 + reach_y;
}

gboolean
lab_label_boxes_overlap (const LabLabelBox *a, const LabLabelBox *b)
{
  return overlap_along (a, b) && overlap_along (b, a);
}
