/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the measured values lie from a fitted curve. */
#pragma once

#include "fit/model-fit.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y;
  guint cluster;
  double fitted;   /* of the curve at x */
  double log;      /* ln (y / fitted) */
  double standard; /* log over the curve's scatter: within -2 and 2 for about 95 of 100 */
} LabResidual;

typedef struct
{
  guint count;
  LabResidual *points; /* (count), ascending in (x, cluster) */
  double scatter;      /* standard deviation of log (LabModelFit.scatter) */
} LabResiduals;

/* Residuals of the samples (count) inside the fitted window (x_minimum .. x_maximum of fit), about
 * its curve; fit must be valid. Samples that are not positive or not finite are passed over, exact
 * repetitions are kept once. */
LabResiduals *lab_residuals_new     (const LabFitSample *samples,
                                     guint               count,
                                     const LabModelFit  *fit);
void          lab_residuals_free    (LabResiduals       *residuals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabResiduals, lab_residuals_free)

G_END_DECLS
