/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the estimate of intrinsic dimension: bench-dimension FILE K prints JSON with the wall-clock
 * and processor seconds of neighbours and MLE with its interval (reading not counted), on all cores. */
#include "clock.h"
#include "dimension/dimension.h"
#include "points/points.h"
#include "transformer/blas.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPoints) points = NULL;
  LabDimensionRequest request = {.discard = LAB_DIMENSION_DISCARD};
  LabDimensionReport report;
  gint64 begin;
  double begin_processor;
  struct rusage usage;

  if (argc != 3)
    return EXIT_FAILURE;
  lab_blas_use_one_thread ();
  points = lab_points_read (argv[1], NULL, &error);
  lab_dimension_request_add (&request, LAB_ESTIMATOR_MLE, (guint)atoi (argv[2]));
  begin = g_get_monotonic_time ();
  begin_processor = bench_process_seconds ();
  if (points == NULL || !lab_dimension_measure (&request, points->x, points->n, points->dimensions,
                                                NULL, &report, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return EXIT_FAILURE;
  }
  begin = g_get_monotonic_time () - begin;
  begin_processor = bench_process_seconds () - begin_processor;
  getrusage (RUSAGE_SELF, &usage);
  printf ("{\"seconds\": %.6f, \"processor_seconds\": %.6f, \"value\": %.15g, \"peak_mib\": %ld}\n",
          1e-6 * (double)begin, begin_processor, report.estimate[0].value, usage.ru_maxrss >> 10);
  return EXIT_SUCCESS;
}
