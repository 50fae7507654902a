/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fit/fit-window.h"

#include <math.h>

#define WHOLE 0.99

/* Fewer of the points leave no curve. */
#define LEAST_SHARE (1.0 / 3.0)

static int
find_rate (const LabTable *table, const LabFitCurves *curves)
{
  g_autofree LabColumnRole *roles = g_new (LabColumnRole, lab_table_columns (table));
  LabColumnRole x;

  lab_roles_tell (table, roles);
  x = roles[curves->reading.x];
  if (x != LAB_ROLE_STEP && x != LAB_ROLE_TOKENS && x != LAB_ROLE_SAMPLES && x != LAB_ROLE_EPOCH)
    return -1;
  for (guint i = 0; i < lab_table_columns (table); i++)
    if (roles[i] == LAB_ROLE_LEARNING_RATE)
      return (int)i;
  return -1;
}

typedef struct
{
  guint count, whole;
  double least, most; /* of the rate */
  double from, to;    /* x where it is whole */
  double first, last; /* x at all */
} Rates;

static gboolean
rate_at (const LabTable *table,
         const LabFitCurves *curves,
         guint rate,
         guint row,
         double *x,
         double *value)
{
  return curves->reading.rows[row] && lab_table_is_number (table, row, curves->reading.x, x) &&
         lab_table_is_number (table, row, rate, value) && *x > 0.0 && isfinite (*x) &&
         isfinite (*value);
}

static Rates
gather (const LabTable *table, const LabFitCurves *curves, guint rate)
{
  Rates rates = {0, 0, INFINITY, -INFINITY, INFINITY, -INFINITY, INFINITY, -INFINITY};
  double x, value;

  for (guint row = 0; row < lab_table_rows (table); row++)
    if (rate_at (table, curves, rate, row, &x, &value)) {
      rates.count++;
      rates.least = fmin (rates.least, value);
      rates.most = fmax (rates.most, value);
      rates.first = fmin (rates.first, x);
      rates.last = fmax (rates.last, x);
    }
  for (guint row = 0; row < lab_table_rows (table); row++)
    if (rate_at (table, curves, rate, row, &x, &value) && value >= WHOLE * rates.most) {
      rates.whole++;
      rates.from = fmin (rates.from, x);
      rates.to = fmax (rates.to, x);
    }
  return rates;
}

gboolean
lab_fit_window_find (const LabTable *table,
                     const LabFitCurves *curves,
                     double *from,
                     double *to,
                     char **note)
{
  const int rate = find_rate (table, curves);

  *note = NULL;
  if (rate < 0)
    return FALSE;
  const Rates rates = gather (table, curves, (guint)rate);
  const char *name = lab_table_name (table, (guint)rate);
  if (rates.count < 4 || !(rates.most > 0.0) || rates.least >= WHOLE * rates.most)
    return FALSE;
  if (rates.whole < LEAST_SHARE * rates.count) {
    *note = g_strdup_printf (
        "the learning rate (%s) is whole at %u of %u points only, so warm-up and decay are "
        "in what is fitted; --from and --to choose a window.",
        name, rates.whole, rates.count);
    return FALSE;
  }
  *from = rates.from > rates.first ? rates.from : 0.0;
  *to = rates.to < rates.last ? rates.to : 0.0;
  *note = g_strdup_printf (
      "from %g to %g, where the learning rate (%s) is whole: warm-up and decay are left "
      "out; --from and --to choose another.",
      rates.from, rates.to, name);
  return TRUE;
}
