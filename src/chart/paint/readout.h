/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which point is meant, and what it says: for pointer and keyboard. */
#pragma once

#include "chart/paint/painter.h"

G_BEGIN_DECLS

/* A point of a content, by index. */
typedef struct
{
  guint series;
  guint point;
} LabChartCursor;

/* Ways to move a cursor. */
typedef enum
{
  LAB_CURSOR_NEXT,     /* along the curve, to larger x */
  LAB_CURSOR_PREVIOUS,
  LAB_CURSOR_FIRST,
  LAB_CURSOR_LAST,
  LAB_CURSOR_UP,       /* to the next curve above, at the nearest x */
  LAB_CURSOR_DOWN,
} LabCursorMove;

/* The drawn point nearest to a place in pixels, at most `reach` pixels away. FALSE when there is
 * none. */
gboolean lab_chart_nearest     (const LabChartContent *content, const LabChartPlot *plot,
                                const LabChartRange *range, double x, double y, double reach,
                                LabChartCursor *cursor);

/* A place to start: the first drawn point of the last curve that is not a ghost (else of any).
 * FALSE when nothing is drawn. */
gboolean lab_chart_cursor_init (const LabChartContent *content, LabChartCursor *cursor);

/* FALSE when the cursor names no drawn point of this content. */
gboolean lab_chart_cursor_valid (const LabChartContent *content, const LabChartCursor *cursor);

/* Moves the cursor; stays (and returns FALSE) at the ends. cursor must be valid. */
gboolean lab_chart_cursor_move (const LabChartContent *content, LabChartCursor *cursor,
                                LabCursorMove move);

/* A positive number for reading and for speech: whole numbers whole up to a million, else three
 * digits, with a power of ten outside 10^-4 .. 10^6: "8192", "0.0428", "3.1·10⁹". Free with g_free(). */
char    *lab_chart_number      (double value);

/* "d = 2, m = 32: n = 2048, excess risk 0.0428 (0.0391 to 0.0468), local slope −0.51". Translated.
 * Free with g_free(). */
char    *lab_chart_readout     (const LabChartContent *content, const LabChartCursor *cursor);

G_END_DECLS
