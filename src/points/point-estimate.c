/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intrinsic dimension of points as they are trained on: of their principal components where a file
 * has more columns, since the network sees nothing else, and the law in n is about what it sees. */
#include "points/point-set-private.h"

#include "core/memory.h"
#include "dimension/dimension.h"

#include <glib/gi18n.h>
#include <math.h>

/* What is estimated on does not depend on an experiment. */
#define ESTIMATE_SEED 0

/* rows (count) of the set as the estimators take them. */
static double *
to_double (const LabPointSet *set, const guint32 *rows, gsize count, GError **error)
{
  guint D = set->dimensions;
  double *x = lab_memory_new (count, D * sizeof *x, N_ ("the points"), error);

  for (gsize i = 0; i < count && x != NULL; i++)
    for (guint k = 0; k < D; k++)
      x[i * D + k] = (double)set->x[(gsize)rows[i] * D + k];
  return x;
}

/* Too few different points have no estimate, which is no error. */
gboolean
lab_point_set_estimate (LabPointSet *set, LabTask *task, GError **error)
{
  gsize count = MIN (set->n, LAB_POINT_SET_ESTIMATE_POINTS);
  g_autofree guint32 *rows = lab_point_set_order (set, ESTIMATE_SEED, 0);
  double *x = to_double (set, rows, count, error);
  LabDimensionRequest request = {.metric = LAB_METRIC_EUCLID};
  LabDimensionReport report;

  if (x == NULL)
    return FALSE;
  set->intrinsic_dimension = set->low = set->high = NAN;
  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, LAB_DIMENSION_NEIGHBOURS);
  if (lab_dimension_measure (&request, x, count, set->dimensions, NULL, &report, NULL)) {
    set->intrinsic_dimension = report.estimate[0].value;
    set->low = report.estimate[0].low;
    set->high = report.estimate[0].high;
  }
  lab_memory_free (x);
  return !lab_task_is_cancelled (task);
}
