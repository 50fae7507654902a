/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two points are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_METRIC_EUCLID,
  LAB_METRIC_ANGLE, /* between the vectors from the origin, radians: 0 to pi */
  LAB_METRIC_CHORD, /* Euclidean distance of the vectors scaled to length 1: 0 to 2 */
  /* 1 - cos of the angle, half the squared chord: distances are squared, so every estimate is HALF
   * the intrinsic dimension. For comparison with programs that use it without saying so. */
  LAB_METRIC_ONE_MINUS_COSINE,
  LAB_METRIC_COUNT,
} LabMetric;

/* "euclid", "angle", "chord", "1-cos". */
const char *lab_metric_name      (LabMetric    metric);
gboolean    lab_metric_from_name (const char  *name,
                                  LabMetric   *metric);

/* Whether distances depend on directions from the origin alone. */
gboolean    lab_metric_is_angular (LabMetric   metric);

/* The metric's distance between two points whose Euclidean distance is `euclidean`; for angular
 * metrics that of the points scaled to length 1. Grows with it. */
double      lab_metric_distance  (LabMetric    metric,
                                  double       euclidean);

G_END_DECLS
