/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole sweep without a word on it: bench-sweep WORKERS KEY=VALUE ...
 *
 * Data, training, evaluation. Compiled in older commits too, so it asks for no more than they have.
 * Prints the wall-clock and the processor seconds. */
#include "experiment/experiment-keys.h"
#include "experiment/runner/sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int
main (int argc, char **argv)
{
  LabExperiment experiment;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  const double wall = seconds (CLOCK_MONOTONIC), processor = seconds (CLOCK_PROCESS_CPUTIME_ID);
  const guint workers = argc > 1 ? (guint)atoi (argv[1]) : 0;

  if (lab_experiment_parse ((const char *const *)argv + MIN (argc, 2), NULL, &experiment, &error))
    runs = lab_sweep_run (&experiment, workers, NULL, NULL, NULL, &error);
  if (error != NULL) {
    fprintf (stderr, "bench-sweep: %s\n", error->message);
    return 1;
  }
  printf ("{\"wall\": %.6g, \"processor\": %.6g}\n", seconds (CLOCK_MONOTONIC) - wall,
          seconds (CLOCK_PROCESS_CPUTIME_ID) - processor);
  return 0;
}
