/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Best values of one key over those of another. */
#include "experiment/grid/key-best.h"

#include "fit/sample/student.h"

#include <math.h>

#define PROBABILITY 0.95

static gboolean
is_size (const char *key)
{
  static const char *const sizes[] = {"n", "width",  "depth", "steps", "d",
                                      "D", "tokens", "heads", NULL};
  return g_strv_contains (sizes, key);
}

/* Errors along the tuned key at one value of the other: (count, repeats). */
static double *
line_of (const LabKeyGrid *grid, const double *error, const LabKeyValley *valley, guint other)
{
  guint repeats = grid->base.repeats, count = grid->axis[valley->tuned].count;
  double *line = g_new (double, (gsize)count *repeats);

  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++) {
    if (lab_key_grid_place (grid, cell, valley->other) != other)
      continue;
    guint place = lab_key_grid_place (grid, cell, valley->tuned);
    for (guint r = 0; r < repeats; r++)
      line[place * repeats + r] = error[cell * repeats + r];
  }
  return line;
}

/* Slope of ln best over ln other with Student's interval from the scatter about the line, or wider where
 * the best values' own intervals say so. */
static void
fit_line (const LabKeyGrid *grid, LabKeyValley *valley)
{
  const LabKeyAxis *other = &grid->axis[valley->other];
  double x[LAB_GRID_MAX], y[LAB_GRID_MAX], width[LAB_GRID_MAX], mean_x = 0.0, mean_y = 0.0;
  double squares = 0.0, products = 0.0, rest = 0.0, carried = 0.0;
  guint count = 0;

  for (guint i = 0; i < other->count; i++) {
    const LabKeyBest *best = &valley->best[i];
    if (!best->valid || best->at_end || !(best->value > 0.0) || !(other->value[i] > 0.0))
      continue;
    x[count] = log (other->value[i]);
    y[count] = log (best->value);
    width[count++] = 0.5 * log (best->high / best->low);
  }
  valley->valid = count >= 2;
  if (!valley->valid)
    return;
  for (guint i = 0; i < count; i++) {
    mean_x += x[i] / count;
    mean_y += y[i] / count;
  }
  for (guint i = 0; i < count; i++) {
    squares += (x[i] - mean_x) * (x[i] - mean_x);
    products += (x[i] - mean_x) * (y[i] - mean_y);
  }
  valley->exponent = products / squares;
  for (guint i = 0; i < count; i++) {
    double distance = y[i] - mean_y - valley->exponent * (x[i] - mean_x);
    double share = (x[i] - mean_x) / squares * width[i];
    rest += distance * distance;
    carried += share * share;
  }
  double half = sqrt (carried);
  if (count > 2) {
    double scatter =
        lab_student_critical_value (count - 2, PROBABILITY) * sqrt (rest / (count - 2) / squares);
    half = isfinite (half) ? fmax (half, scatter) : scatter;
  }
  valley->low = valley->exponent - half;
  valley->high = valley->exponent + half;
}

void
lab_key_valley (const LabKeyGrid *grid, LabRun *const *runs, LabKeyValley *valley)
{
  g_return_if_fail (grid->axes == 2);

  g_autofree double *error = lab_key_grid_errors (grid, runs);
  gboolean swap = is_size (grid->axis[0].key) && !is_size (grid->axis[1].key);

  *valley = (LabKeyValley){
      .tuned = swap ? 1 : 0, .other = swap ? 0 : 1, .exponent = NAN, .low = NAN, .high = NAN};
  valley->count = grid->axis[valley->other].count;
  for (guint i = 0; i < valley->count; i++) {
    g_autofree double *errors = line_of (grid, error, valley, i);
    const LabKeyAxis *tuned = &grid->axis[valley->tuned];
    const LabKeyLine line = {tuned->count,       tuned->value, tuned->is_linear,
                             grid->base.repeats, errors,       grid->base.seed};
    lab_key_best (&line, &valley->best[i]);
  }
  if (!grid->axis[valley->tuned].is_linear && !grid->axis[valley->other].is_linear)
    fit_line (grid, valley);
}
