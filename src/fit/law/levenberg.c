/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levenberg-Marquardt with Marquardt's scaling and Nielsen's update of the damping
 * (Madsen, Nielsen & Tingleff 2004, Methods for non-linear least squares problems, 3.2). */
#include "fit/law/levenberg.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS      60
#define FIRST_DAMPING   1e-3
#define LARGEST_DAMPING 1e12
#define LEAST_GAIN      1e-7 /* relative: a change of AICc far below 0.01 */

struct _LabLevenberg
{
  guint count, parameters;
  double *residual, *derivative;             /* at the current parameters */
  double *trial_residual, *trial_derivative; /* at the step being tried */
};

LabLevenberg *
lab_levenberg_new (guint count, guint parameters)
{
  g_return_val_if_fail (parameters >= 1 && parameters <= LAB_LEVENBERG_MOST_PARAMETERS, NULL);

  LabLevenberg *levenberg = g_new0 (LabLevenberg, 1);
  levenberg->count = count;
  levenberg->parameters = parameters;
  levenberg->residual = g_new (double, count);
  levenberg->trial_residual = g_new (double, count);
  levenberg->derivative = g_new (double, (gsize)count *parameters);
  levenberg->trial_derivative = g_new (double, (gsize)count *parameters);
  return levenberg;
}

void
lab_levenberg_free (LabLevenberg *levenberg)
{
  if (levenberg == NULL)
    return;
  g_free (levenberg->residual);
  g_free (levenberg->trial_residual);
  g_free (levenberg->derivative);
  g_free (levenberg->trial_derivative);
  g_free (levenberg);
}

gboolean
lab_solve_positive (double *matrix, double *right, guint size)
{
  for (guint j = 0; j < size; j++) {
    for (guint k = 0; k < j; k++)
      matrix[j * size + j] -= matrix[j * size + k] * matrix[j * size + k];
    if (!(matrix[j * size + j] > 0.0) || !isfinite (matrix[j * size + j]))
      return FALSE;
    matrix[j * size + j] = sqrt (matrix[j * size + j]);
    for (guint i = j + 1; i < size; i++) {
      for (guint k = 0; k < j; k++)
        matrix[i * size + j] -= matrix[i * size + k] * matrix[j * size + k];
      matrix[i * size + j] /= matrix[j * size + j];
    }
  }
  for (guint i = 0; i < size; i++) {
    for (guint k = 0; k < i; k++)
      right[i] -= matrix[i * size + k] * right[k];
    right[i] /= matrix[i * size + i];
  }
  for (guint i = size; i-- > 0;) {
    for (guint k = i + 1; k < size; k++)
      right[i] -= matrix[k * size + i] * right[k];
    right[i] /= matrix[i * size + i];
  }
  return TRUE;
}

static double
sum_of_squares (const double *residual, guint count)
{
  double sum = 0.0;
  for (guint i = 0; i < count; i++)
    sum += residual[i] * residual[i];
  return isfinite (sum) ? sum : INFINITY;
}

/* Normal equations at the current parameters: matrix (p, p) and gradient (p). */
static void
form_normal_equations (const LabLevenberg *levenberg, double *matrix, double *gradient)
{
  guint p = levenberg->parameters;

  memset (matrix, 0, sizeof *matrix * p * p);
  memset (gradient, 0, sizeof *gradient * p);
  for (guint i = 0; i < levenberg->count; i++) {
    const double *row = levenberg->derivative + (gsize)i * p;
    for (guint j = 0; j < p; j++) {
      gradient[j] += row[j] * levenberg->residual[i];
      for (guint k = 0; k <= j; k++)
        matrix[j * p + k] += row[j] * row[k];
    }
  }
}

/* The damped step; returns what the linear model promises to gain, or a negative number when the
 * system cannot be solved. */
static double
propose (const double *matrix, const double *gradient, guint p, double damping, double *step)
{
  double damped[LAB_LEVENBERG_MOST_PARAMETERS * LAB_LEVENBERG_MOST_PARAMETERS];
  double promise = 0.0;

  memcpy (damped, matrix, sizeof *damped * p * p);
  for (guint j = 0; j < p; j++) {
    damped[j * p + j] += damping * (matrix[j * p + j] + 1e-12);
    step[j] = -gradient[j];
  }
  if (!lab_solve_positive (damped, step, p))
    return -1.0;
  for (guint j = 0; j < p; j++)
    promise += step[j] * (damping * (matrix[j * p + j] + 1e-12) * step[j] - gradient[j]);
  return promise;
}

static void
accept (LabLevenberg *levenberg)
{
  double *residual = levenberg->residual, *derivative = levenberg->derivative;
  levenberg->residual = levenberg->trial_residual;
  levenberg->derivative = levenberg->trial_derivative;
  levenberg->trial_residual = residual;
  levenberg->trial_derivative = derivative;
}

double
lab_levenberg_minimise (LabLevenberg *levenberg,
                        LabLevenbergModel model,
                        gpointer data,
                        double *parameters)
{
  guint p = levenberg->parameters;
  double matrix[LAB_LEVENBERG_MOST_PARAMETERS * LAB_LEVENBERG_MOST_PARAMETERS];
  double gradient[LAB_LEVENBERG_MOST_PARAMETERS], step[LAB_LEVENBERG_MOST_PARAMETERS];
  double trial[LAB_LEVENBERG_MOST_PARAMETERS];
  double damping = FIRST_DAMPING, growth = 2.0;

  model (parameters, levenberg->residual, levenberg->derivative, data);
  double best = sum_of_squares (levenberg->residual, levenberg->count);
  if (!isfinite (best))
    return INFINITY;
  form_normal_equations (levenberg, matrix, gradient);
  for (guint s = 0; s < MOST_STEPS && damping < LARGEST_DAMPING; s++) {
    double promise = propose (matrix, gradient, p, damping, step);
    double reached = INFINITY;
    if (promise >= 0.0 && promise <= LEAST_GAIN * best)
      break;
    if (promise > 0.0) {
      for (guint j = 0; j < p; j++)
        trial[j] = parameters[j] + step[j];
      model (trial, levenberg->trial_residual, levenberg->trial_derivative, data);
      reached = sum_of_squares (levenberg->trial_residual, levenberg->count);
    }
    if (reached < best) {
      double agreement = 2.0 * (best - reached) / promise - 1.0;
      damping *= MAX (1.0 / 3.0, 1.0 - agreement * agreement * agreement);
      growth = 2.0;
      best = reached;
      memcpy (parameters, trial, sizeof *trial * p);
      accept (levenberg);
      form_normal_equations (levenberg, matrix, gradient);
    } else {
      damping *= growth;
      growth *= 2.0;
    }
  }
  return best;
}
