/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regression splines chosen by AICc, and the memory of errors. */
#include "fit/law/smooth-reference.h"

#include "fit/sample/information.h"
#include "fit/law/levenberg.h"

#include <math.h>

#define ORDER         4 /* cubic */
#define MOST_KNOTS    24
#define LEAST_MEMBERS 4 /* of a repeat whose memory is told */

static const guint sizes[] = {4, 5, 6, 7, 8, 10, 12, 14, 17, 20, MOST_KNOTS};

typedef struct
{
  const LabTrajectory *trajectory;
  guint size;                      /* basis functions */
  double knot[MOST_KNOTS + ORDER]; /* ascending, the ends ORDER times */
  double *basis;                   /* (count, ORDER): those that are not zero, times root weight */
  guint *first;                    /* (count): index of the first of them */
  double coefficient[MOST_KNOTS];
  double residual;
} Spline;

static void
place_knots (Spline *spline)
{
  const LabTrajectory *trajectory = spline->trajectory;
  guint last = trajectory->count - 1, inner = spline->size - ORDER;

  for (guint k = 0; k < ORDER; k++) {
    spline->knot[k] = trajectory->ln_x[0];
    spline->knot[spline->size + k] = trajectory->ln_x[last];
  }
  for (guint k = 0; k < inner; k++) {
    double place = last * (k + 1.0) / (inner + 1.0);
    guint below = MIN ((guint)place, last - 1);
    spline->knot[ORDER + k] =
        trajectory->ln_x[below] +
        (place - below) * (trajectory->ln_x[below + 1] - trajectory->ln_x[below]);
  }
}

/* The ORDER basis functions that differ from zero at x, by de Boor's recursion. */
static guint
evaluate_basis (const Spline *spline, double x, double *value)
{
  const double *knot = spline->knot;
  guint span = ORDER - 1;

  while (span + 1 < spline->size && x >= knot[span + 1])
    span++;
  value[0] = 1.0;
  for (guint degree = 1; degree < ORDER; degree++) {
    double saved = 0.0;
    for (guint k = 0; k < degree; k++) {
      double left = knot[span + 1 + k - degree], right = knot[span + 1 + k];
      double part = value[k] / (right - left);
      value[k] = saved + (right - x) * part;
      saved = (x - left) * part;
    }
    value[degree] = saved;
  }
  return span + 1 - ORDER;
}

static void
fill_basis (Spline *spline)
{
  const LabTrajectory *trajectory = spline->trajectory;

  for (guint i = 0; i < trajectory->count; i++) {
    double *row = spline->basis + (gsize)i * ORDER;
    spline->first[i] = evaluate_basis (spline, trajectory->ln_x[i], row);
    for (guint k = 0; k < ORDER; k++)
      row[k] *= sqrt (trajectory->weight[i]);
  }
}

/* matrix (size, size) receives the normal equations. */
static void
form_matrix (const Spline *spline, double *matrix)
{
  for (guint j = 0; j < spline->size * spline->size; j++)
    matrix[j] = 0.0;
  for (guint i = 0; i < spline->trajectory->count; i++) {
    const double *row = spline->basis + (gsize)i * ORDER;
    for (guint j = 0; j < ORDER; j++)
      for (guint k = 0; k < ORDER; k++)
        matrix[(spline->first[i] + j) * spline->size + spline->first[i] + k] += row[j] * row[k];
  }
}

static double
residual_at (const Spline *spline, guint i)
{
  const LabTrajectory *trajectory = spline->trajectory;
  const double *row = spline->basis + (gsize)i * ORDER;
  double residual = sqrt (trajectory->weight[i]) * trajectory->ln_y[i];

  for (guint k = 0; k < ORDER; k++)
    residual -= row[k] * spline->coefficient[spline->first[i] + k];
  return residual;
}

static gboolean
fit_spline (Spline *spline, guint size)
{
  const LabTrajectory *trajectory = spline->trajectory;
  double matrix[MOST_KNOTS * MOST_KNOTS];

  spline->size = size;
  place_knots (spline);
  fill_basis (spline);
  form_matrix (spline, matrix);
  for (guint j = 0; j < size; j++)
    spline->coefficient[j] = 0.0;
  for (guint i = 0; i < trajectory->count; i++)
    for (guint k = 0; k < ORDER; k++)
      spline->coefficient[spline->first[i] + k] +=
          spline->basis[(gsize)i * ORDER + k] * sqrt (trajectory->weight[i]) * trajectory->ln_y[i];
  if (!lab_solve_positive (matrix, spline->coefficient, size))
    return FALSE;
  spline->residual = 0.0;
  for (guint i = 0; i < trajectory->count; i++)
    spline->residual += pow (residual_at (spline, i), 2.0);
  return isfinite (spline->residual);
}

/* What the fit of the spline does to the correlation of independent neighbours: the sum beside the
 * diagonal of 1 - H over that on it, H the matrix that takes values to the spline. */
static double
correlation_of_independent (const Spline *spline)
{
  double side = 0.0;
  guint count = spline->trajectory->count;

  for (guint i = 1; i < count; i++) {
    const double *row = spline->basis + (gsize)i * ORDER, *before = row - ORDER;
    double matrix[MOST_KNOTS * MOST_KNOTS], right[MOST_KNOTS] = {0.0};
    form_matrix (spline, matrix);
    for (guint k = 0; k < ORDER; k++)
      right[spline->first[i] + k] = row[k];
    if (!lab_solve_positive (matrix, right, spline->size))
      return 0.0;
    for (guint k = 0; k < ORDER; k++)
      side -= before[k] * right[spline->first[i - 1] + k];
  }
  return side / (count - spline->size);
}

static double
correlation_of (const Spline *spline)
{
  double squares = 0.0, products = 0.0, before = 0.0;

  for (guint i = 0; i < spline->trajectory->count; i++) {
    double residual = residual_at (spline, i);
    squares += residual * residual;
    products += i > 0 ? residual * before : 0.0;
    before = residual;
  }
  if (!(squares > 0.0))
    return 0.0;
  return products / squares - correlation_of_independent (spline);
}

void
lab_smooth_reference_fit (const LabTrajectory *trajectory, LabSmoothReference *reference)
{
  g_return_if_fail (trajectory != NULL && reference != NULL);

  guint count = trajectory->count, best = 0;
  double least = INFINITY;

  *reference = (LabSmoothReference){.valid = FALSE};
  if (count < LAB_SMOOTH_REFERENCE_MINIMUM)
    return;
  g_autofree double *basis = g_new (double, (gsize)count *ORDER);
  g_autofree guint *first = g_new (guint, count);
  Spline spline = {.trajectory = trajectory, .basis = basis, .first = first};
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++) {
    guint parameters = sizes[s] + 1; /* the variance is one */
    if (sizes[s] > MAX (count / 2, ORDER) || !fit_spline (&spline, sizes[s]))
      continue;
    double aicc = count >= parameters + 2
                      ? lab_information_criterion (spline.residual, count, parameters, 1.0)
                      : G_MAXDOUBLE;
    if (!(aicc < least))
      continue;
    least = aicc;
    best = sizes[s];
  }
  if (best == 0 || !fit_spline (&spline, best))
    return;
  reference->valid = TRUE;
  reference->residual = spline.residual;
  reference->parameters = best;
  reference->scatter = sqrt (spline.residual / (count - best));
  reference->correlation = correlation_of (&spline);
}

/* Adds the squares and neighbours' products of one repeat (count) about its own line. */
static void
add_repeat (const double *x, double *y, guint count, double *squares, double *products)
{
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0;

  for (guint i = 0; i < count; i++) {
    mean_x += x[i] / count;
    mean_y += y[i] / count;
  }
  for (guint i = 0; i < count; i++) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  for (guint i = 0; i < count; i++) {
    y[i] -= mean_y + (xx > 0.0 ? xy / xx : 0.0) * (x[i] - mean_x);
    *squares += y[i] * y[i];
    *products += i > 0 ? y[i] * y[i - 1] : 0.0;
  }
}

double
lab_repeats_correlation (const LabFitTable *table, const LabTrajectory *trajectory)
{
  g_return_val_if_fail (table != NULL && trajectory != NULL, NAN);

  g_autofree double *x = g_new (double, MAX (table->count, 1));
  g_autofree double *y = g_new (double, MAX (table->count, 1));
  double squares = 0.0, products = 0.0, members = 0.0;
  guint repeats = 0;

  for (guint c = 0; table->clusters >= 2 && c < table->clusters; c++) {
    guint count = 0;
    for (guint i = 0; i < table->count; i++) {
      if (table->cluster[i] != c)
        continue;
      x[count] = table->ln_x[i];
      y[count++] = table->ln_y[i] - trajectory->ln_y[table->abscissa[i]];
    }
    if (count < LEAST_MEMBERS)
      continue;
    add_repeat (x, y, count, &squares, &products);
    members += count;
    repeats++;
  }
  if (repeats < 2 || !(squares > 0.0))
    return NAN;
  return products / squares + 2.0 * repeats / members;
}
