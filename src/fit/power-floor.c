/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variable projection for a power law with a floor; see the header for the method.
 *
 * With x in units of its largest value and e = E / (A x_max^p),
 *   ln y = level + ln ((x / x_max)^p + e):
 * the level is linear and e is found on a line, for every exponent. */
#include "fit/power-floor.h"

#include "core/error.h"
#include "fit/sample/information.h"
#include "fit/robust.h"
#include "fit/sample/student.h"
#include "fit/sample/trajectory.h"

#include <glib/gi18n.h>
#include <math.h>

#define FLATTEST        -0.005
#define EXPONENT_STARTS 24

/* ln e: from a floor that changes the last value by e^-8 to one far above the first value. */
#define LEAST_LN_FLOOR -8.0
#define BEYOND_FIRST   3.0
#define FLOOR_STARTS   20

#define GOLDEN_STEPS     24
#define GOLDEN_RATIO     0.6180339887498949
#define BISECTIONS       26
#define PROBABILITY      0.95
#define PARAMETERS       4 /* level, exponent, floor, variance */
#define LEAST_FOR_MEMORY 12

/* Of the fit with Huber's loss. */
#define LEAST_BEND    1e-9
#define ROBUST_ROUNDS 2
#define LEVEL_ROUNDS  6

typedef struct
{
  const LabTrajectory *trajectory;
  double span;      /* ln (x_max / x_min) */
  double bend;      /* of Huber's loss; INFINITY for least squares */
  double *ln_curve; /* (count): ln ((x / x_max)^p + e) of the solution last computed */
} Problem;

typedef struct
{
  double loss; /* sum of weight times squares (or twice Huber's loss) */
  double exponent;
  double ln_floor; /* ln e; -INFINITY without floor */
  double level;
} Solution;

static double
residual_at (const Problem *problem, double level, guint i)
{
  return problem->trajectory->ln_y[i] - level - problem->ln_curve[i];
}

/* Least squares by the weighted mean; Huber's loss by reweighting it. */
static double
find_level (const Problem *problem)
{
  const LabTrajectory *trajectory = problem->trajectory;
  guint rounds = isfinite (problem->bend) ? LEVEL_ROUNDS : 0;
  double level = 0.0;

  for (guint round = 0; round <= rounds; round++) {
    double sum = 0.0, total = 0.0;
    for (guint i = 0; i < trajectory->count; i++) {
      double distance = round == 0 ? 0.0 : fabs (residual_at (problem, level, i));
      double weight = trajectory->weight[i];
      if (distance > problem->bend)
        weight *= problem->bend / distance;
      sum += weight * (trajectory->ln_y[i] - problem->ln_curve[i]);
      total += weight;
    }
    level = sum / total;
  }
  return level;
}

static double
loss_of (double residual, double bend)
{
  double distance = fabs (residual);
  return distance <= bend ? residual * residual : bend * (2.0 * distance - bend);
}

static Solution
solve_at_floor (Problem *problem, double exponent, double ln_floor)
{
  const LabTrajectory *trajectory = problem->trajectory;
  Solution solution = {0.0, exponent, ln_floor, 0.0};
  double end = trajectory->ln_x[trajectory->count - 1], floor = exp (ln_floor);

  for (guint i = 0; i < trajectory->count; i++)
    problem->ln_curve[i] = log (exp (exponent * (trajectory->ln_x[i] - end)) + floor);
  solution.level = find_level (problem);
  for (guint i = 0; i < trajectory->count; i++)
    solution.loss +=
        trajectory->weight[i] * loss_of (residual_at (problem, solution.level, i), problem->bend);
  return solution;
}

static Solution
better (Solution a, Solution b)
{
  return b.loss < a.loss ? b : a;
}

/* Best level and floor for one exponent: no floor, or the best of a grid of floors refined. */
static Solution
solve_at_exponent (Problem *problem, double exponent)
{
  double highest = -exponent * problem->span + BEYOND_FIRST;
  double step = (highest - LEAST_LN_FLOOR) / (FLOOR_STARTS - 1);
  Solution best = solve_at_floor (problem, exponent, -INFINITY), start = best;

  for (guint s = 0; s < FLOOR_STARTS; s++)
    start = better (start, solve_at_floor (problem, exponent, LEAST_LN_FLOOR + s * step));
  if (!isfinite (start.ln_floor))
    return best;
  double low = start.ln_floor - step, high = start.ln_floor + step;
  double left = high - GOLDEN_RATIO * (high - low), right = low + GOLDEN_RATIO * (high - low);
  Solution at_left = solve_at_floor (problem, exponent, left);
  Solution at_right = solve_at_floor (problem, exponent, right);
  for (guint s = 0; s < GOLDEN_STEPS; s++) {
    if (at_left.loss <= at_right.loss) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - GOLDEN_RATIO * (high - low);
      at_left = solve_at_floor (problem, exponent, left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + GOLDEN_RATIO * (high - low);
      at_right = solve_at_floor (problem, exponent, right);
    }
  }
  return better (better (best, start), better (at_left, at_right));
}

/* Without floor, for comparison. */
static Solution
solve_at_exponent_plain (Problem *problem, double exponent)
{
  return solve_at_floor (problem, exponent, -INFINITY);
}

/* Over all exponents: starts in equal ratios, then golden section around the best. */
static Solution
search (Problem *problem, Solution (*solve) (Problem *problem, double exponent))
{
  double ratio = pow (LAB_POWER_FLOOR_STEEPEST / FLATTEST, 1.0 / (EXPONENT_STARTS - 1));
  Solution best = {.loss = INFINITY};

  for (guint s = 0; s < EXPONENT_STARTS; s++)
    best = better (best, solve (problem, FLATTEST * pow (ratio, s)));
  double low = log (-best.exponent / ratio), high = log (-best.exponent * ratio);
  for (guint s = 0; s < GOLDEN_STEPS; s++) {
    double left = high - GOLDEN_RATIO * (high - low), right = low + GOLDEN_RATIO * (high - low);
    Solution at_left = solve (problem, -exp (left)), at_right = solve (problem, -exp (right));
    best = better (best, better (at_left, at_right));
    if (at_left.loss <= at_right.loss)
      high = right;
    else
      low = left;
  }
  return best;
}

/* Residuals (count) of solution; ln_curve is left as the solution has it. */
static double *
residuals_of (Problem *problem, const Solution *solution)
{
  guint count = problem->trajectory->count;
  double *residual = g_new (double, count);

  solve_at_floor (problem, solution->exponent, solution->ln_floor);
  for (guint i = 0; i < count; i++)
    residual[i] = residual_at (problem, solution->level, i);
  return residual;
}

/* Where Huber's loss bends: from the median distance to the curve. */
static double
measure_bend (Problem *problem, const Solution *solution)
{
  g_autofree double *distance = residuals_of (problem, solution);
  double scale = lab_robust_scale (distance, problem->trajectory->count, PARAMETERS - 1);

  return MAX (LAB_HUBER_CONSTANT * scale, LEAST_BEND);
}

/* How far the loss may rise above its least value inside the interval. Least squares: t^2 times the
 * variance; Huber's loss: the variance of its influence over its mean slope (Huber 1981, 6.6). */
static double
allowed_rise (Problem *problem, const Solution *solution, double inflation)
{
  const LabTrajectory *trajectory = problem->trajectory;
  g_autofree double *residual = residuals_of (problem, solution);
  double influence = 0.0, inside = 0.0, degrees = trajectory->count - (PARAMETERS - 1.0);

  for (guint i = 0; i < trajectory->count; i++) {
    double bounded = MIN (fabs (residual[i]), problem->bend);
    influence += trajectory->weight[i] * bounded * bounded;
    inside += fabs (residual[i]) <= problem->bend ? 1.0 / trajectory->count : 0.0;
  }
  guint effective = MAX ((guint)(degrees / inflation), 1);
  double critical = lab_student_critical_value (effective, PROBABILITY);
  return critical * critical * inflation * influence / degrees / MAX (inside, 0.5);
}

/* The exponent between inside and outside where the profile crosses the limit; outside's mark when
 * it never does. */
static double
cross_profile (Problem *problem, double inside, double outside, double limit, double unlimited)
{
  if (solve_at_exponent (problem, outside).loss <= limit)
    return unlimited;
  for (guint s = 0; s < BISECTIONS; s++) {
    double middle = 0.5 * (inside + outside);
    if (solve_at_exponent (problem, middle).loss <= limit)
      inside = middle;
    else
      outside = middle;
  }
  return 0.5 * (inside + outside);
}

/* Floor and prefactor move along with the exponent: theirs at its ends are the ends of their intervals. */
static void
report_ends (Problem *problem, LabPowerFloorFit *fit)
{
  const LabTrajectory *trajectory = problem->trajectory;
  const double end = trajectory->ln_x[trajectory->count - 1];
  const double exponents[] = {fit->low, fit->high};
  double floors[] = {INFINITY, 0.0}, prefactors[] = {INFINITY, -INFINITY};

  for (guint i = 0; i < G_N_ELEMENTS (exponents); i++) {
    if (!isfinite (exponents[i]) || exponents[i] >= FLATTEST)
      continue;
    const Solution solution = solve_at_exponent (problem, exponents[i]);
    floors[i] = exp (solution.level + solution.ln_floor);
    prefactors[i] = solution.level - exponents[i] * end;
  }
  fit->floor_high = MAX (floors[0], fit->floor);
  fit->floor_low = MIN (floors[1], fit->floor);
  fit->prefactor_high = MAX (prefactors[0], fit->prefactor);
  fit->prefactor_low = MIN (prefactors[1], fit->prefactor);
}

static void
report (Problem *problem, const Solution *best, LabPowerFloorFit *fit)
{
  const LabTrajectory *trajectory = problem->trajectory;
  g_autofree double *residual = residuals_of (problem, best);
  Solution plain = search (problem, solve_at_exponent_plain);
  double end = trajectory->ln_x[trajectory->count - 1];

  fit->inflation = trajectory->count >= LEAST_FOR_MEMORY
                       ? lab_residual_inflation (residual, trajectory->count, PARAMETERS - 1)
                       : 1.0;
  double limit = best->loss + allowed_rise (problem, best, fit->inflation);
  fit->valid = TRUE;
  fit->exponent = best->exponent;
  fit->low = cross_profile (problem, best->exponent, LAB_POWER_FLOOR_STEEPEST, limit, -INFINITY);
  fit->high = cross_profile (problem, best->exponent, FLATTEST, limit, 0.0);
  fit->prefactor = best->level - best->exponent * end;
  fit->floor = exp (best->level + best->ln_floor);
  fit->aicc = lab_information_criterion (best->loss, trajectory->count, PARAMETERS, fit->inflation);
  fit->power_aicc =
      lab_information_criterion (plain.loss, trajectory->count, PARAMETERS - 1, fit->inflation);
  report_ends (problem, fit);
  fit->residual = best->loss;
  fit->power_residual = plain.loss;
}

gboolean
lab_power_floor_fit (const LabFitSample *samples,
                     guint count,
                     gboolean robust,
                     LabPowerFloorFit *fit,
                     GError **error)
{
  g_return_val_if_fail (samples != NULL || count == 0, FALSE);
  g_return_val_if_fail (fit != NULL, FALSE);

  LabPowerLawFit power;
  gboolean is_enough = lab_power_law_fit (samples, count, 0, &power, error);
  *fit = (LabPowerFloorFit){.points_used = power.points_used,
                            .points_left_out = power.points_left_out,
                            .duplicates = power.duplicates};
  if (!is_enough)
    return FALSE;
  if (power.points_used < LAB_POWER_FLOOR_MINIMUM_ABSCISSAS) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
        _ ("A power law with a floor needs points at %d different positions or more; there "
           "are %u."),
        LAB_POWER_FLOOR_MINIMUM_ABSCISSAS, power.points_used);
    return FALSE;
  }
  if (power.exponent >= 0.0) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("A floor needs values that fall as x grows; these go like x^%.3g."),
                 power.exponent);
    return FALSE;
  }

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  g_autofree double *ln_curve = g_new (double, trajectory->count);
  Problem problem = {trajectory, trajectory->ln_x[trajectory->count - 1] - trajectory->ln_x[0],
                     INFINITY, ln_curve};
  Solution best = search (&problem, solve_at_exponent);
  for (guint round = 0; robust && round < ROBUST_ROUNDS; round++) {
    problem.bend = measure_bend (&problem, &best);
    best = search (&problem, solve_at_exponent);
  }
  report (&problem, &best, fit);
  return TRUE;
}
