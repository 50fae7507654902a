/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves for fits, read from a table: of any kind (table/reading.h), or a points.csv of this program.
 *
 * A points.csv is known by its comment "# experiment: ..." and its column excess_risk (or test_error). There x is
 * what its sweep varies (n, parameters, steps, compute), rows of runs that did not finish are left out, repeats are
 * told apart by the column repeat, and of trajectories only the largest width counts. */
#pragma once

#include "fit/sample/sample.h"
#include "table/reading.h"

G_BEGIN_DECLS

/* Values that a fit in logarithms leaves out, by kind. */
typedef struct
{
  guint x;        /* x is not positive, or not finite */
  guint zero;     /* y is */
  guint negative; /* finite y */
  guint infinite;
  guint missing;  /* y is not a number */
} LabUnusable;

typedef struct
{
  char *name;         /* "" for the only curve of a table */
  char *y_column;
  GArray *samples;    /* of LabFitSample: also unusable ones, which fits count */
  GArray *rows;       /* of guint: the table's row of each sample */
  LabUnusable unusable;
} LabFitCurve;

typedef struct
{
  LabReading reading;
  char *x_column;
  GPtrArray *curves;     /* of LabFitCurve */
  guint rows_unfinished; /* of runs that diverged or stopped: not among the samples */
  guint rows_narrower;   /* of trajectories of smaller widths: likewise */
} LabFitCurves;

/* FALSE with an error as lab_reading_tell() and lab_reading_curves() have it. With standard errors a sample weighs
 * (y / error)^2, relative to the others. table is borrowed. Clear with lab_fit_curves_clear(). */
gboolean lab_fit_curves_read  (const LabTable          *table,
                               const LabReadingRequest *request,
                               LabFitCurves            *curves,
                               GError                 **error);

/* Puts maximum - y in the place of every y. */
void     lab_fit_curve_turn_over (LabFitCurve          *curve,
                                  double                maximum);
void     lab_fit_curves_clear (LabFitCurves            *curves);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabFitCurves, lab_fit_curves_clear)

G_END_DECLS
