/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parabolas through budgets. */
#include "fit/joint/isoflop.h"

#include "core/error.h"
#include "core/random.h"
#include "fit/joint/joint-table.h"
#include "fit/law/levenberg.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#define LEAST_SIZES  3
#define LEAST_MINIMA 2
#define REFITS       500
#define TAIL         0.025

/* Points of one budget: [from, to) of the sorted points. */
typedef struct
{
  guint from, to;
} Budget;

typedef struct
{
  double middle;         /* ln N that the parabola is about */
  double coefficient[3]; /* of 1, x - middle and its square */
} Parabola;

static int
compare_compute (const void *left, const void *right)
{
  const LabIsoflopPoint *a = left, *b = right;
  return (a->compute > b->compute) - (a->compute < b->compute);
}

static guint
count_sizes (const LabIsoflopPoint *points, const Budget *budget)
{
  guint count = 0;

  for (guint i = budget->from; i < budget->to; i++) {
    gboolean seen = FALSE;
    for (guint j = budget->from; j < i; j++)
      seen = seen || points[j].n == points[i].n;
    count += seen ? 0 : 1;
  }
  return count;
}

/* Least squares of value (all points) over ln N. FALSE where it has no minimum. */
static gboolean
fit_parabola (const LabIsoflopPoint *points,
              const double *value,
              const Budget *budget,
              Parabola *parabola)
{
  double matrix[9] = {0}, right[3] = {0};
  guint count = budget->to - budget->from;

  *parabola = (Parabola){.middle = 0.0};
  for (guint i = budget->from; i < budget->to; i++)
    parabola->middle += log (points[i].n) / count;
  for (guint i = budget->from; i < budget->to; i++) {
    double x = log (points[i].n) - parabola->middle;
    const double row[] = {1.0, x, x * x};
    for (guint j = 0; j < 3; j++) {
      right[j] += row[j] * value[i];
      for (guint k = 0; k < 3; k++)
        matrix[j * 3 + k] += row[j] * row[k];
    }
  }
  if (!lab_solve_positive (matrix, right, 3))
    return FALSE;
  for (guint j = 0; j < 3; j++)
    parabola->coefficient[j] = right[j];
  return parabola->coefficient[2] > 0.0;
}

static double
parabola_at (const Parabola *parabola, double ln_n)
{
  double x = ln_n - parabola->middle;
  return parabola->coefficient[0] + x * (parabola->coefficient[1] + x * parabola->coefficient[2]);
}

static double
lowest_place (const Parabola *parabola)
{
  return parabola->middle - parabola->coefficient[1] / (2.0 * parabola->coefficient[2]);
}

/* Slope of y over x by least squares. */
static double
slope_of (const double *x, const double *y, guint count)
{
  double mean_x = 0.0, mean_y = 0.0, squares = 0.0, products = 0.0;

  for (guint i = 0; i < count; i++) {
    mean_x += x[i] / count;
    mean_y += y[i] / count;
  }
  for (guint i = 0; i < count; i++) {
    squares += (x[i] - mean_x) * (x[i] - mean_x);
    products += (x[i] - mean_x) * (y[i] - mean_y);
  }
  return squares > 0.0 && count >= LEAST_MINIMA ? products / squares : NAN;
}

static double
mean_ln_compute (const LabIsoflopPoint *points, const Budget *budget)
{
  double sum = 0.0;

  for (guint i = budget->from; i < budget->to; i++)
    sum += log (points[i].compute);
  return sum / (budget->to - budget->from);
}

/* Budgets that a parabola can be fitted to; counts the others. */
static GArray *
find_budgets (const LabIsoflopPoint *points, guint count, guint *passed_over)
{
  GArray *budgets = g_array_new (FALSE, FALSE, sizeof (Budget));
  Budget budget = {0, 0};

  for (guint i = 1; i <= count; i++) {
    if (i < count && log (points[i].compute / points[i - 1].compute) < LAB_ISOFLOP_SAME_BUDGET)
      continue;
    budget.to = i;
    if (i - budget.from >= LAB_ISOFLOP_LEAST_POINTS && count_sizes (points, &budget) >= LEAST_SIZES)
      g_array_append_val (budgets, budget);
    else
      (*passed_over)++;
    budget.from = i;
  }
  return budgets;
}

/* Both exponents from values at the points; NaN where fewer than two budgets have a minimum. */
static void
read_exponents (const LabIsoflopPoint *points,
                const double *value,
                const GArray *budgets,
                double *exponent,
                double *loss_exponent,
                double *place)
{
  g_autofree double *ln_c = g_new (double, MAX (budgets->len, 1));
  g_autofree double *ln_n = g_new (double, MAX (budgets->len, 1));
  g_autofree double *ln_loss = g_new (double, MAX (budgets->len, 1));
  guint count = 0;

  for (guint b = 0; b < budgets->len; b++) {
    const Budget *budget = &g_array_index (budgets, Budget, b);
    Parabola parabola;
    gboolean has_minimum = fit_parabola (points, value, budget, &parabola);
    double least = has_minimum ? parabola_at (&parabola, lowest_place (&parabola)) : NAN;
    if (place != NULL)
      place[b] = least > 0.0 ? lowest_place (&parabola) : NAN;
    if (!(least > 0.0))
      continue;
    ln_c[count] = mean_ln_compute (points, budget);
    ln_n[count] = lowest_place (&parabola);
    ln_loss[count++] = log (least);
  }
  *exponent = slope_of (ln_c, ln_n, count);
  *loss_exponent = slope_of (ln_c, ln_loss, count);
}

static void
take_minimum (LabIsoflop *isoflop, const double *value, const Budget *budget)
{
  LabIsoflopMinimum minimum = {.points = budget->to - budget->from};
  double least = INFINITY, most = -INFINITY;
  Parabola parabola;

  if (!fit_parabola (isoflop->points, value, budget, &parabola) ||
      !(parabola_at (&parabola, lowest_place (&parabola)) > 0.0)) {
    isoflop->passed_over++;
    return;
  }
  for (guint i = budget->from; i < budget->to; i++) {
    least = fmin (least, log (isoflop->points[i].n));
    most = fmax (most, log (isoflop->points[i].n));
  }
  double place = lowest_place (&parabola);
  minimum.compute = exp (mean_ln_compute (isoflop->points, budget));
  minimum.n = minimum.n_low = minimum.n_high = exp (place);
  minimum.loss = parabola_at (&parabola, place);
  minimum.curvature = parabola.coefficient[2];
  minimum.centre = (place - 0.5 * (least + most)) / (0.5 * (most - least));
  isoflop->off_centre += fabs (minimum.centre) > LAB_ISOFLOP_OFF_CENTRE ? 1 : 0;
  isoflop->extrapolated += fabs (minimum.centre) > 1.0 ? 1 : 0;
  isoflop->minima[isoflop->count++] = minimum;
}

/* Values of one refit: parabolas of the measured ones with residuals of their own budget, drawn anew and
 * widened for the three numbers that were fitted. */
static void
draw_values (const LabIsoflopPoint *points,
             const double *value,
             const GArray *budgets,
             LabRandom *random,
             double *drawn)
{
  for (guint b = 0; b < budgets->len; b++) {
    const Budget *budget = &g_array_index (budgets, Budget, b);
    guint count = budget->to - budget->from;
    double widening = sqrt ((double)count / (count - 3));
    Parabola parabola;

    fit_parabola (points, value, budget, &parabola);
    for (guint i = budget->from; i < budget->to; i++) {
      guint from = budget->from + lab_random_below (random, count);
      double residual = value[from] - parabola_at (&parabola, log (points[from].n));
      drawn[i] = parabola_at (&parabola, log (points[i].n)) + widening * residual;
    }
  }
}

/* The middle 95 % of values (count), those that are not numbers left out. */
static void
middle_of (double *value, guint count, double *low, double *high)
{
  guint usable = 0;

  for (guint i = 0; i < count; i++)
    if (isfinite (value[i]))
      value[usable++] = value[i];
  lab_joint_sort_values (value, usable);
  *low = usable > 0 ? value[(guint)(TAIL * (usable - 1))] : NAN;
  *high = usable > 0 ? value[(guint)ceil ((1.0 - TAIL) * (usable - 1))] : NAN;
}

static void
find_intervals (LabIsoflop *isoflop, const double *value, const GArray *budgets, guint64 seed)
{
  g_autofree double *drawn = g_new0 (double, isoflop->point_count);
  g_autofree double *exponent = g_new (double, REFITS);
  g_autofree double *loss_exponent = g_new (double, REFITS);
  g_autofree double *place = g_new (double, (gsize)REFITS * budgets->len);
  g_autofree double *column = g_new (double, REFITS);

  for (guint r = 0; r < REFITS; r++) {
    LabRandom random;
    lab_random_init (&random, seed, r, LAB_STREAM_BOOTSTRAP);
    draw_values (isoflop->points, value, budgets, &random, drawn);
    read_exponents (isoflop->points, drawn, budgets, &exponent[r], &loss_exponent[r],
                    place + (gsize)r * budgets->len);
  }
  middle_of (exponent, REFITS, &isoflop->low, &isoflop->high);
  middle_of (loss_exponent, REFITS, &isoflop->loss_low, &isoflop->loss_high);
  for (guint b = 0, m = 0; b < budgets->len && m < isoflop->count; b++) {
    const Budget *budget = &g_array_index (budgets, Budget, b);
    if (exp (mean_ln_compute (isoflop->points, budget)) != isoflop->minima[m].compute)
      continue;
    for (guint r = 0; r < REFITS; r++)
      column[r] = place[(gsize)r * budgets->len + b];
    middle_of (column, REFITS, &isoflop->minima[m].n_low, &isoflop->minima[m].n_high);
    isoflop->minima[m].n_low = exp (isoflop->minima[m].n_low);
    isoflop->minima[m].n_high = exp (isoflop->minima[m].n_high);
    m++;
  }
}

static double *
losses_of (const LabIsoflop *isoflop)
{
  double *value = g_new (double, MAX (isoflop->point_count, 1));

  for (guint i = 0; i < isoflop->point_count; i++)
    value[i] = isoflop->points[i].loss;
  return value;
}

LabIsoflop *
lab_isoflop_new (const LabIsoflopPoint *points, guint count, guint64 seed, GError **error)
{
  g_return_val_if_fail (points != NULL || count == 0, NULL);

  g_autoptr (LabIsoflop) isoflop = g_new0 (LabIsoflop, 1);
  isoflop->points = g_new (LabIsoflopPoint, MAX (count, 1));
  for (guint i = 0; i < count; i++) {
    if (isfinite (points[i].compute) && points[i].compute > 0.0 && isfinite (points[i].n) &&
        points[i].n > 0.0 && isfinite (points[i].loss) && points[i].loss > 0.0)
      isoflop->points[isoflop->point_count++] = points[i];
    else
      isoflop->left_out++;
  }
  qsort (isoflop->points, isoflop->point_count, sizeof *isoflop->points, compare_compute);
  g_autoptr (GArray) budgets =
      find_budgets (isoflop->points, isoflop->point_count, &isoflop->passed_over);
  g_autofree double *value = losses_of (isoflop);
  isoflop->minima = g_new (LabIsoflopMinimum, MAX (budgets->len, 1));
  for (guint b = 0; b < budgets->len; b++)
    take_minimum (isoflop, value, &g_array_index (budgets, Budget, b));
  if (isoflop->count < LEAST_MINIMA) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("IsoFLOP needs %u budgets or more whose points show a minimum, each with %u "
                    "points or more and three different sizes; there are %u, and %u are passed "
                    "over."),
                 LEAST_MINIMA, LAB_ISOFLOP_LEAST_POINTS, isoflop->count, isoflop->passed_over);
    return NULL;
  }
  read_exponents (isoflop->points, value, budgets, &isoflop->exponent, &isoflop->loss_exponent,
                  NULL);
  find_intervals (isoflop, value, budgets, seed);
  return g_steal_pointer (&isoflop);
}

void
lab_isoflop_free (LabIsoflop *isoflop)
{
  if (isoflop == NULL)
    return;
  g_free (isoflop->points);
  g_free (isoflop->minima);
  g_free (isoflop);
}

double
lab_isoflop_read_law (const LabIsoflop *isoflop, const LabJointLaw *law, double flop)
{
  g_autofree double *value = g_new (double, isoflop->point_count);
  guint passed_over = 0;
  double exponent, loss_exponent;

  for (guint i = 0; i < isoflop->point_count; i++) {
    const LabIsoflopPoint *point = &isoflop->points[i];
    value[i] = lab_joint_law_value (law, point->n, point->compute / (flop * point->n));
  }
  g_autoptr (GArray) budgets = find_budgets (isoflop->points, isoflop->point_count, &passed_over);
  read_exponents (isoflop->points, value, budgets, &exponent, &loss_exponent, NULL);
  return exponent;
}
