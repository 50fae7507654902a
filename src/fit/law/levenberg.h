/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Non-linear least squares with a handful of parameters: Levenberg's and Marquardt's method.
 *
 * Internal to the room. It finds the minimum nearest to its start: callers start it several times. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LAB_LEVENBERG_MOST_PARAMETERS 7

/* Fills residual (count) and derivative (count, parameters), row-major: d residual / d parameter,
 * at the given parameters. */
typedef void (*LabLevenbergModel) (const double *parameters,
                                   double       *residual,
                                   double       *derivative,
                                   gpointer      data);

/* Room for one problem size, so that repeated starts allocate nothing. */
typedef struct _LabLevenberg LabLevenberg;

LabLevenberg *lab_levenberg_new      (guint              count,
                                      guint              parameters);
void          lab_levenberg_free     (LabLevenberg      *levenberg);

/* Improves parameters in place; returns the sum of squared residuals there (infinite when the
 * model is not finite at the start). */
double        lab_levenberg_minimise (LabLevenberg      *levenberg,
                                      LabLevenbergModel  model,
                                      gpointer           data,
                                      double            *parameters);

/* Solves the symmetric positive definite system matrix (size, size) x = right in place of right;
 * matrix is destroyed. FALSE when it is not positive definite. */
gboolean      lab_solve_positive     (double            *matrix,
                                      double            *right,
                                      guint              size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabLevenberg, lab_levenberg_free)

G_END_DECLS
