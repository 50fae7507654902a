/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares of one rival law in ln y.
 *
 * Given the break, a law without floor is linear in its other parameters and solved exactly. The
 * break is found by trying middles between neighbouring samples, then refined by golden
 * section around the best. A floor makes it non-linear: Levenberg-Marquardt from several floors at
 * every candidate break. Deterministic throughout. */
#include "fit/law/law-fit.h"

#include "fit/sample/information.h"
#include "fit/law/law-search.h"
#include "fit/law/law-shapes.h"
#include "fit/law/levenberg.h"
#include "fit/law/power-shift.h"

#include <math.h>

#define MOST_LINEAR 3

/* Floors tried, as shares of the least y. */
static const double floor_shares[] = {0.1, 0.5, 0.9};

/* Breaks tried before the best is refined: every middle between neighbours up to so many points. */
#define MOST_CANDIDATES 100

#define GOLDEN_STEPS 24
#define GOLDEN_RATIO 0.6180339887498949

typedef struct
{
  const LabTrajectory *trajectory;
  LabLaw law;
  guint linear; /* 2 without break, 3 with */
  double least_ln_y;
  double *basis;           /* (count, MOST_LINEAR) for the current break */
  LabLevenberg *levenberg; /* NULL without floor */
} Problem;

typedef struct
{
  double residual; /* sum of squares, infinite where the law cannot be fitted */
  double ln_break;
  double parameters[MOST_LINEAR + 1]; /* level, early, late, ln floor */
} Solution;

static gboolean
is_exponential (LabLaw law)
{
  return law == LAB_LAW_EXPONENTIAL_POWER || law == LAB_LAW_EXPONENTIAL_POWER_FLOOR;
}

/* Columns: 1, what comes before the break, what comes after. Without a break the second column is
 * unused and ln x is taken from ln_break, which only keeps the system well conditioned. */
static void
fill_basis (Problem *problem, double ln_break)
{
  const LabTrajectory *trajectory = problem->trajectory;
  double break_x = exp (ln_break);

  for (guint i = 0; i < trajectory->count; i++) {
    double *row = problem->basis + (gsize)i * MOST_LINEAR;
    double distance = trajectory->ln_x[i] - ln_break;
    row[0] = 1.0;
    if (!lab_law_has_break (problem->law)) {
      row[1] = distance;
    } else if (distance >= 0.0) {
      row[1] = 0.0;
      row[2] = distance;
    } else {
      row[1] = is_exponential (problem->law) ? 1.0 - trajectory->x[i] / break_x : distance;
      row[2] = 0.0;
    }
  }
}

/* Exact solution for y - floor, each point weighed by what ln y feels of it. */
static gboolean
solve_linear (const Problem *problem, double floor, double *parameters)
{
  const LabTrajectory *trajectory = problem->trajectory;
  double matrix[MOST_LINEAR * MOST_LINEAR] = {0.0};
  guint p = problem->linear;

  for (guint j = 0; j < p; j++)
    parameters[j] = 0.0;
  for (guint i = 0; i < trajectory->count; i++) {
    const double *row = problem->basis + (gsize)i * MOST_LINEAR;
    double share = 1.0 - floor * exp (-trajectory->ln_y[i]);
    double weight = trajectory->weight[i] * share * share;
    for (guint j = 0; j < p; j++) {
      parameters[j] += weight * row[j] * (trajectory->ln_y[i] + log (share));
      for (guint k = 0; k <= j; k++)
        matrix[j * p + k] += weight * row[j] * row[k];
    }
  }
  return lab_solve_positive (matrix, parameters, p);
}

static double
linear_value (const Problem *problem, const double *parameters, guint i)
{
  const double *row = problem->basis + (gsize)i * MOST_LINEAR;
  double value = 0.0;
  for (guint j = 0; j < problem->linear; j++)
    value += parameters[j] * row[j];
  return value;
}

static double
linear_residual (const Problem *problem, const double *parameters)
{
  const LabTrajectory *trajectory = problem->trajectory;
  double sum = 0.0;
  for (guint i = 0; i < trajectory->count; i++) {
    double residual = trajectory->ln_y[i] - linear_value (problem, parameters, i);
    sum += trajectory->weight[i] * residual * residual;
  }
  return isfinite (sum) ? sum : INFINITY;
}

/* ln (exp (linear) + floor) and its derivatives; the floor's logarithm is the last parameter. */
static void
floor_model (const double *parameters, double *residual, double *derivative, gpointer data)
{
  const Problem *problem = data;
  const LabTrajectory *trajectory = problem->trajectory;
  guint p = problem->linear + 1;
  double ln_floor = parameters[problem->linear];

  for (guint i = 0; i < trajectory->count; i++) {
    double root_weight = sqrt (trajectory->weight[i]);
    double linear = linear_value (problem, parameters, i);
    double top = MAX (linear, ln_floor);
    double sum = exp (linear - top) + exp (ln_floor - top);
    double share = exp (linear - top) / sum;
    residual[i] = root_weight * (top + log (sum) - trajectory->ln_y[i]);
    for (guint j = 0; j < problem->linear; j++)
      derivative[(gsize)i * p + j] =
          root_weight * share * problem->basis[(gsize)i * MOST_LINEAR + j];
    derivative[(gsize)i * p + problem->linear] = root_weight * (1.0 - share);
  }
}

/* Keeps candidate in solution when it is better. */
static void
offer (Solution *solution, double residual, double ln_break, const double *parameters, guint count)
{
  if (!(residual < solution->residual))
    return;
  solution->residual = residual;
  solution->ln_break = ln_break;
  for (guint j = 0; j < count; j++)
    solution->parameters[j] = parameters[j];
}

/* Best fit with the break at ln_break, from the standard starts and from warm (nullable). */
static Solution
solve_at_break (Problem *problem, double ln_break, const Solution *warm)
{
  Solution solution = {.residual = INFINITY};
  double parameters[MOST_LINEAR + 1];

  fill_basis (problem, ln_break);
  if (problem->levenberg == NULL) {
    if (solve_linear (problem, 0.0, parameters))
      offer (&solution, linear_residual (problem, parameters), ln_break, parameters,
             problem->linear);
    return solution;
  }
  for (guint s = 0; warm == NULL && s < G_N_ELEMENTS (floor_shares); s++) {
    double ln_floor = problem->least_ln_y + log (floor_shares[s]);
    if (!solve_linear (problem, exp (ln_floor), parameters))
      continue;
    parameters[problem->linear] = ln_floor;
    double residual = lab_levenberg_minimise (problem->levenberg, floor_model, problem, parameters);
    offer (&solution, residual, ln_break, parameters, problem->linear + 1);
  }
  if (warm != NULL) {
    for (guint j = 0; j <= problem->linear; j++)
      parameters[j] = warm->parameters[j];
    double residual = lab_levenberg_minimise (problem->levenberg, floor_model, problem, parameters);
    offer (&solution, residual, ln_break, parameters, problem->linear + 1);
  }
  return solution;
}

/* Golden section on the break between low and high, starting from the best candidate. */
static void
refine_break (Problem *problem, double low, double high, Solution *best)
{
  Solution start = *best;
  double inner_low = high - GOLDEN_RATIO * (high - low);
  double inner_high = low + GOLDEN_RATIO * (high - low);
  Solution left = solve_at_break (problem, inner_low, &start);
  Solution right = solve_at_break (problem, inner_high, &start);

  for (guint step = 0; step < GOLDEN_STEPS; step++) {
    if (left.residual <= right.residual) {
      high = inner_high;
      inner_high = inner_low;
      right = left;
      inner_low = high - GOLDEN_RATIO * (high - low);
      left = solve_at_break (problem, inner_low, &start);
    } else {
      low = inner_low;
      inner_low = inner_high;
      left = right;
      inner_high = low + GOLDEN_RATIO * (high - low);
      right = solve_at_break (problem, inner_high, &start);
    }
    offer (best, left.residual, left.ln_break, left.parameters, MOST_LINEAR + 1);
    offer (best, right.residual, right.ln_break, right.parameters, MOST_LINEAR + 1);
  }
}

static Solution
scan_breaks (Problem *problem)
{
  const LabTrajectory *trajectory = problem->trajectory;
  Solution best = {.residual = INFINITY};
  double low, high, widest = 0.0;
  guint stride = 1 + trajectory->count / MOST_CANDIDATES;

  if (!lab_law_break_range (trajectory, &low, &high))
    return best;
  for (guint i = 0; i + stride < trajectory->count; i += stride) {
    double candidate = 0.5 * (trajectory->ln_x[i] + trajectory->ln_x[i + stride]);
    widest = MAX (widest, trajectory->ln_x[i + stride] - trajectory->ln_x[i]);
    if (candidate < low || candidate > high)
      continue;
    Solution solution = solve_at_break (problem, candidate, NULL);
    offer (&best, solution.residual, candidate, solution.parameters, MOST_LINEAR + 1);
  }
  if (isfinite (best.residual))
    refine_break (problem, MAX (low, best.ln_break - widest), MIN (high, best.ln_break + widest),
                  &best);
  return best;
}

static void
report (const Problem *problem, const Solution *solution, LabLawFit *fit)
{
  guint count = problem->trajectory->count;

  fit->valid = TRUE;
  fit->residual = solution->residual;
  fit->aicc = lab_information_criterion (solution->residual, count, fit->parameters, 1.0);
  fit->level = solution->parameters[0];
  if (lab_law_has_break (fit->law)) {
    fit->break_x = exp (solution->ln_break);
    fit->early = solution->parameters[1];
    if (is_exponential (fit->law))
      fit->early /= fit->break_x;
    fit->exponent = solution->parameters[2];
  } else {
    fit->exponent = solution->parameters[1];
    fit->level -= fit->exponent * solution->ln_break;
  }
  if (lab_law_has_floor (fit->law))
    fit->floor = exp (solution->parameters[problem->linear]);
}

static guint
count_parameters (LabLaw law)
{
  /* With the variance of the noise, without floor. */
  static const guint counts[LAB_FORM_COUNT] = {3, 5, 5, 5, 5};
  guint fixed = law >= LAB_LAW_SUM_SEVENTH ? 1 : 0;

  return counts[lab_law_form (law)] + (lab_law_has_floor (law) ? 1 : 0) +
         (lab_law_is_smooth (law) ? 1 : 0) - fixed;
}

/* By projection of what is linear at a given break. */
static void
fit_by_projection (const LabTrajectory *trajectory, LabLaw law, LabLawFit *fit)
{
  gboolean has_break = lab_law_has_break (law), has_floor = lab_law_has_floor (law);
  Problem problem = {.trajectory = trajectory, .law = law, .linear = has_break ? 3 : 2};

  problem.least_ln_y = trajectory->ln_y[0];
  for (guint i = 1; i < trajectory->count; i++)
    problem.least_ln_y = MIN (problem.least_ln_y, trajectory->ln_y[i]);
  g_autofree double *basis = g_new (double, (gsize)trajectory->count *MOST_LINEAR);
  g_autoptr (LabLevenberg) levenberg =
      has_floor ? lab_levenberg_new (trajectory->count, problem.linear + 1) : NULL;
  problem.basis = basis;
  problem.levenberg = levenberg;

  double middle = lab_law_pivot (trajectory);
  Solution solution = has_break ? scan_breaks (&problem) : solve_at_break (&problem, middle, NULL);
  if (isfinite (solution.residual))
    report (&problem, &solution, fit);
}

void
lab_law_fit (const LabTrajectory *trajectory, LabLaw law, LabLawFit *fit)
{
  if (law >= LAB_LAW_SUM_SEVENTH) {
    double gamma = law <= LAB_LAW_SUM_SEVENTH_FLOOR ? 1.0 / 7.0 : 1.0 / 6.0;
    lab_law_fit_sum (trajectory, lab_law_has_floor (law), gamma, fit);
    fit->law = law;
    return;
  }
  *fit = (LabLawFit){.law = law, .break_x = NAN, .parameters = count_parameters (law)};
  if (trajectory->count < fit->parameters + 2)
    return;
  if (lab_law_needs_search (law))
    lab_law_search (trajectory, 0.0, fit);
  else
    fit_by_projection (trajectory, law, fit);
}

void
lab_law_fit_sum (const LabTrajectory *trajectory, gboolean has_floor, double gamma, LabLawFit *fit)
{
  g_return_if_fail (gamma > 0.0);

  *fit = (LabLawFit){
      .law = has_floor ? LAB_LAW_SUM_FLOOR : LAB_LAW_SUM,
      .break_x = NAN,
      .parameters = count_parameters (has_floor ? LAB_LAW_SUM_SEVENTH_FLOOR : LAB_LAW_SUM_SEVENTH),
      .is_exponent_fixed = TRUE,
  };
  if (trajectory->count >= fit->parameters + 2)
    lab_law_search (trajectory, gamma, fit);
}

void
lab_law_refit (const LabTrajectory *trajectory, const LabLawFit *from, LabLawFit *fit)
{
  if (from->has_shift || from->has_any_floor)
    lab_power_shift_refit (trajectory, from, fit);
  else if (lab_law_needs_search (from->law))
    lab_law_search_near (trajectory, from, fit);
  else
    lab_law_fit (trajectory, from->law, fit);
}
