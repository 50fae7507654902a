/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BFGS with a weak Wolfe line search by bisection (Lewis & Overton 2013, Nonsmooth optimization via
 * quasi-Newton methods). */
#include "fit/joint/joint-residual.h"
#include "fit/law/levenberg.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS   300
#define MOST_TRIALS  40
#define DECREASE     1e-4
#define CURVATURE    0.9
#define LEAST_GAIN   1e-10
#define STILL_STEPS  4   /* in a row that gain less than that end the search */
#define LONGEST_STEP 2.0 /* in any logarithm at once */
#define P            LAB_JOINT_NUMBER_COUNT

typedef struct
{
  guint size;
  double inverse[P * P]; /* of the curvature */
} Curvature;

static double
dot (const double *a, const double *b, guint size)
{
  double sum = 0.0;
  for (guint j = 0; j < size; j++)
    sum += a[j] * b[j];
  return sum;
}

/* J^T W J, W the weights under which squares have the loss's gradient; its inverse starts the search. */
static void
start_curvature (LabJointResidual *residual, const double *logarithm, Curvature *curvature)
{
  guint p = residual->free_count, count = residual->table->count;
  g_autofree double *value = g_new (double, count);
  g_autofree double *derivative = g_new (double, (gsize)count *p);
  double matrix[P * P] = {0}, damped[P * P], column[P];

  lab_joint_residual_fill (logarithm, value, derivative, residual);
  for (guint i = 0; i < count; i++) {
    double root = sqrt (residual->weight[i]);
    double distance = root > 0.0 ? fabs (value[i]) / root : 0.0;
    double share = distance > residual->bend ? residual->bend / distance : 1.0;
    for (guint j = 0; j < p; j++)
      for (guint k = 0; k <= j; k++)
        matrix[j * p + k] += share * derivative[(gsize)i * p + j] * derivative[(gsize)i * p + k];
  }
  curvature->size = p;
  for (guint j = 0; j < p; j++)
    matrix[j * p + j] = matrix[j * p + j] * (1.0 + 1e-8) + 1e-300;
  for (guint c = 0; c < p; c++) {
    memset (column, 0, sizeof column);
    column[c] = 1.0;
    memcpy (damped, matrix, sizeof damped);
    if (!lab_solve_positive (damped, column, p))
      for (guint j = 0; j < p; j++)
        column[j] = j == c ? 1.0 / matrix[c * p + c] : 0.0;
    for (guint j = 0; j < p; j++)
      curvature->inverse[j * p + c] = column[j];
  }
}

/* The step and what the gradient changed by along it. */
static void
update_curvature (Curvature *curvature, const double *step, const double *change)
{
  guint p = curvature->size;
  double image[P], along = dot (step, change, p);

  if (!(along > 0.0))
    return;
  for (guint j = 0; j < p; j++)
    image[j] = dot (curvature->inverse + j * p, change, p);
  double scale = (1.0 + dot (change, image, p) / along) / along;
  for (guint j = 0; j < p; j++)
    for (guint k = 0; k < p; k++)
      curvature->inverse[j * p + k] +=
          scale * step[j] * step[k] - (image[j] * step[k] + step[j] * image[k]) / along;
}

typedef struct
{
  double loss;
  double logarithm[P], gradient[P];
} Place;

/* A place along direction that lowers the loss and flattens the slope; FALSE where there is none. */
static gboolean
search_line (LabJointResidual *residual, const Place *from, const double *direction, Place *to)
{
  guint p = residual->free_count;
  double slope = dot (from->gradient, direction, p), least = 0.0, most = INFINITY, t = 1.0;
  gboolean found = FALSE;

  for (guint j = 0; j < p; j++)
    t = fmin (t, LONGEST_STEP / fmax (fabs (direction[j]), 1e-300));
  for (guint trial = 0; trial < MOST_TRIALS; trial++) {
    for (guint j = 0; j < p; j++)
      to->logarithm[j] = from->logarithm[j] + t * direction[j];
    to->loss = lab_joint_residual_loss (residual, to->logarithm, to->gradient);
    if (!(to->loss <= from->loss + DECREASE * t * slope)) {
      most = t;
    } else if (dot (to->gradient, direction, p) < CURVATURE * slope) {
      least = t;
      found = TRUE;
    } else {
      return TRUE;
    }
    t = isfinite (most) ? 0.5 * (least + most) : 2.0 * least;
  }
  return found && to->loss < from->loss;
}

double
lab_joint_minimise (LabJointResidual *residual, double *logarithm)
{
  guint p = residual->free_count, still = 0;
  Curvature curvature;
  Place here, there;
  double direction[P], step[P], change[P];

  memcpy (here.logarithm, logarithm, sizeof *logarithm * p);
  here.loss = lab_joint_residual_loss (residual, here.logarithm, here.gradient);
  if (!isfinite (here.loss) || p == 0)
    return here.loss;
  start_curvature (residual, here.logarithm, &curvature);
  for (guint s = 0; s < MOST_STEPS && still < STILL_STEPS; s++) {
    for (guint j = 0; j < p; j++)
      direction[j] = -dot (curvature.inverse + j * p, here.gradient, p);
    if (!(dot (direction, here.gradient, p) < 0.0) ||
        !search_line (residual, &here, direction, &there))
      break;
    for (guint j = 0; j < p; j++) {
      step[j] = there.logarithm[j] - here.logarithm[j];
      change[j] = there.gradient[j] - here.gradient[j];
    }
    update_curvature (&curvature, step, change);
    still = here.loss - there.loss <= LEAST_GAIN * here.loss ? still + 1 : 0;
    here = there;
  }
  memcpy (logarithm, here.logarithm, sizeof *logarithm * p);
  return here.loss;
}
