/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First, lowest, highest and last point of each pixel column. */
#include "chart/paint/decimate.h"

#include <math.h>

typedef struct
{
  guint first, lowest, highest, last; /* indices into the input */
} Column;

static guint
emit (const LabPixel *pixels, const Column *column, LabPixel *out)
{
  guint order[4] = {column->first, MIN (column->lowest, column->highest),
                    MAX (column->lowest, column->highest), column->last};
  guint kept = 0;

  for (guint i = 0; i < 4; i++)
    if (i == 0 || order[i] != order[i - 1])
      out[kept++] = pixels[order[i]];
  return kept;
}

guint
lab_decimate (const LabPixel *pixels, guint count, double column_width, LabPixel *out)
{
  Column column = {0};
  double end = NAN; /* of the current column; not a number before the first */
  guint kept = 0;

  for (guint i = 0; i < count; i++) {
    if (!isfinite (pixels[i].x) || !isfinite (pixels[i].y))
      continue;
    if (!(pixels[i].x < end)) {
      if (!isnan (end))
        kept += emit (pixels, &column, out + kept);
      column = (Column){i, i, i, i};
      end = (floor (pixels[i].x / column_width) + 1.0) * column_width;
    }
    if (pixels[i].y < pixels[column.lowest].y)
      column.lowest = i;
    if (pixels[i].y > pixels[column.highest].y)
      column.highest = i;
    column.last = i;
  }
  if (!isnan (end))
    kept += emit (pixels, &column, out + kept);
  return kept;
}
