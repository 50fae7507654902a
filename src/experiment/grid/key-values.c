/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Default values of swept keys. */
#include "experiment/grid/key-values.h"

#include <math.h>

#include "experiment/experiment-keys.h"

#define FACTOR            2.0
#define RATES             9 /* of learning_rate, about its own value */
#define OTHERS            7
#define NEIGHBOURS        5
#define LEAST_VALUES      3
#define SHARES            5
#define CENTRE_OF_NOTHING 0.1 /* where the experiment's own value is 0 */
#define AMBIENTS          4 /* of D, from its own value up: smaller ones may not hold the manifold */
#define LEAST_DEPTHS      4
#define MOST_HEADS        16

/* Shares of something: evenly spaced. */
static gboolean
is_share (const char *key)
{
  static const char *const shares[] = {"warm_up",     "final_rate", "stable",
                                       "correlation", "density",    NULL};
  return g_strv_contains (shares, key);
}

static void
add (LabKeyAxis *axis, double value)
{
  const LabKey *key = lab_experiment_find_key (axis->key);

  if (key->type == LAB_KEY_INTEGER)
    value = round (value);
  if (axis->count == LAB_GRID_MAX || value > key->maximum || value < key->minimum ||
      (key->minimum_excluded && value <= key->minimum) ||
      (axis->count > 0 && value <= axis->value[axis->count - 1]))
    return;
  axis->value[axis->count++] = value;
}

/* 1, 2, 4, ... of what divides a whole, up to most. */
static void
add_divisors (LabKeyAxis *axis, guint whole, guint most)
{
  for (guint value = 1; value <= most && value <= whole; value *= 2)
    if (whole % value == 0)
      add (axis, value);
}

static void
add_shares (LabKeyAxis *axis)
{
  double most = fmin (lab_experiment_find_key (axis->key)->maximum, 1.0);

  for (guint i = 0; i < SHARES; i++)
    add (axis, most * i / SHARES);
}

static void
add_ratios (const LabExperiment *base, LabKeyAxis *axis)
{
  double centre = lab_experiment_get_number (base, axis->key);
  int half = (g_str_equal (axis->key, "learning_rate") ? RATES : OTHERS) / 2;

  if (!(centre > 0.0))
    centre = CENTRE_OF_NOTHING;
  for (int i = -half; i <= half; i++)
    add (axis, centre * pow (FACTOR, i));
}

/* Of a small whole number ratios of 2 leave too little: one value after the other from the least. */
static void
add_neighbours (LabKeyAxis *axis)
{
  const LabKey *key = lab_experiment_find_key (axis->key);

  if (key->type != LAB_KEY_INTEGER)
    return;
  axis->count = 0;
  for (guint i = 0; i < NEIGHBOURS; i++)
    add (axis, key->minimum + i);
}

gboolean
lab_key_axis_linear (const LabKeyAxis *axis)
{
  return is_share (axis->key) || (axis->count > 0 && axis->value[0] <= 0.0);
}

gboolean
lab_key_axis_default (const LabExperiment *base, LabKeyAxis *axis)
{
  static const guint dimensions[] = {1, 2, 3, 4, 6, 8};
  double grid[LAB_GRID_MAX];
  guint count = 0;

  axis->count = 0;
  axis->is_default = TRUE;
  if (g_str_equal (axis->key, "n"))
    count = lab_axis (LAB_SWEEP_DATA)->choose_grid (base, grid);
  else if (g_str_equal (axis->key, "width"))
    count = lab_axis (LAB_SWEEP_MODEL)->choose_grid (base, grid);
  for (guint i = 0; i < count; i++)
    add (axis, grid[i]);
  if (g_str_equal (axis->key, "depth"))
    for (guint i = 1; i <= MAX (base->depth, LEAST_DEPTHS); i++)
      add (axis, i);
  else if (g_str_equal (axis->key, "heads"))
    add_divisors (axis, base->width, MOST_HEADS);
  else if (g_str_equal (axis->key, "tokens"))
    add_divisors (axis, lab_experiment_ambient_dimension (base), MOST_HEADS);
  else if (g_str_equal (axis->key, "D"))
    for (guint i = 0; i < AMBIENTS; i++)
      add (axis, lab_experiment_ambient_dimension (base) * pow (FACTOR, i));
  else if (g_str_equal (axis->key, "d"))
    for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
      add (axis, dimensions[i]);
  else if (is_share (axis->key))
    add_shares (axis);
  else if (axis->count == 0)
    add_ratios (base, axis);
  if (axis->count < LEAST_VALUES)
    add_neighbours (axis);
  axis->is_linear = lab_key_axis_linear (axis);
  return axis->count > 0;
}
