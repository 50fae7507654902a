/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of equal risk through a grid: marching squares, the segments joined to polylines.
 *
 * A contour crosses an edge between two grid points at the place that is linear in the logarithm of
 * the risk. Every edge has a number, and carries at most one crossing of a level, so segments join
 * where they share an edge. */
#include <math.h>
#include <string.h>

#include "chart/phase-map/phase-map-private.h"

#define COLUMNS LAB_PHASE_MAP_COLUMNS
#define ROWS    LAB_PHASE_MAP_ROWS
#define EDGES   (2 * ROWS * COLUMNS)

/* Levels: 1 and 3 of every decade; only 1 beyond so many decades. */
#define DECADES_FOR_BOTH 3.5

/* Where a level crosses the edges, and which two edges each crossing is joined with. */
typedef struct
{
  double x[EDGES], y[EDGES];
  int joined[EDGES][2]; /* -1: none */
  gboolean used[EDGES];
} Crossings;

/* The edge from (row, column) to the right, or upwards. */
static int
edge (guint row, guint column, gboolean upwards)
{
  return (int)(2 * (row * COLUMNS + column) + (upwards ? 1 : 0));
}

static double
place_of (double from, double to, double level)
{
  return log (level / from) / log (to / from);
}

static gboolean
is_crossed (double from, double to, double level)
{
  return from > 0.0 && to > 0.0 && isfinite (from) && isfinite (to) &&
         (from < level) != (to < level);
}

static void
find_crossings (const LabPhaseMap *map, double level, Crossings *crossings)
{
  const LabChartRange *range = &map->range;
  double x_step = log (range->x_maximum / range->x_minimum) / (COLUMNS - 1);
  double y_step = log (range->y_maximum / range->y_minimum) / (ROWS - 1);

  for (guint i = 0; i < EDGES; i++)
    crossings->joined[i][0] = crossings->joined[i][1] = -1;
  memset (crossings->used, 0, sizeof crossings->used);
  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++)
      for (guint upwards = 0; upwards < 2; upwards++) {
        const double *from = &map->risk[row * COLUMNS + column];
        int at = edge (row, column, upwards != 0);
        if (upwards != 0 ? row + 1 >= ROWS : column + 1 >= COLUMNS)
          continue;
        double to = from[upwards != 0 ? COLUMNS : 1];
        if (!is_crossed (*from, to, level))
          continue;
        double place = place_of (*from, to, level);
        crossings->x[at] =
            range->x_minimum * exp (x_step * (column + (upwards != 0 ? 0.0 : place)));
        crossings->y[at] = range->y_minimum * exp (y_step * (row + (upwards != 0 ? place : 0.0)));
        crossings->used[at] = TRUE;
      }
}

static void
join (Crossings *crossings, int a, int b)
{
  crossings->joined[a][crossings->joined[a][0] < 0 ? 0 : 1] = b;
  crossings->joined[b][crossings->joined[b][0] < 0 ? 0 : 1] = a;
}

/* A cell has none, two or, at a saddle, four crossings: there, neighbours in turn. */
static void
join_cells (Crossings *crossings)
{
  for (guint row = 0; row + 1 < ROWS; row++)
    for (guint column = 0; column + 1 < COLUMNS; column++) {
      const int around[] = {edge (row, column, FALSE), edge (row, column + 1, TRUE),
                            edge (row + 1, column, FALSE), edge (row, column, TRUE)};
      int found[4];
      guint count = 0;
      for (guint i = 0; i < G_N_ELEMENTS (around); i++)
        if (crossings->used[around[i]])
          found[count++] = around[i];
      for (guint i = 0; i + 1 < count; i += 2)
        join (crossings, found[i], found[i + 1]);
    }
}

static int
next_used (const Crossings *crossings, int at)
{
  for (guint i = 0; i < 2; i++) {
    int next = crossings->joined[at][i];
    if (next >= 0 && crossings->used[next])
      return next;
  }
  return -1;
}

/* Follows a polyline from one end (or, round a closed one, from anywhere), and takes it away. */
static void
follow (Crossings *crossings, int start, double level, GArray *contours)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (int));
  LabPhaseContour contour = {.level = level};
  int at = start;

  while (at >= 0) {
    crossings->used[at] = FALSE;
    g_array_append_val (path, at);
    at = next_used (crossings, at);
  }
  at = g_array_index (path, int, path->len - 1);
  if (path->len > 2 && (crossings->joined[at][0] == start || crossings->joined[at][1] == start))
    g_array_append_val (path, start);
  if (path->len < 2)
    return;
  contour.count = path->len;
  contour.x = g_new (double, 2 * path->len);
  contour.y = contour.x + path->len;
  for (guint i = 0; i < path->len; i++) {
    contour.x[i] = crossings->x[g_array_index (path, int, i)];
    contour.y[i] = crossings->y[g_array_index (path, int, i)];
  }
  g_array_append_val (contours, contour);
}

static void
trace_level (LabPhaseMap *map, double level, Crossings *crossings)
{
  find_crossings (map, level, crossings);
  join_cells (crossings);
  for (int i = 0; i < EDGES; i++)
    if (crossings->used[i] && (crossings->joined[i][0] < 0 || crossings->joined[i][1] < 0))
      follow (crossings, i, level, map->contours);
  for (int i = 0; i < EDGES; i++)
    if (crossings->used[i])
      follow (crossings, i, level, map->contours);
}

static void
clear_contour (gpointer data)
{
  g_free (((LabPhaseContour *)data)->x);
}

void
lab_phase_map_trace (LabPhaseMap *map)
{
  g_autofree Crossings *crossings = g_new (Crossings, 1);
  double low = log10 (map->scale_low), high = log10 (map->scale_high);
  gboolean both = high - low <= DECADES_FOR_BOTH;

  map->contours = g_array_new (FALSE, FALSE, sizeof (LabPhaseContour));
  g_array_set_clear_func (map->contours, clear_contour);
  for (double decade = floor (low); decade <= high; decade++) {
    trace_level (map, pow (10.0, decade), crossings);
    if (both)
      trace_level (map, 3.0 * pow (10.0, decade), crossings);
  }
}
