/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two points are: every metric here is a growing function of a Euclidean distance. */
#include "dimension/metric.h"

#include <math.h>

static const char *const names[LAB_METRIC_COUNT] = {
    [LAB_METRIC_EUCLID] = "euclid",
    [LAB_METRIC_ANGLE] = "angle",
    [LAB_METRIC_CHORD] = "chord",
    [LAB_METRIC_ONE_MINUS_COSINE] = "1-cos",
};

const char *
lab_metric_name (LabMetric metric)
{
  g_return_val_if_fail (metric < LAB_METRIC_COUNT, NULL);
  return names[metric];
}

gboolean
lab_metric_from_name (const char *name, LabMetric *metric)
{
  g_return_val_if_fail (name != NULL && metric != NULL, FALSE);

  for (guint i = 0; i < LAB_METRIC_COUNT; i++)
    if (g_str_equal (name, names[i])) {
      *metric = (LabMetric)i;
      return TRUE;
    }
  return FALSE;
}

gboolean
lab_metric_is_angular (LabMetric metric)
{
  return metric != LAB_METRIC_EUCLID;
}

double
lab_metric_distance (LabMetric metric, double euclidean)
{
  switch (metric) {
  case LAB_METRIC_ANGLE:
    return 2.0 * asin (fmin (euclidean / 2.0, 1.0));
  case LAB_METRIC_ONE_MINUS_COSINE:
    return euclidean * euclidean / 2.0;
  default:
    return euclidean;
  }
}
