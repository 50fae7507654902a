/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabPhaseField, for the files it is made of. */
#pragma once

#include "theory/phase-field.h"

G_BEGIN_DECLS

/* Rows are times, columns are n; both equally spaced in their logarithm. */
struct _LabPhaseField
{
  gint reference_count; /* atomic */
  LabPhaseSetting setting;
  guint level;

  guint time_count;
  double ln_time, ln_time_step; /* first, and between neighbours */
  double *bias;          /* (time_count): level 1, in units of the target's variance */
  double *variance;      /* (time_count): level 1, times n */
  double *bias_slope;    /* (time_count): d bias / d time, negative */
  double *variance_slope; /* (time_count) */
  double *ln_bias;       /* (time_count) */
  double *ln_variance;   /* (time_count) */

  /* Level 2, else 0 and NULL. */
  guint columns, rows;
  double ln_points, ln_points_step;
  double ln_row, ln_row_step;
  double *ln_risk; /* (columns, rows), column-major: one n after the other */
};

G_END_DECLS
