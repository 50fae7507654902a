/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts of the laws that are searched for, and what solutions have a meaning. */
#include "fit/law/law-search.h"

#include "fit/sample/information.h"
#include "fit/law/law-fit.h"
#include "fit/law/law-shapes.h"

#include <math.h>

#define BREAKS         12 /* places tried */
#define SCALES         14 /* time scales of a sum */
#define LEAST_WIDTH    0.02
#define MOST_WIDTH     1.5
#define STEEPEST       8.0 /* exponents of sums */
#define LEAST_RATIO    1e-3
#define MOST_LINEAR    3
#define MOST_PARAMETER LAB_LEVENBERG_MOST_PARAMETERS

static const double widths[] = {0.08, 0.3, 0.8};
static const double speeds[] = {0.5, 0.85,
                                0.97}; /* break over the end of the run at constant speed */
static const double gammas[] = {0.05, 0.14, 0.3, 0.6, 1.1, 2.0};
static const double floor_shares[] = {0.0, 0.5, 0.9}; /* of the least y */

typedef struct
{
  const LabTrajectory *trajectory;
  LabShape shape;
  LabLawShapeData data;
  LabShapeSearch *search;
  LabLaw law;
  double least_ln_y;
} Problem;

gboolean
lab_law_needs_search (LabLaw law)
{
  LabForm form = lab_law_form (law);
  return lab_law_is_smooth (law) || form == LAB_FORM_SPEED_POWER || form == LAB_FORM_SUM;
}

/* Normal equations of weight, row (size) and target, added up point by point. */
static void
add_row (double *matrix, double *right, const double *row, double target, double weight, guint size)
{
  for (guint j = 0; j < size; j++) {
    right[j] += weight * row[j] * target;
    for (guint k = 0; k <= j; k++)
      matrix[j * size + k] += weight * row[j] * row[k];
  }
}

/* The linear parameters (level and slopes) of a law with a break whose break and bend are set in
 * parameters, for y less a floor; each point weighs what ln y feels of it. */
static gboolean
solve_logarithms (const Problem *problem, double floor, double *parameters)
{
  const LabTrajectory *trajectory = problem->trajectory;
  gboolean has_early = lab_law_form (problem->law) == LAB_FORM_POWER_POWER;
  guint size = has_early ? 3 : 2;
  double matrix[MOST_LINEAR * MOST_LINEAR] = {0.0}, right[MOST_LINEAR] = {0.0};

  for (guint i = 0; i < trajectory->count; i++) {
    double slope[MOST_PARAMETER], row[MOST_LINEAR];
    double share = 1.0 - floor * exp (-trajectory->ln_y[i]);
    double at_zero[MOST_PARAMETER] = {0.0, has_early ? 0.0 : parameters[1], 0.0, parameters[3],
                                      parameters[4]};
    double known = problem->shape.value (at_zero, trajectory->x[i], trajectory->ln_x[i], slope,
                                         problem->shape.data);
    row[0] = 1.0;
    row[1] = has_early ? slope[1] : slope[2];
    row[2] = slope[2];
    add_row (matrix, right, row, trajectory->ln_y[i] + log (share) - known,
             trajectory->weight[i] * share * share, size);
  }
  if (!lab_solve_positive (matrix, right, size))
    return FALSE;
  parameters[0] = right[0];
  parameters[2] = right[size - 1];
  if (has_early)
    parameters[1] = right[1];
  return TRUE;
}

static void
offer_break (Problem *problem, double ln_break, double bend)
{
  gboolean is_speed = lab_law_form (problem->law) == LAB_FORM_SPEED_POWER;

  for (guint f = problem->shape.has_floor ? 1 : 0;
       f < (problem->shape.has_floor ? G_N_ELEMENTS (floor_shares) : 1); f++) {
    double parameters[MOST_PARAMETER] = {0.0}, floor = floor_shares[f] * exp (problem->least_ln_y);

    parameters[3] = ln_break;
    if (is_speed)
      parameters[1] = log (bend / (1.0 - bend));
    else
      parameters[4] = log (bend);
    if (!solve_logarithms (problem, floor, parameters))
      continue;
    if (problem->shape.has_floor)
      parameters[problem->shape.parameters] = log (floor);
    lab_shape_search_offer (problem->search, parameters);
  }
}

static void
offer_breaks (Problem *problem)
{
  gboolean is_speed = lab_law_form (problem->law) == LAB_FORM_SPEED_POWER;
  const double *bends = is_speed ? speeds : widths;
  guint count = is_speed ? G_N_ELEMENTS (speeds) : G_N_ELEMENTS (widths);
  double low, high;

  if (!lab_law_break_range (problem->trajectory, &low, &high))
    return;
  for (guint b = 0; b < BREAKS; b++)
    for (guint i = 0; i < count; i++)
      offer_break (problem, low + (high - low) * b / (BREAKS - 1.0), bends[i]);
}

/* Amplitudes of exponential, power law and floor (size of them) by least squares of relative errors;
 * those that come out negative are raised to a small part of what the others leave. */
static gboolean
solve_amplitudes (const Problem *problem, double scale, double gamma, guint size, double *amplitude)
{
  const LabTrajectory *trajectory = problem->trajectory;
  double matrix[MOST_LINEAR * MOST_LINEAR] = {0.0};
  double first = exp (trajectory->ln_y[0]), least = exp (problem->least_ln_y);

  for (guint j = 0; j < size; j++)
    amplitude[j] = 0.0;
  for (guint i = 0; i < trajectory->count; i++) {
    double inverse = exp (-trajectory->ln_y[i]);
    double row[MOST_LINEAR] = {inverse * exp (-trajectory->x[i] / scale),
                               inverse * exp (-gamma * (trajectory->ln_x[i] - problem->data.pivot)),
                               inverse};
    add_row (matrix, amplitude, row, 1.0, trajectory->weight[i], size);
  }
  if (!lab_solve_positive (matrix, amplitude, size))
    return FALSE;
  amplitude[0] = MAX (amplitude[0], LEAST_RATIO * first);
  amplitude[1] = MAX (amplitude[1], LEAST_RATIO * least);
  if (size > 2)
    amplitude[2] = MAX (amplitude[2], LEAST_RATIO * least);
  return TRUE;
}

static void
offer_sum (Problem *problem, double scale, double gamma)
{
  guint size = problem->shape.has_floor ? 3 : 2;
  double amplitude[MOST_LINEAR], parameters[MOST_PARAMETER] = {0.0};

  if (!solve_amplitudes (problem, scale, gamma, size, amplitude))
    return;
  parameters[0] = log (amplitude[0]);
  parameters[1] = log (amplitude[1]);
  parameters[2] = log (scale);
  parameters[3] = log (gamma);
  if (problem->shape.has_floor)
    parameters[problem->shape.parameters] = log (amplitude[2]);
  lab_shape_search_offer (problem->search, parameters);
}

static void
offer_sums (Problem *problem)
{
  const LabTrajectory *trajectory = problem->trajectory;
  double first = trajectory->x[1], last = trajectory->x[trajectory->count - 1] / 2.0;

  for (guint s = 0; s < SCALES; s++) {
    double scale = first * pow (last / first, s / (SCALES - 1.0));
    if (problem->data.gamma > 0.0)
      offer_sum (problem, scale, problem->data.gamma);
    else
      for (guint g = 0; g < G_N_ELEMENTS (gammas); g++)
        offer_sum (problem, scale, gammas[g]);
  }
}

/* A sum's exponential must fall within the points, a break lie among them. */
static gboolean
has_meaning (const double *parameters, const LabTrajectory *trajectory, gconstpointer data)
{
  const Problem *problem = data;
  double first = trajectory->ln_x[0], last = trajectory->ln_x[trajectory->count - 1], low, high;

  if (lab_law_form (problem->law) == LAB_FORM_SUM)
    return parameters[2] > first - 1.0 && parameters[2] < last &&
           (problem->data.gamma > 0.0 || parameters[3] < log (STEEPEST));
  if (!lab_law_break_range (trajectory, &low, &high) || parameters[3] < low || parameters[3] > high)
    return FALSE;
  return !lab_law_is_smooth (problem->law) ||
         (parameters[4] > log (LEAST_WIDTH) && parameters[4] < log (MOST_WIDTH));
}

static void
open_problem (Problem *problem, const LabTrajectory *trajectory, double gamma, LabLaw law)
{
  *problem = (Problem){.trajectory = trajectory,
                       .data = {lab_law_pivot (trajectory), gamma},
                       .law = law,
                       .least_ln_y = trajectory->ln_y[0]};
  for (guint i = 1; i < trajectory->count; i++)
    problem->least_ln_y = MIN (problem->least_ln_y, trajectory->ln_y[i]);
  problem->shape = lab_law_shape (law, &problem->data);
  problem->search = lab_shape_search_new (&problem->shape, trajectory);
}

static void
close_problem (Problem *problem, LabLawFit *fit)
{
  double parameters[MOST_PARAMETER];
  double residual = lab_shape_search_finish (problem->search, has_meaning, problem, parameters);

  if (isfinite (residual)) {
    lab_law_from_shape (parameters, &problem->data, fit);
    fit->residual = residual;
    fit->aicc =
        lab_information_criterion (residual, problem->trajectory->count, fit->parameters, 1.0);
    fit->valid = TRUE;
  }
  lab_shape_search_free (problem->search);
}

void
lab_law_search (const LabTrajectory *trajectory, double gamma, LabLawFit *fit)
{
  g_return_if_fail (trajectory != NULL && fit != NULL && lab_law_needs_search (fit->law));

  Problem problem;

  open_problem (&problem, trajectory, gamma, fit->law);
  if (lab_law_form (fit->law) == LAB_FORM_SUM)
    offer_sums (&problem);
  else
    offer_breaks (&problem);
  close_problem (&problem, fit);
}

void
lab_law_search_near (const LabTrajectory *trajectory, const LabLawFit *from, LabLawFit *fit)
{
  g_return_if_fail (trajectory != NULL && from != NULL && from->valid && fit != NULL);

  double parameters[MOST_PARAMETER], gamma = from->is_exponent_fixed ? -from->exponent : 0.0;
  Problem problem;

  *fit = *from;
  fit->valid = FALSE;
  open_problem (&problem, trajectory, gamma, from->law);
  lab_law_to_shape (from, &problem.data, parameters);
  lab_shape_search_offer (problem.search, parameters);
  close_problem (&problem, fit);
}
