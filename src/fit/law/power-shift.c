/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With x in units that make the last one 1, u = ((x + x0) / (x_max + x0))^p is 1 there and larger before, and
 *   ln y = level + ln (u + r),  r = E / A',
 * is positive at all points for r > -1. */
#include "fit/law/power-shift.h"

#include "fit/law/joint-simplex.h"
#include "fit/sample/student.h"

#include <math.h>

#define STEEPEST -8.0
#define FLATTEST -0.005

/* r + 1 or r from e^-8 on, to far above the first value. */
#define LEAST_LN     -8.0
#define BEYOND_FIRST 3.0
#define GRID         16
#define GOLDEN_STEPS 24
#define GOLDEN_RATIO 0.6180339887498949

#define EXPONENT_STARTS 8
#define SHIFT_STARTS    5
#define KEPT_STARTS     3
#define BISECTIONS      20
#define PROBABILITY     0.95

/* ln (1 + x0 / x_min), and how far it goes beyond all x. */
#define LEAST_SHIFT -5.0
#define BEYOND_LAST 1.0

typedef struct
{
  const LabTrajectory *trajectory;
  gboolean has_any_floor, has_shift;
  double held; /* ln (-p) while a profile holds it; NaN */
  double *u;   /* (count) of the place last looked at */
} Problem;

typedef struct
{
  double loss, r, level;
} Inner;

static Inner
solve_level (const Problem *problem, double r)
{
  const LabTrajectory *trajectory = problem->trajectory;
  Inner inner = {0.0, r, 0.0};
  double total = 0.0;

  for (guint i = 0; i < trajectory->count; i++) {
    inner.level += trajectory->weight[i] * (trajectory->ln_y[i] - log (problem->u[i] + r));
    total += trajectory->weight[i];
  }
  inner.level /= total;
  for (guint i = 0; i < trajectory->count; i++) {
    const double residual = trajectory->ln_y[i] - inner.level - log (problem->u[i] + r);
    inner.loss += trajectory->weight[i] * residual * residual;
  }
  return inner;
}

static Inner
better (Inner a, Inner b)
{
  return b.loss < a.loss ? b : a;
}

/* Best floor for the u at hand: a grid, then golden section around the best. */
static Inner
solve_floor (const Problem *problem)
{
  const double offset = problem->has_any_floor ? -1.0 : 0.0;
  const double highest = log (problem->u[0] + 1.0) + BEYOND_FIRST;
  const double step = (highest - LEAST_LN) / (GRID - 1);
  Inner best = solve_level (problem, 0.0), start = {.loss = INFINITY};
  double centre = LEAST_LN;

  for (guint g = 0; g < GRID; g++) {
    const Inner here = solve_level (problem, offset + exp (LEAST_LN + g * step));

    if (here.loss < start.loss) {
      start = here;
      centre = LEAST_LN + g * step;
    }
  }
  double low = centre - step, high = centre + step;
  for (guint s = 0; s < GOLDEN_STEPS; s++) {
    const double left = high - GOLDEN_RATIO * (high - low),
                 right = low + GOLDEN_RATIO * (high - low);
    const Inner at_left = solve_level (problem, offset + exp (left));
    const Inner at_right = solve_level (problem, offset + exp (right));

    start = better (start, better (at_left, at_right));
    if (at_left.loss <= at_right.loss)
      high = right;
    else
      low = left;
  }
  return better (best, start);
}

static double
shift_of (const Problem *problem, const double *place)
{
  const guint axis = isnan (problem->held) ? 1 : 0;

  return problem->has_shift ? problem->trajectory->x[0] * expm1 (place[axis]) : 0.0;
}

static double
exponent_of (const Problem *problem, const double *place)
{
  return -exp (isnan (problem->held) ? place[0] : problem->held);
}

static Inner
solve_at (Problem *problem, double exponent, double shift)
{
  const LabTrajectory *trajectory = problem->trajectory;
  const double last = trajectory->x[trajectory->count - 1] + shift;

  for (guint i = 0; i < trajectory->count; i++)
    problem->u[i] = exp (exponent * log ((trajectory->x[i] + shift) / last));
  return solve_floor (problem);
}

static double
most_shift (const Problem *problem)
{
  const LabTrajectory *trajectory = problem->trajectory;

  return trajectory->ln_x[trajectory->count - 1] - trajectory->ln_x[0] + BEYOND_LAST;
}

static double
loss_at (const double *place, gpointer data)
{
  Problem *problem = data;
  const double exponent = exponent_of (problem, place);
  const double axis = problem->has_shift ? place[isnan (problem->held) ? 1 : 0] : 0.0;

  if (exponent < STEEPEST || exponent > FLATTEST || axis < LEAST_SHIFT ||
      axis > most_shift (problem))
    return INFINITY;
  return solve_at (problem, exponent, shift_of (problem, place)).loss;
}

static void
improve (Problem *problem, double *place)
{
  const guint axes = (isnan (problem->held) ? 1 : 0) + (problem->has_shift ? 1 : 0);

  if (axes > 0)
    lab_joint_simplex (loss_at, problem, axes, place);
}

/* The best of many starts; place receives it. */
static double
search (Problem *problem, double *place)
{
  const gboolean is_held = !isnan (problem->held);
  const guint exponents = is_held ? 1 : EXPONENT_STARTS,
              shifts = problem->has_shift ? SHIFT_STARTS : 1;
  LabJointPlace starts[EXPONENT_STARTS * SHIFT_STARTS];
  guint count = 0;
  double best = INFINITY;

  for (guint e = 0; e < exponents; e++)
    for (guint s = 0; s < shifts; s++) {
      const double ln_steep = log (0.02) + e * (log (4.0) - log (0.02)) / (EXPONENT_STARTS - 1);
      const double axis =
          problem->has_shift ? -1.5 + s * (most_shift (problem) + 0.5) / (SHIFT_STARTS - 1) : 0.0;
      LabJointPlace *start = &starts[count++];

      start->place[0] = is_held ? axis : ln_steep;
      start->place[1] = axis;
      start->loss = loss_at (start->place, problem);
    }
  lab_joint_sort_places (starts, count);
  for (guint i = 0; i < MIN (count, KEPT_STARTS); i++) {
    if (!isfinite (starts[i].loss))
      continue;
    improve (problem, starts[i].place);
    const double loss = loss_at (starts[i].place, problem);
    if (loss < best) {
      best = loss;
      place[0] = starts[i].place[0];
      place[1] = starts[i].place[1];
    }
  }
  return best;
}

static guint
parameters_of (const Problem *problem)
{
  return problem->has_shift ? 5 : 4; /* level, exponent, floor, variance */
}

static void
report (Problem *problem, const double *place, LabLawFit *fit)
{
  const LabTrajectory *trajectory = problem->trajectory;
  const double exponent = exponent_of (problem, place), shift = shift_of (problem, place);
  const Inner inner = solve_at (problem, exponent, shift);

  *fit = (LabLawFit){.valid = TRUE,
                     .law = LAB_LAW_POWER_FLOOR,
                     .parameters = parameters_of (problem),
                     .residual = inner.loss,
                     .aicc = NAN,
                     .exponent = exponent,
                     .break_x = NAN,
                     .level = inner.level -
                              exponent * log (trajectory->x[trajectory->count - 1] + shift),
                     .floor = inner.r * exp (inner.level),
                     .shift = shift,
                     .has_shift = problem->has_shift,
                     .has_any_floor = problem->has_any_floor};
}

void
lab_power_shift_fit (const LabTrajectory *trajectory,
                     gboolean has_any_floor,
                     gboolean has_shift,
                     LabLawFit *fit)
{
  g_return_if_fail (trajectory != NULL && fit != NULL);

  g_autofree double *u = g_new (double, MAX (trajectory->count, 1));
  Problem problem = {trajectory, has_any_floor, has_shift, NAN, u};
  double place[2] = {0.0, 0.0};

  *fit = (LabLawFit){.valid = FALSE};
  if (trajectory->count <= parameters_of (&problem) || !isfinite (search (&problem, place)))
    return;
  report (&problem, place, fit);
}

void
lab_power_shift_refit (const LabTrajectory *trajectory, const LabLawFit *from, LabLawFit *fit)
{
  g_return_if_fail (trajectory != NULL && from != NULL && fit != NULL);

  g_autofree double *u = g_new (double, MAX (trajectory->count, 1));
  Problem problem = {trajectory, from->has_any_floor, from->has_shift, NAN, u};
  double place[2] = {log (-from->exponent), log1p (from->shift / trajectory->x[0])};

  improve (&problem, place);
  report (&problem, place, fit);
}

/* The least loss at a held exponent. */
static double
profile (Problem *problem, double exponent, double *place)
{
  problem->held = log (-exponent);
  return search (problem, place);
}

/* Between inside and outside, where the profile crosses limit; FALSE where it does not. */
static gboolean
cross (Problem *problem, double inside, double outside, double limit, double *at)
{
  double place[2] = {0.0, 0.0};

  if (profile (problem, outside, place) <= limit)
    return FALSE;
  for (guint s = 0; s < BISECTIONS; s++) {
    const double middle = 0.5 * (inside + outside);

    if (profile (problem, middle, place) <= limit)
      inside = middle;
    else
      outside = middle;
  }
  *at = 0.5 * (inside + outside);
  return TRUE;
}

void
lab_power_shift_interval (const LabTrajectory *trajectory,
                          const LabLawFit *fit,
                          double inflation,
                          LabPowerShiftInterval *interval)
{
  g_return_if_fail (trajectory != NULL && fit != NULL && fit->valid && interval != NULL);

  g_autofree double *u = g_new (double, MAX (trajectory->count, 1));
  Problem problem = {trajectory, fit->has_any_floor, fit->has_shift, NAN, u};
  const double degrees = trajectory->count - (fit->parameters - 1.0);
  const guint effective = MAX ((guint)(degrees / inflation), 1);
  const double critical = lab_student_critical_value (effective, PROBABILITY);
  const double limit = fit->residual * (1.0 + critical * critical * inflation / degrees);
  double place[2] = {0.0, 0.0};
  LabLawFit end;

  *interval = (LabPowerShiftInterval){-INFINITY, 0.0, -INFINITY, INFINITY, -INFINITY, INFINITY};
  if (cross (&problem, fit->exponent, STEEPEST, limit, &interval->low)) {
    profile (&problem, interval->low, place);
    report (&problem, place, &end);
    interval->floor_high = MAX (end.floor, fit->floor);
    interval->level_high = MAX (end.level, fit->level);
  }
  if (cross (&problem, fit->exponent, FLATTEST, limit, &interval->high)) {
    profile (&problem, interval->high, place);
    report (&problem, place, &end);
    interval->floor_low = MIN (end.floor, fit->floor);
    interval->level_low = MIN (end.level, fit->level);
  }
}
