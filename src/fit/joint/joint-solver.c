/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search over exponents; the header says how. */
#include "fit/joint/joint-projection.h"
#include "fit/joint/joint-residual.h"
#include "fit/law/joint-simplex.h"
#include "fit/law/levenberg.h"

#include <math.h>
#include <string.h>

#define GRID        16
#define LEAST_GRID  0.02
#define MOST_GRID   3.0
#define MOST_STARTS 4
#define ROUNDS      8

struct _LabJointSolver
{
  LabJointProjection projection;
  const double *weight;
  LabJointForm form;
  double bend;
  LabLevenberg *levenberg[LAB_JOINT_NUMBER_COUNT + 1]; /* by free numbers; made when needed */
};

LabJointSolver *
lab_joint_solver_new (const LabJointTable *table, LabJointForm form, double bend)
{
  LabJointSolver *solver = g_new0 (LabJointSolver, 1);

  solver->projection = (LabJointProjection){.table = table,
                                            .basis_n = g_new (double, MAX (table->count, 1)),
                                            .basis_d = g_new (double, MAX (table->count, 1))};
  solver->weight = table->weight;
  solver->form = form;
  solver->bend = bend;
  return solver;
}

void
lab_joint_solver_free (LabJointSolver *solver)
{
  if (solver == NULL)
    return;
  for (guint p = 0; p <= LAB_JOINT_NUMBER_COUNT; p++)
    lab_levenberg_free (solver->levenberg[p]);
  g_free (solver->projection.basis_n);
  g_free (solver->projection.basis_d);
  g_free (solver);
}

const LabJointTable *
lab_joint_solver_table (const LabJointSolver *solver)
{
  return solver->projection.table;
}

void
lab_joint_solver_weigh (LabJointSolver *solver, const double *weight)
{
  solver->weight = weight;
}

/* How many numbers the search is over, and where they go. */
static guint
axes_of (LabJointForm form)
{
  return form == LAB_JOINT_FULL || form == LAB_JOINT_KAPLAN ? 2 : 1;
}

static void
set_exponents (const LabJointSolver *solver, const double *ln_exponent, LabJointSolution *solution)
{
  double first = exp (ln_exponent[0]);

  *solution = (LabJointSolution){.form = solver->form, .alpha = first, .beta = first, .power = 1.0};
  if (solver->form == LAB_JOINT_FULL)
    solution->beta = exp (ln_exponent[1]);
  if (solver->form == LAB_JOINT_KAPLAN) {
    solution->beta = 1.0;
    solution->power = exp (ln_exponent[1]);
  }
}

static void
get_exponents (const LabJointSolution *solution, double *ln_exponent)
{
  ln_exponent[0] = log (solution->form == LAB_JOINT_D_FLOOR ? solution->beta : solution->alpha);
  ln_exponent[1] = log (solution->form == LAB_JOINT_KAPLAN ? solution->power : solution->beta);
}

static gboolean
is_inside (double ln_exponent)
{
  return ln_exponent >= log (LAB_JOINT_LEAST_EXPONENT) &&
         ln_exponent <= log (LAB_JOINT_MOST_EXPONENT);
}

static double
project_at (LabJointSolver *solver, const double *ln_exponent, LabJointSolution *solution)
{
  set_exponents (solver, ln_exponent, solution);
  solution->loss = INFINITY;
  for (guint j = 0; j < axes_of (solver->form); j++)
    if (!is_inside (ln_exponent[j]))
      return INFINITY;
  lab_joint_project (&solver->projection, solver->weight, ROUNDS, solution);
  return solution->loss;
}

static double
place_loss (const double *place, gpointer solver)
{
  LabJointSolution scratch;
  return project_at (solver, place, &scratch);
}

static gboolean
is_in_range (const LabJointSolution *solution)
{
  double ln_exponent[2];

  get_exponents (solution, ln_exponent);
  return is_inside (ln_exponent[0]) && is_inside (ln_exponent[1]);
}

/* Improves all free numbers together, from what residual has; its `at` receives them. Returns the loss. */
static double
minimise (LabJointSolver *solver, LabJointResidual *residual)
{
  double logarithm[LAB_JOINT_NUMBER_COUNT], loss;
  guint p = residual->free_count;

  residual->weight = solver->weight;
  residual->bend = solver->bend;
  lab_joint_residual_get (residual, logarithm);
  if (p == 0)
    return lab_joint_residual_loss (residual, logarithm, NULL);
  if (isfinite (solver->bend)) {
    loss = lab_joint_minimise (residual, logarithm);
  } else {
    if (solver->levenberg[p] == NULL)
      solver->levenberg[p] = lab_levenberg_new (residual->table->count, p);
    loss =
        lab_levenberg_minimise (solver->levenberg[p], lab_joint_residual_fill, residual, logarithm);
  }
  lab_joint_residual_set (residual, logarithm);
  residual->at.loss = loss;
  return loss;
}

/* solution keeps what is better. */
static void
finish (LabJointSolver *solver, LabJointSolution *solution)
{
  const LabJointTable *table = solver->projection.table;
  double logarithm[LAB_JOINT_NUMBER_COUNT];
  LabJointResidual residual;

  lab_joint_solution_drop_faint (table, solution);
  lab_joint_residual_init (&residual, table, solution, LAB_JOINT_NUMBER_COUNT);
  residual.weight = solver->weight;
  residual.bend = solver->bend;
  lab_joint_residual_get (&residual, logarithm);
  solution->loss = lab_joint_residual_loss (&residual, logarithm, NULL);
  if (minimise (solver, &residual) <= solution->loss && is_in_range (&residual.at))
    *solution = residual.at;
  lab_joint_solution_drop_faint (table, solution);
}

static void
keep_better (LabJointSolution *best, const LabJointSolution *other)
{
  if (isfinite (other->loss) && !(other->loss >= best->loss))
    *best = *other;
}

gboolean
lab_joint_solver_near (LabJointSolver *solver,
                       const LabJointSolution *from,
                       LabJointSolution *solution)
{
  LabJointSolution start = *from, found;
  double ln_exponent[2];

  get_exponents (from, ln_exponent);
  lab_joint_simplex (place_loss, solver, axes_of (solver->form), ln_exponent);
  *solution = (LabJointSolution){.form = solver->form, .loss = INFINITY};
  if (isfinite (project_at (solver, ln_exponent, &found))) {
    finish (solver, &found);
    keep_better (solution, &found);
  }
  if (isfinite (solver->bend)) {
    finish (solver, &start);
    keep_better (solution, &start);
  }
  return isfinite (solution->loss);
}

static double
grid_exponent (guint i)
{
  return log (LEAST_GRID) + log (MOST_GRID / LEAST_GRID) * i / (GRID - 1);
}

static gboolean
is_local_minimum (const double *loss, guint columns, guint row, guint column)
{
  for (int r = -1; r <= 1; r++)
    for (int c = -1; c <= 1; c++) {
      int at_row = (int)row + r, at_column = (int)column + c;
      if (at_row < 0 || at_row >= GRID || at_column < 0 || at_column >= (int)columns)
        continue;
      if (loss[at_row * (int)columns + at_column] < loss[row * columns + column])
        return FALSE;
    }
  return TRUE;
}

/* The best local minima of the grid; returns how many. */
static guint
find_starts (LabJointSolver *solver, LabJointPlace *start)
{
  guint columns = axes_of (solver->form) == 2 ? GRID : 1, count = 0;
  double loss[GRID * GRID];
  LabJointSolution scratch;

  for (guint row = 0; row < GRID; row++)
    for (guint column = 0; column < columns; column++) {
      const double place[] = {grid_exponent (row), grid_exponent (column)};
      set_exponents (solver, place, &scratch);
      lab_joint_project (&solver->projection, solver->weight, 1, &scratch);
      loss[row * columns + column] = scratch.loss;
    }
  for (guint row = 0; row < GRID; row++)
    for (guint column = 0; column < columns; column++) {
      double value = loss[row * columns + column];
      if (!isfinite (value) || !is_local_minimum (loss, columns, row, column))
        continue;
      LabJointPlace corner = {{grid_exponent (row), grid_exponent (column)}, value};
      if (count < MOST_STARTS)
        start[count++] = corner;
      else if (value < start[MOST_STARTS - 1].loss)
        start[MOST_STARTS - 1] = corner;
      lab_joint_sort_places (start, count);
    }
  return count;
}

gboolean
lab_joint_solver_search (LabJointSolver *solver, LabJointSolution *solution)
{
  LabJointPlace start[MOST_STARTS];
  guint count = find_starts (solver, start);

  *solution = (LabJointSolution){.form = solver->form, .loss = INFINITY};
  for (guint s = 0; s < count; s++) {
    LabJointSolution found, raw;
    set_exponents (solver, start[s].place, &raw);
    lab_joint_project (&solver->projection, solver->weight, ROUNDS, &raw);
    if (lab_joint_solver_near (solver, &raw, &found))
      keep_better (solution, &found);
  }
  return isfinite (solution->loss);
}

/* Sets one number of a law and goes over to its own units, in which A and B can be held; the terms keep
 * their place at the middle of the points, as far as they can. */
static void
hold_number (const LabJointTable *table, LabJointNumber held, double value, LabJointSolution *at)
{
  const double centre[] = {0.0, table->centre_n, table->centre_d};
  double *exponent = held == LAB_JOINT_BETA || held == LAB_JOINT_B ? &at->beta : &at->alpha;

  if (held == LAB_JOINT_A || held == LAB_JOINT_B) {
    double wanted = log (value / at->coefficient[held]) / centre[held];
    if (wanted > LAB_JOINT_LEAST_EXPONENT && wanted < LAB_JOINT_MOST_EXPONENT &&
        at->form != LAB_JOINT_KAPLAN)
      *exponent = wanted;
  } else if (held == LAB_JOINT_ALPHA || held == LAB_JOINT_BETA) {
    *exponent = value;
  } else if (held == LAB_JOINT_POWER) {
    at->power = value;
  }
  if (at->form == LAB_JOINT_SHARED)
    at->alpha = at->beta = *exponent;
  at->coefficient[LAB_JOINT_A] *= exp (at->alpha * table->centre_n);
  at->coefficient[LAB_JOINT_B] *= exp (at->beta * table->centre_d);
  if (held <= LAB_JOINT_B)
    at->coefficient[held] = value;
}

double
lab_joint_solver_hold (LabJointSolver *solver,
                       LabJointNumber held,
                       double value,
                       LabJointSolution *solution)
{
  const LabJointTable *table = solver->projection.table;
  LabJointResidual residual;
  LabJointSolution at = *solution;

  hold_number (table, held, value, &at);
  lab_joint_residual_init (&residual, table, &at, held);
  residual.shift_n = table->centre_n;
  residual.shift_d = table->centre_d;
  minimise (solver, &residual);
  at = residual.at;
  at.coefficient[LAB_JOINT_A] *= exp (-at.alpha * table->centre_n);
  at.coefficient[LAB_JOINT_B] *= exp (-at.beta * table->centre_d);
  *solution = at;
  return at.loss;
}

guint
lab_joint_solver_normal (LabJointSolver *solver,
                         const LabJointSolution *solution,
                         double *matrix,
                         LabJointNumber *which)
{
  const LabJointTable *table = solver->projection.table;
  LabJointResidual residual;
  double logarithm[LAB_JOINT_NUMBER_COUNT];

  lab_joint_residual_init (&residual, table, solution, LAB_JOINT_NUMBER_COUNT);
  residual.weight = solver->weight;
  guint p = residual.free_count;
  g_autofree double *value = g_new (double, table->count);
  g_autofree double *derivative = g_new (double, (gsize)table->count *p);
  lab_joint_residual_get (&residual, logarithm);
  lab_joint_residual_fill (logarithm, value, derivative, &residual);
  memcpy (which, residual.free, sizeof *which * p);
  memset (matrix, 0, sizeof *matrix * p * p);
  for (guint i = 0; i < table->count; i++)
    for (guint j = 0; j < p; j++)
      for (guint k = 0; k < p; k++)
        matrix[j * p + k] += derivative[(gsize)i * p + j] * derivative[(gsize)i * p + k];
  return p;
}
