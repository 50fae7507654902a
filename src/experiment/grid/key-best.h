/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best value of a swept key, and the valley of best values over another. */
#pragma once

#include "experiment/grid/key-grid.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* Errors up to this factor above the least are good. */
#define LAB_KEY_GOOD 1.05

/* Errors of a line of cells, by repeat. */
typedef struct
{
  guint count;                /* values */
  const double *value;        /* (count): ascending */
  gboolean is_linear;
  guint repeats;
  const double *error;        /* (count, repeats), row-major: NaN where a run did not finish */
  guint64 seed;               /* of the bootstrap */
} LabKeyLine;

typedef struct
{
  gboolean valid;    /* three values or more whose runs all finished */
  double value;      /* of least error: of a parabola in ln error about the least cell */
  double low, high;  /* 95 % interval, of parabolas through cells whose scatter (each
                        repeat's own level taken out) is drawn anew; NaN with one repeat */
  double error;      /* mean (geometric) at the best cell */
  gboolean at_end;   /* the best cell is the first or last whose runs finished: the best value may lie beyond */
  gboolean at_first; /* it is the first */
  double good_from, good_to; /* within LAB_KEY_GOOD of the best; the ends of the grid where it does not
                                leave that range before */
  guint diverged;    /* cells with a run that did not finish */
} LabKeyBest;

void lab_key_best        (const LabKeyLine *line,
                          LabKeyBest       *best);

/* Mean of ln error over the repeats of a cell; NaN where one did not finish. */
double lab_key_line_mean (const LabKeyLine *line,
                          guint             value);

typedef struct
{
  gboolean valid;            /* two values or more of the other key with a best value that is not at an end */
  guint tuned, other;        /* axes of the grid */
  guint count;
  LabKeyBest best[LAB_GRID_MAX]; /* by value of the other key (all of them) */
  double exponent, low, high; /* best value of the tuned key ~ (other key)^exponent; NaN without an interval */
} LabKeyValley;

/* Of a grid of two keys; runs as lab_key_grid_train() leaves them. The key of training (a rate, a batch, ...)
 * is tuned where the other is a size (n, width, depth, steps, d, D, tokens, heads); else the first. */
void lab_key_valley      (const LabKeyGrid *grid,
                          LabRun *const    *runs,
                          LabKeyValley     *valley);

/* The error of each run at the step that counts: (lab_key_grid_runs()), NaN where it did not finish. */
double *lab_key_grid_errors (const LabKeyGrid *grid,
                             LabRun *const    *runs);

G_END_DECLS
