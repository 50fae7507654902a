/* Points dealt into groups: the delete-a-group jackknife (Quenouille 1949, Tukey 1958). */
#include "dimension/folds.h"

#include "core/random.h"

#include <math.h>

/* Of the deal: the same points give the same interval. */
#define SEED 1

/* Standard deviations on each side of a 95 % interval. */
#define NORMAL_95 1.959963984540054

void
lab_folds_deal (gsize n, LabFolds *folds)
{
  g_autofree guint32 *order = g_new (guint32, n);
  LabRandom random;

  g_return_if_fail (n > 0 && folds != NULL);

  folds->count = (guint)MIN (n, LAB_FOLDS_MAX);
  folds->group = g_new (guint8, n);
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32)i;
  lab_random_init (&random, SEED, 0, LAB_STREAM_BOOTSTRAP);
  lab_random_shuffle (&random, n, order);
  for (gsize i = 0; i < n; i++)
    folds->group[order[i]] = (guint8)(i % folds->count);
}

guint
lab_folds_pick (const LabFolds *folds,
                guint left_out,
                const guint32 *index,
                guint listed,
                guint k,
                guint *place)
{
  guint picked = 0;

  for (guint j = 0; j < listed && picked < k; j++)
    if (folds->group[index[j]] != left_out)
      place[picked++] = j;
  return picked;
}

void
lab_folds_interval (double value, const double *without, guint count, double *low, double *high)
{
  double mean = 0.0;
  double squares = 0.0;
  double half;

  for (guint g = 0; g < count; g++)
    mean += without[g] / count;
  for (guint g = 0; g < count; g++)
    squares += (without[g] - mean) * (without[g] - mean);
  half = NORMAL_95 * sqrt ((count - 1.0) / count * squares);
  *low = isfinite (half) ? value - half : NAN;
  *high = isfinite (half) ? value + half : NAN;
}
