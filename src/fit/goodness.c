/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit/goodness.h"

#include "fit/sample/student.h"

#include <math.h>

#define LEAST_FOR_BEND    6
#define LEAST_FOR_RUNS    8
#define PARABOLA          3 /* parameters */
#define BEND_CONFIDENCE   0.99
#define SIMPSON_INTERVALS 400

static double *
residuals_of (const LabTrajectory *trajectory, const LabLawFit *curve)
{
  double *residual = g_new (double, MAX (trajectory->count, 1));

  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (curve, trajectory->x[i]));
  return residual;
}

/* Takes from y its mean under the weights, and what it has of each of the columns before, in place. */
static void
make_orthogonal (const double *weight, const double *base, double *y, guint count)
{
  double along = 0.0, length = 0.0;

  for (guint i = 0; i < count; i++) {
    along += weight[i] * base[i] * y[i];
    length += weight[i] * base[i] * base[i];
  }
  for (guint i = 0; i < count && length > 0.0; i++)
    y[i] -= along / length * base[i];
}

static double
squares_of (const double *weight, const double *y, guint count)
{
  double sum = 0.0;

  for (guint i = 0; i < count; i++)
    sum += weight[i] * y[i] * y[i];
  return sum;
}

/* Sums of squares of ln y about a line and about a parabola in ln x. */
static void
fit_parabola (const LabTrajectory *trajectory, double *line, double *parabola)
{
  const guint count = trajectory->count;
  g_autofree double *one = g_new (double, count), *x = g_new (double, count);
  g_autofree double *square = g_new (double, count), *y = g_new (double, count);

  for (guint i = 0; i < count; i++) {
    one[i] = 1.0;
    x[i] = trajectory->ln_x[i];
    y[i] = trajectory->ln_y[i];
  }
  make_orthogonal (trajectory->weight, one, x, count);
  for (guint i = 0; i < count; i++)
    square[i] = x[i] * x[i];
  make_orthogonal (trajectory->weight, one, square, count);
  make_orthogonal (trajectory->weight, x, square, count);
  make_orthogonal (trajectory->weight, one, y, count);
  make_orthogonal (trajectory->weight, x, y, count);
  *line = squares_of (trajectory->weight, y, count);
  make_orthogonal (trajectory->weight, square, y, count);
  *parabola = squares_of (trajectory->weight, y, count);
}

gboolean
lab_goodness_bends_away (const LabTrajectory *trajectory, const LabLawFit *curve)
{
  g_return_val_if_fail (trajectory != NULL && curve != NULL && curve->valid, FALSE);

  const guint count = trajectory->count;
  if (count < LEAST_FOR_BEND || count <= curve->parameters)
    return FALSE;
  g_autofree double *residual = residuals_of (trajectory, curve);
  const double of_law =
      squares_of (trajectory->weight, residual, count) / (count - curve->parameters + 1);
  double line, parabola;
  fit_parabola (trajectory, &line, &parabola);
  const double smooth = parabola / (count - PARABOLA);
  const double least = LAB_LAW_LEAST_SCATTER * LAB_LAW_LEAST_SCATTER;
  const double critical = lab_student_critical_value (count - PARABOLA, BEND_CONFIDENCE);

  return of_law > LAB_LAW_MOST_SCATTER * LAB_LAW_MOST_SCATTER * MAX (smooth, least) &&
         line - parabola > critical * critical * smooth;
}

static double
ln_choose (guint n, guint k)
{
  return lgamma (n + 1.0) - lgamma (k + 1.0) - lgamma (n - k + 1.0);
}

/* Of n orders of a signs of one kind and b of the other the share with so many runs. */
static double
share_of_runs (guint a, guint b, guint runs)
{
  const guint half = runs / 2;
  const double all = ln_choose (a + b, a);

  if (runs < 2 || half > a || half > b)
    return 0.0;
  if (runs % 2 == 0)
    return 2.0 * exp (ln_choose (a - 1, half - 1) + ln_choose (b - 1, half - 1) - all);
  double share = 0.0;
  if (half <= a - 1)
    share += exp (ln_choose (a - 1, half) + ln_choose (b - 1, half - 1) - all);
  if (half <= b - 1)
    share += exp (ln_choose (a - 1, half - 1) + ln_choose (b - 1, half) - all);
  return share;
}

static void
test_runs (const double *residual, guint count, LabGoodness *goodness)
{
  guint above = 0, below = 0;

  for (guint i = 0; i < count; i++) {
    above += residual[i] > 0.0;
    below += residual[i] <= 0.0;
    goodness->runs += i == 0 || (residual[i] > 0.0) != (residual[i - 1] > 0.0);
  }
  goodness->expected = 1.0 + 2.0 * above * below / MAX (count, 1);
  if (count < LEAST_FOR_RUNS || above == 0 || below == 0)
    return;
  goodness->chance = 0.0;
  for (guint runs = 2; runs <= goodness->runs; runs++)
    goodness->chance += share_of_runs (above, below, runs);
  goodness->chance = MIN (goodness->chance, 1.0);
}

/* P (F > value) for whole degrees of freedom: the incomplete beta function by Simpson's rule after u = sin^2. */
static double
f_chance (double value, guint above, guint below)
{
  const double share = below / (below + above * value);
  const double a = 0.5 * below, b = 0.5 * above, end = asin (sqrt (share));
  const double scale = 2.0 * exp (lgamma (a + b) - lgamma (a) - lgamma (b));
  double sum = 0.0;

  for (guint i = 0; i <= SIMPSON_INTERVALS; i++) {
    const double angle = end * i / SIMPSON_INTERVALS;
    const double weight = i == 0 || i == SIMPSON_INTERVALS ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;

    sum += weight * pow (sin (angle), 2.0 * a - 1.0) * pow (cos (angle), 2.0 * b - 1.0);
  }
  return CLAMP (scale * sum * end / (3.0 * SIMPSON_INTERVALS), 0.0, 1.0);
}

/* Means over repeats at each x, their number, and the squares within. */
static void
test_spread (const LabFitTable *table, const LabModelFit *fit, LabGoodness *goodness)
{
  g_autofree double *mean = g_new0 (double, table->abscissas),
                    *number = g_new0 (double, table->abscissas);
  double within = 0.0, between = 0.0;
  const guint fitted = fit->curve.parameters - 1;

  for (guint i = 0; i < table->count; i++) {
    const guint a = table->abscissa[i];

    number[a] += 1.0;
    mean[a] += (table->ln_y[i] - mean[a]) / number[a];
  }
  for (guint i = 0; i < table->count; i++) {
    const double apart = table->ln_y[i] - mean[table->abscissa[i]];
    within += apart * apart;
  }
  for (guint a = 0; a < table->abscissas; a++) {
    const double apart = mean[a] - log (lab_law_value (&fit->curve, table->x[a]));
    between += number[a] * apart * apart;
  }
  if (table->count <= table->abscissas || table->abscissas <= fitted || within <= 0.0)
    return;
  const guint degrees = table->count - table->abscissas;
  goodness->spread = sqrt (within / degrees);
  const double ratio = between / (table->abscissas - fitted) / (within / degrees);
  goodness->lack = sqrt (ratio);
  goodness->lack_chance = f_chance (ratio, table->abscissas - fitted, degrees);
}

void
lab_goodness_judge (const LabFitSample *samples,
                    guint count,
                    const LabModelFit *fit,
                    LabGoodness *goodness)
{
  g_return_if_fail (samples != NULL && fit != NULL && fit->valid && goodness != NULL);

  g_autofree LabFitSample *inside = g_new (LabFitSample, MAX (count, 1));
  guint kept = 0;
  for (guint i = 0; i < count; i++)
    if (samples[i].x >= fit->x_minimum && samples[i].x <= fit->x_maximum)
      inside[kept++] = samples[i];
  g_autoptr (LabFitTable) table = lab_fit_table_new (inside, kept);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  g_autofree double *residual = residuals_of (trajectory, &fit->curve);

  *goodness = (LabGoodness){
      .points = trajectory->count, .chance = NAN, .spread = NAN, .lack = NAN, .lack_chance = NAN};
  test_runs (residual, trajectory->count, goodness);
  test_spread (table, fit, goodness);
  goodness->is_bad =
      fit->scatter > LAB_LAW_LEAST_SCATTER &&
      (goodness->chance < LAB_GOODNESS_CHANCE || goodness->lack_chance < LAB_GOODNESS_CHANCE);
}
