/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a fitted line's slope and level are known. Internal to the room. */
#pragma once

#include "fit/weighted-line.h"

G_BEGIN_DECLS

typedef struct
{
  double slope_low;      /* 95 % interval of the slope */
  double slope_high;
  double level_error;    /* standard error of the level at the line's centre */
  double level_critical; /* Student's quantile: level_error times this is the 95 % half width */
} LabLineInterval;

/* Bootstrap over the runs (points) of line, from the stream (seed, 0, LAB_STREAM_BOOTSTRAP).
 * The line needs more points than groups + 1. */
void lab_line_interval (const LabWeightedLine *line,
                        guint64                seed,
                        LabLineInterval       *interval);

G_END_DECLS
